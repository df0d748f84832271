//! OpenMetrics names the family of a counter without `_total`.

use metrics_core::{Collector, Counter, Gauge};

#[derive(Collector)]
struct Http {
    /// Requests finished.
    requests_total: Counter,
    /// Requests being served.
    requests: Gauge, //~ ERROR
}

fn main() {}

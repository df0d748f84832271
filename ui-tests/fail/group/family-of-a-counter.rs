//! OpenMetrics names the family of a counter without `_total`, in groups too.

use metrics_core::{Collector, Counter, Gauge};

#[derive(Collector)]
struct Load {
    /// Requests being served.
    requests: Gauge,
}

#[derive(Collector)]
struct Work {
    /// Requests finished.
    requests_total: Counter,
}

#[derive(Collector)]
struct Http {
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten)]
    load: Load, //~ ERROR
}

#[derive(Collector)]
struct Jobs {
    /// Requests for jobs.
    requests: Gauge,
    #[metric(flatten)]
    work: Work, //~ ERROR
}

fn main() {}

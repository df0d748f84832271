//! `prefix` and `argument` are about groups.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests finished.
    #[metric(prefix = "http")] //~ ERROR
    requests_total: Counter,
    /// Requests retried.
    #[metric(argument)] //~ ERROR
    retries_total: Counter,
}

fn main() {}

//! What is allowed must occur.

#![deny(deprecated)]

use metrics_core::{Collector, Counter, Gauge};

#[derive(Collector)]
#[collector(allow(colon))] //~ ERROR
struct Metrics {
    /// The name is as it should be.
    #[metric(allow(missing_total))] //~ ERROR
    requests_total: Counter,
    /// No counter, so nothing is missing.
    #[metric(allow(missing_total))] //~ ERROR
    connections: Gauge,
    /// Allowed, and it occurs.
    #[metric(allow(missing_total))]
    jobs: Counter,
}

fn main() {}

//! A constant label holds for the groups in a struct too.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(const_labels(zone = "eu"))]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(Collector)]
#[collector(const_labels(tier = "edge", zone = "us"))]
struct Http {
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten, prefix = "pool")]
    pool: Pool, //~ ERROR
}

fn main() {}

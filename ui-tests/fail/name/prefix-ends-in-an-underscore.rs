//! Parts of a name are joined by `_`, so they do not bring one along.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(namespace = "shop_")] //~ ERROR
struct Http {
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten, prefix = "pool_")] //~ ERROR
    pool: Pool,
}

#[derive(Collector)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(Collector)]
#[collector(namespace = "shop", subsystem = "jobs_")] //~ ERROR
struct Jobs {
    /// Jobs finished.
    finished_total: Counter,
}

fn main() {}

//! The parts in front of a name are made of the same characters.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(namespace = "my-shop", subsystem = "http api")] //~ ERROR //~ ERROR
struct Http {
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten, prefix = "db.pool")] //~ ERROR
    pool: Pool,
}

#[derive(Collector)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

fn main() {}

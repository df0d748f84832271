//! The names of a group's metrics are those of the struct it lies in, after the prefix.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
    /// Connections that failed.
    errors_total: Counter,
}

#[derive(Collector)]
#[collector(namespace = "shop")]
struct Http {
    /// Requests that failed.
    errors_total: Counter,
    #[metric(flatten)]
    pool: Pool, //~ ERROR
}

#[derive(Collector)]
struct Jobs {
    /// Connections of all jobs.
    pool_connections_total: Counter,
    #[metric(flatten, prefix = "pool")]
    pool: Pool, //~ ERROR
}

fn main() {}

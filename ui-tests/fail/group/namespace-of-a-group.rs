//! A flattened group's names begin where it lies, so it states no namespace of its own.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(namespace = "db", subsystem = "pool")]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(Collector)]
#[collector(namespace = "shop")]
struct Http {
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten)]
    pool: Pool, //~ ERROR
}

fn main() {}

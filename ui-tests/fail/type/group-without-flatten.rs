//! A group of metrics in a struct is flattened.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Http {
    /// Connections to the database.
    pool: Pool, //~ ERROR
}

#[derive(Collector)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

fn main() {}

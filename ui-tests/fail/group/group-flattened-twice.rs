//! A struct that is flattened twice needs a prefix at one of the places.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(Collector)]
struct Database {
    #[metric(flatten)]
    primary: Pool,
    #[metric(flatten)]
    replica: Pool, //~ ERROR
    #[metric(flatten, prefix = "backup")]
    backup: Pool,
}

fn main() {}

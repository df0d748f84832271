//! A group is a struct with the derive.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Http {
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten)]
    pool: Pool, //~ ERROR
    #[metric(flatten, prefix = "replica")]
    replica: Option<Pool>, //~ ERROR
}

struct Pool {
    connections_total: Counter,
}

fn main() {}

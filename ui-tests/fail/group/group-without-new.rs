//! A derived `new` makes its groups with theirs.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(Collector)]
#[collector(new)]
struct Queue {
    /// Jobs pushed.
    pushed_total: Counter,
    #[metric(skip)]
    limit: usize,
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten, prefix = "pool")]
    pool: Pool, //~ ERROR
    #[metric(flatten, prefix = "queue")]
    queue: Queue, //~ ERROR
    #[metric(flatten, prefix = "replica")]
    replica: Option<Queue>, //~ ERROR
}

fn main() {}

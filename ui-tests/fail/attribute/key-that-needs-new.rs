//! `buckets` and `argument` say how `new` makes a field, so there has to be one.

use metrics_core::{Collector, Counter, Histogram};

#[derive(Collector)]
struct Http {
    /// Time to answer.
    #[metric(buckets = [0.1, 1.0])] //~ ERROR
    duration_seconds: Histogram,
    #[metric(flatten, argument)] //~ ERROR
    pool: Pool,
}

#[derive(Collector)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

fn main() {}

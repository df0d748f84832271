//! What a histogram writes meets a name in a group, or the other way round.

use metrics_core::{Collector, Counter, Histogram};

#[derive(Collector)]
#[collector(allow(reserved_suffix))]
struct Pool {
    /// Waits for a connection.
    wait_seconds_count: Counter,
}

#[derive(Collector)]
struct Waits {
    /// Time to wait for a connection.
    wait_seconds: Histogram,
}

#[derive(Collector)]
struct Http {
    /// Time to wait for a worker.
    wait_seconds: Histogram,
    #[metric(flatten)]
    pool: Pool, //~ ERROR
}

#[derive(Collector)]
#[collector(allow(reserved_suffix))]
struct Jobs {
    /// Waits for a worker.
    wait_seconds_count: Counter,
    #[metric(flatten)]
    waits: Waits, //~ ERROR
}

fn main() {}

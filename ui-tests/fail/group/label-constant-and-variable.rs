//! A struct's constant label meets a variable one in a group.

use metrics_core::{Collector, Counter, CounterVec, Histogram, LabelSet};

#[derive(LabelSet)]
struct Connection {
    #[label(max = 5)]
    zone: String,
}

#[derive(Collector)]
struct Pool {
    /// Connections made.
    connections_total: CounterVec<Connection>,
}

#[derive(Collector)]
#[collector(const_labels(zone = "us"))]
struct Http {
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten, prefix = "pool")]
    pool: Pool, //~ ERROR
}

#[derive(Collector)]
struct Waits {
    /// Time to wait for a connection.
    wait_seconds: Histogram,
}

#[derive(Collector)]
#[collector(const_labels(le = "edge"))]
struct Jobs {
    /// Jobs finished.
    finished_total: Counter,
    #[metric(flatten)]
    waits: Waits, //~ ERROR
}

fn main() {}

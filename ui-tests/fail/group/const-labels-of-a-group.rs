//! Constant labels of a group meet those in it, and tell equal names apart only among equals.

use metrics_core::{Collector, Counter, CounterVec, LabelSet};

#[derive(LabelSet)]
struct Peer {
    #[label(unbounded)]
    peer: String,
}

#[derive(Collector)]
#[collector(const_labels(engine = "pg"), new)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
    /// Queries sent.
    queries_total: CounterVec<Peer>,
}

#[derive(Collector)]
#[collector(new)]
struct Other {
    /// Connections made by others.
    connections_total: Counter,
}

#[derive(Collector)]
#[collector(const_labels(tier = "edge"), new)]
struct Shop {
    #[metric(flatten, prefix = "a", const_labels(engine = "my"))]
    a: Pool, //~ ERROR
    #[metric(flatten, prefix = "b", const_labels(peer = "x"))]
    b: Pool, //~ ERROR
}

#[derive(Collector)]
#[collector(new)]
struct Twice {
    #[metric(flatten, const_labels(pool = "main"))]
    main: Pool,
    #[metric(flatten, const_labels(pool = "audit"))]
    audit: Pool,
    #[metric(flatten, const_labels(pool = "main"))]
    again: Pool, //~ ERROR
    #[metric(flatten, const_labels(pool = "other", engine = "my"))]
    other: Other, //~ ERROR
}

fn main() {}

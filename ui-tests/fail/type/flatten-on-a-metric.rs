//! A metric is not a group.

use metrics_core::{Collector, Counter, CounterVec, LabelSet};

#[derive(LabelSet)]
struct Request {
    secure: bool,
}

#[derive(Collector)]
struct Http {
    #[metric(flatten)]
    connections_total: Counter, //~ ERROR
    #[metric(flatten, prefix = "served")]
    requests_total: CounterVec<Request>, //~ ERROR
}

fn main() {}

//! What the compiler proposes for a set whose lifetime was left out: the family and the collector
//! outlive each label, and both say so.

use metrics_core::{Collector, CounterVec, LabelSet};

#[derive(LabelSet)]
struct Request<'a> {
    #[label(max = 300)]
    route: &'a str,
}

#[derive(Collector)]
struct Http<'a> { //~ ERROR
    /// Requests finished.
    requests_total: CounterVec<Request<'a>>, //~ ERROR
}

fn main() {}

//! All labels of a family are in one set.

use metrics_core::{Collector, CounterVec, LabelSet, MetricVec};

#[derive(LabelSet)]
struct Request {
    secure: bool,
}

#[derive(LabelSet)]
struct Reply {
    from_cache: bool,
}

#[derive(Collector)]
struct Http {
    /// Requests finished.
    requests_total: MetricVec<Request, CounterVec<Reply>>, //~ ERROR
}

fn main() {}

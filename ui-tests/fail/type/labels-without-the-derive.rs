//! The labels of a family are a label set.

use metrics_core::{Collector, CounterVec, HistogramVec};

struct Request {
    secure: bool,
}

#[derive(Collector)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request>, //~ ERROR
    /// Time to answer.
    duration_seconds: HistogramVec<(bool, bool)>, //~ ERROR
}

fn main() {}

//! A histogram writes the label `le` itself.

use metrics_core::{Collector, Counter, CounterVec, Histogram, HistogramVec, LabelSet};

#[derive(LabelSet)]
struct Bound {
    #[label(max = 10)]
    le: u64,
}

#[derive(Collector)]
struct Http {
    /// Time to answer.
    duration_seconds: HistogramVec<Bound>, //~ ERROR
    /// Requests finished; `le` is any other label here.
    requests_total: CounterVec<Bound>,
}

#[derive(Collector)]
#[collector(const_labels(le = "0.1"))]
struct Jobs {
    /// Time to finish.
    duration_seconds: Histogram, //~ ERROR
    /// Jobs finished.
    finished_total: Counter,
}

fn main() {}

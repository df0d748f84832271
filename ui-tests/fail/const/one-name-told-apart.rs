//! Metrics of one name, told apart by constant labels, agree in all else.

use metrics_core::{Collector, Counter, CounterVec, Gauge, LabelSet};

#[derive(LabelSet)]
struct Cached {
    cached: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests.
    #[metric(name = "requests_total", const_labels(code = "ok"))]
    ok: Counter,
    /// Requests that failed.
    #[metric(name = "requests_total", const_labels(code = "error"))]
    failed: Counter, //~ ERROR
    /// Requests.
    #[metric(name = "requests_total", const_labels(code = "late"), allow(total_of_other))]
    late: Gauge, //~ ERROR
    /// Requests.
    #[metric(name = "requests_total", const_labels(code = "cached"))]
    cached: CounterVec<Cached>, //~ ERROR
}

fn main() {}

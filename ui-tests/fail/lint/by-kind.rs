//! What is unconventional for a metric of its kind. The kind is that of the type, by whatever
//! name it goes.

#![deny(deprecated)]

use metrics_core::{Collector, Counter, CounterVec, Gauge, Histogram, LabelSet};

type Total = Counter;

#[derive(LabelSet)]
struct Labels {
    ok: bool,
}

#[derive(Collector)]
struct Metrics {
    /// A counter by another name.
    requests: Total, //~ ERROR
    /// A family of counters.
    #[metric(name = "answers")] //~ ERROR
    answers_by_outcome: CounterVec<Labels>,
    /// No counter.
    connections_total: Gauge, //~ ERROR
    /// Nor is this.
    wait_seconds_total: Histogram, //~ ERROR
    /// As the samples of a histogram.
    items_count: Gauge, //~ ERROR
    /// Says what it is.
    jobs_counter: Counter, //~ ERROR
    /// So does this.
    depth_gauge: Gauge, //~ ERROR
    /// What OpenMetrics writes.
    orders_created: Gauge, //~ ERROR
    /// Nothing is wrong with these.
    errors_total: Total,
    /// Nor with this.
    gauge_readings: Gauge,
    /// Nor with a counter that says `gauge`.
    broken_gauge_total: Counter,
}

#[derive(Collector)]
struct Generic<T: Send + Sync + 'static> {
    /// Known without the parameter.
    hits: Counter, //~ ERROR
    #[metric(skip)]
    of: T,
}

fn main() {}

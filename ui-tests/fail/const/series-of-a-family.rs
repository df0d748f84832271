//! Keys that not every family takes, each at the key.

use metrics_core::{Collector, Counter, CounterVec, Gauge, LabelSet, LabelValue};

#[derive(LabelValue)]
enum Method {
    Get,
    Post,
    Put,
}

#[derive(LabelSet)]
struct Closed {
    method: Method,
    cached: bool,
}

#[derive(LabelSet)]
struct Opened {
    method: Method,
    #[label(unbounded)]
    route: String,
}

type Requests = CounterVec<Closed>;

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Help.
    #[metric(ttl = "1h")] //~ ERROR
    alone_total: Counter,
    /// Help.
    #[metric(ttl = "1h")] //~ ERROR
    closed_total: Requests,
    /// Help.
    #[metric(init = all)] //~ ERROR
    single: Gauge,
    /// Help.
    #[metric(init = all)] //~ ERROR
    opened_total: CounterVec<Opened>,
    /// Help.
    #[metric(max_series = 10)] //~ ERROR
    bounded_total: Counter,
    /// Help.
    #[metric(max_series = 5)] //~ ERROR
    few_total: Requests,
    /// Help.
    #[metric(max_series = 6, init = all)]
    enough_total: Requests,
}

fn main() {}

//! What is said of the series of a family: how many, for how long, from when on.

use metrics_core::{Collector, CounterVec, LabelSet};

#[derive(LabelSet)]
struct Peer {
    #[label(unbounded)]
    peer: String,
}

#[derive(Collector)]
#[collector(new)]
struct Wrong {
    /// Help.
    #[metric(ttl = 600)] //~ ERROR
    number_total: CounterVec<Peer>,
    /// Help.
    #[metric(ttl = "10 minutes")] //~ ERROR
    words_total: CounterVec<Peer>,
    /// Help.
    #[metric(ttl = "0s")] //~ ERROR
    zero_total: CounterVec<Peer>,
    /// Help.
    #[metric(ttl)] //~ ERROR
    nothing_total: CounterVec<Peer>,
    /// Help.
    #[metric(ttl = TEN_MINUTES)] //~ ERROR
    constant_total: CounterVec<Peer>,
    /// Help.
    #[metric(init)] //~ ERROR
    init_total: CounterVec<Peer>,
    /// Help.
    #[metric(init = "all")] //~ ERROR
    text_total: CounterVec<Peer>,
    /// Help.
    #[metric(init = some)] //~ ERROR
    some_total: CounterVec<Peer>,
    /// Help.
    #[metric(max_series = 0)] //~ ERROR
    none_total: CounterVec<Peer>,
    /// Help.
    #[metric(max_series = "10")] //~ ERROR
    ten_total: CounterVec<Peer>,
    #[metric(flatten, ttl = "1m")] //~ ERROR
    group: CounterVec<Peer>,
}

#[derive(Collector)]
struct WithoutNew {
    /// Help.
    #[metric(max_series = 10)] //~ ERROR
    bounded_total: CounterVec<Peer>,
}

fn main() {}

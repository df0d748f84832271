//! What summaries, state sets, information and counters write besides their own names and labels.

use metrics_core::{
    Collector, Counter, Gauge, Info, LabelSet, StateSet, StateSetVec, Summary, SummaryVec,
};

#[derive(LabelSet)]
struct Rank {
    #[label(max = 10)]
    quantile: u64,
}

#[derive(LabelSet)]
struct Of {
    circuit: bool,
}

#[derive(Collector)]
struct Labels {
    /// Time to answer.
    by_rank_seconds: SummaryVec<Rank>, //~ ERROR
    /// Time to connect.
    #[metric(const_labels(quantile = "0.5"))]
    const_seconds: Summary, //~ ERROR
    /// Whether it is closed.
    circuit: StateSetVec<Of, bool>, //~ ERROR
    /// Whether it was.
    closed: StateSetVec<Of, bool>,
}

#[derive(Collector)]
#[collector(namespace = "grid", const_labels(grid_switch = "main"))]
struct Prefixed {
    /// Whether it is on.
    switch: StateSet<bool>, //~ ERROR
}

#[derive(Collector)]
struct Names {
    /// Time to answer.
    answer_seconds: Summary,
    /// As the sum of a summary.
    answer_seconds_sum: Gauge, //~ ERROR
    /// What runs here.
    build_info: Info,
    /// As the family of information.
    build: Gauge, //~ ERROR
    /// Orders taken.
    orders_total: Counter,
    /// As the beginning of a counter.
    orders_created: Gauge, //~ ERROR
}

#[derive(Collector)]
struct Unit {
    /// Seconds that inform.
    #[metric(unit = "seconds")] //~ ERROR
    informed_seconds: Info,
}

fn main() {}

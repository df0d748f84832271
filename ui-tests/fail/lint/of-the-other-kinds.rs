//! What is unconventional for summaries, native histograms, information and state sets.

#![deny(deprecated)]

use metrics_core::{
    Collector, Counter, Gauge, Info, InfoVec, LabelSet, LabelValue, NativeHistogram, StateSet,
    Summary, Traced, TracedCounterVec,
};

type Version = Info;

#[derive(LabelSet)]
struct Build {
    debug: bool,
}

#[derive(LabelValue)]
enum Circuit {
    Open,
}

#[derive(Collector)]
struct Metrics {
    /// No counter.
    wait_total: Summary, //~ ERROR
    /// Nor is this.
    size_total: NativeHistogram, //~ ERROR
    /// Nor this.
    circuit_total: StateSet<Circuit>, //~ ERROR
    /// A counter by its type's parameter.
    orders: Traced<Counter>, //~ ERROR
    /// A family of these.
    answers: TracedCounterVec<Build>, //~ ERROR
    /// As information.
    queue_info: Gauge, //~ ERROR
    /// As information, too.
    state_info: StateSet<Circuit>, //~ ERROR
    /// As the count of a summary.
    circuit_count: StateSet<Circuit>, //~ ERROR
    /// Says what it is.
    wait_summary: Summary, //~ ERROR
    /// Nothing is wrong with information.
    build_info: Info,
    /// Nor by another name.
    version_info: Version,
    /// Nor with a family of it.
    target_info: InfoVec<Build>,
    /// What is allowed in vain is found.
    #[metric(allow(reserved_suffix))] //~ ERROR
    runtime_info: Info,
}

fn main() {}

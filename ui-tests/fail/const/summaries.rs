//! What a summary writes for itself: a label, and samples.

use metrics_core::{Collector, Gauge, LabelSet, Summary, SummaryVec};

#[derive(LabelSet)]
struct Cut {
    quantile: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Times {
    /// Time to answer.
    answer_seconds: SummaryVec<Cut>, //~ ERROR
    /// Time in line.
    wait_seconds: Summary,
    /// All of it.
    wait_seconds_sum: Gauge, //~ ERROR
}

#[derive(Collector)]
#[collector(const_labels(quantile = "0.5"))]
struct Half {
    /// Time in line.
    wait_seconds: Summary, //~ ERROR
}

fn main() {}

//! What the macro sees, what types say and what constants say comes in one build.

use metrics_core::{Collector, Counter, Histogram, LabelSet};

#[derive(LabelSet)]
struct Request<'a> {
    route: &'a str, //~ ERROR
}

#[derive(Collector)]
struct Http {
    /// Time to answer.
    answer_seconds: Histogram,
    /// Answers.
    answer_seconds_count: Counter, //~ ERROR
}

#[derive(Collector)]
struct Jobs {
    finished_total: Counter, //~ ERROR
}

#[derive(Collector)]
struct Queue {
    /// Jobs pushed.
    pushed_total: u64, //~ ERROR
}

fn main() {}

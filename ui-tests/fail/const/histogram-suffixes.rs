//! A histogram writes samples of its name and `_bucket`, `_count` and `_sum`, whatever its type is
//! called.

use metrics_core::{Collector, Counter, Gauge, Histogram};

type Latency = Histogram;

#[derive(Collector)]
struct Http {
    /// Time to answer.
    answer_seconds: Histogram,
    /// Answers.
    answer_seconds_count: Counter, //~ ERROR
}

#[derive(Collector)]
#[collector(namespace = "shop", subsystem = "jobs")]
struct Jobs {
    /// Time of all jobs.
    #[metric(name = "duration_seconds_sum")]
    total: Gauge, //~ ERROR
    /// Time to finish.
    duration_seconds: Latency,
    /// Time to finish, at most.
    #[metric(name = "duration_seconds_bucket")]
    slowest: Gauge, //~ ERROR
}

fn main() {}

//! With `strict` what is unconventional is an error.

use metrics_core::{Collector, Counter, Gauge, LabelSet};

#[derive(Collector)]
#[collector(strict)]
struct SeenByTheMacro {
    /// Not in seconds.
    wait_minutes: Gauge, //~ ERROR
    /// No `_total`.
    #[metric(counter)]
    jobs: u64, //~ ERROR
}

#[derive(Collector)]
#[collector(strict)]
struct SeenByTheCompiler {
    /// No `_total`.
    requests: Counter, //~ ERROR
    /// No counter.
    connections_total: Gauge, //~ ERROR
}

#[derive(LabelSet)]
#[label(strict)]
struct Labels {
    job: bool, //~ ERROR
}

fn main() {}

//! Names that begin with `_` are reserved.

use metrics_core::{Collector, Gauge};

#[derive(Collector)]
struct Queue {
    /// Jobs that wait.
    #[metric(name = "_waiting_jobs")] //~ ERROR
    waiting: Gauge,
    /// Jobs that run.
    _running_jobs: Gauge, //~ ERROR
}

fn main() {}

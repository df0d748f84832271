//! Numbers that the macro cannot read are checked by the compiler.

use metrics_core::{Collector, Histogram};

const SLOW: f64 = 1.0;

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = [0.1, SLOW, 0.5])] //~ ERROR
    duration_seconds: Histogram,
}

fn main() {}

//! The functions of `buckets` take numbers that the macro can read.

use metrics_core::{Collector, Histogram};

const WIDTH: f64 = 2.5;

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = linear(0.0, WIDTH, 5))] //~ ERROR
    duration_seconds: Histogram,
}

fn main() {}

//! A function that makes buckets, misspelt.

use metrics_core::{Collector, Histogram};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = exponental(0.1, 2.0, 8))] //~ ERROR
    duration_seconds: Histogram,
}

fn main() {}

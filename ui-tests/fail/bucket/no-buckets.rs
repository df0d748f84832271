//! A list of buckets has at least one.

use metrics_core::{Collector, Histogram};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = [])] //~ ERROR
    duration_seconds: Histogram,
}

fn main() {}

//! The `+Inf` bucket is always there, at the end.

use metrics_core::{Collector, Histogram};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = [0.1, f64::INFINITY, 1.0])] //~ ERROR
    duration_seconds: Histogram,
}

fn main() {}

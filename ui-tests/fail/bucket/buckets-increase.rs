//! The bounds of buckets increase.

use metrics_core::{Collector, Histogram};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = [0.1, 1.0, 0.5])] //~ ERROR
    duration_seconds: Histogram,
    /// Time to connect.
    #[metric(buckets = [0.1, 1.0, 1.0, 2.5])] //~ ERROR
    connect_seconds: Histogram,
    /// How far the clock is off.
    #[metric(buckets = [1, 0, -1])] //~ ERROR
    clock_skew_seconds: Histogram,
}

fn main() {}

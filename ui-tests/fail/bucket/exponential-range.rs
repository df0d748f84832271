//! A range of buckets lies between two bounds above 0.

use metrics_core::{Collector, Histogram};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = exponential_range(0.0, 10.0, 8))] //~ ERROR
    duration_seconds: Histogram,
    /// Time to connect.
    #[metric(buckets = exponential_range(10.0, 0.1, 8))] //~ ERROR
    connect_seconds: Histogram,
    /// Time to the first byte.
    #[metric(buckets = exponential_range(0.1, 10.0, 0))] //~ ERROR
    first_byte_seconds: Histogram,
}

fn main() {}

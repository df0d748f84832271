//! Exponential buckets begin above 0 and grow.

use metrics_core::{Collector, Histogram};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = exponential(0, 2, 8))] //~ ERROR
    duration_seconds: Histogram,
    /// Time to connect.
    #[metric(buckets = exponential(0.001, 1.0, 8))] //~ ERROR
    connect_seconds: Histogram,
    /// Time to the first byte.
    #[metric(buckets = exponential(0.001, 2.0, 0))] //~ ERROR
    first_byte_seconds: Histogram,
    /// Time to the last byte.
    #[metric(buckets = exponential(0.001, 2.0, 2.5))] //~ ERROR
    last_byte_seconds: Histogram,
    /// Time to close.
    #[metric(buckets = exponential(0.001, 2.0))] //~ ERROR
    close_seconds: Histogram,
}

fn main() {}

//! `buckets` is given a list, a function that makes one, or a constant.

use metrics_core::{Collector, Histogram};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = "1, 2")] //~ ERROR
    duration_seconds: Histogram,
    /// Time to connect.
    #[metric(buckets = 5)] //~ ERROR
    connect_seconds: Histogram,
    /// Time to the first byte.
    #[metric(buckets(0.1, 1.0))] //~ ERROR
    first_byte_seconds: Histogram,
}

fn main() {}

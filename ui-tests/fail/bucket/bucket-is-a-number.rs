//! The bound of a bucket is a number.

use metrics_core::{Collector, Histogram};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = [0.1, "0.5", 1.0])] //~ ERROR
    duration_seconds: Histogram,
    /// Time to connect.
    #[metric(buckets = [0.1, true])] //~ ERROR
    connect_seconds: Histogram,
    /// Time to the first byte.
    #[metric(buckets = [f64::NAN])] //~ ERROR
    first_byte_seconds: Histogram,
}

fn main() {}

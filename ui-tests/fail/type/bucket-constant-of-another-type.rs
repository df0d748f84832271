//! A constant of buckets is a slice of `f64`.

use metrics_core::{Collector, Histogram, buckets};

const MILLISECONDS: u64 = 100;
const DECADES: [f64; 4] = buckets::exponential(0.01, 10.0);

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = MILLISECONDS)] //~ ERROR
    duration_seconds: Histogram,
    /// Time to connect.
    #[metric(buckets = DECADES)] //~ ERROR
    connect_seconds: Histogram,
}

fn main() {}

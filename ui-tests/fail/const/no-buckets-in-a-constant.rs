//! A constant without a bound is refused as a list without one is.

use metrics_core::{Collector, Histogram};

const NONE: &[f64] = &[];

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to the first byte.
    #[metric(buckets = NONE)] //~ ERROR
    first_byte_seconds: Histogram,
}

fn main() {}

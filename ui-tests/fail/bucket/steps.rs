//! Bounds that a float cannot hold, or cannot tell apart.

use metrics_core::{Collector, Histogram};

#[derive(Collector)]
#[collector(new)]
struct Sizes {
    /// Steps that are too small.
    #[metric(buckets = linear(1e20, 1, 3))] //~ ERROR
    small: Histogram,
    /// Steps that are too large.
    #[metric(buckets = exponential(1, 1e200, 3))] //~ ERROR
    large: Histogram,
}

fn main() {}

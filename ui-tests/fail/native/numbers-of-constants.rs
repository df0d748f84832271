//! What the macro cannot know, the compiler checks.

use metrics_core::{Collector, NativeHistogram};

const FACTOR: f64 = 1.0;
const EDGE: f64 = -1.0;
const WHOLE: u32 = 2;

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(native = FACTOR)] //~ ERROR
    factor_seconds: NativeHistogram,
    /// Time to connect.
    #[metric(native(zero_threshold = EDGE, max_zero_threshold = 2.0 * EDGE))] //~ ERROR //~ ERROR
    edge_seconds: NativeHistogram,
    /// Time to the first byte.
    #[metric(native = 1.1, buckets = [0.5, 2.0 * EDGE])] //~ ERROR
    buckets_seconds: NativeHistogram,
}

#[derive(Collector)]
#[collector(new)]
struct OfAnotherType {
    /// Time to answer.
    #[metric(native(factor = WHOLE))] //~ ERROR
    whole_seconds: NativeHistogram,
}

fn main() {}

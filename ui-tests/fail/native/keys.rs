//! The words that a native histogram is told.

use metrics_core::{Collector, NativeHistogram};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(native)] //~ ERROR
    nothing_seconds: NativeHistogram,
    /// Time to connect.
    #[metric(native())] //~ ERROR
    empty_seconds: NativeHistogram,
    /// Time to the first byte.
    #[metric(native(1.1))] //~ ERROR
    number_seconds: NativeHistogram,
    /// Time to the last byte.
    #[metric(native(factr = 1.1, schema = 3))] //~ ERROR //~ ERROR
    unknown_seconds: NativeHistogram,
    /// Time to look up.
    #[metric(native(factor = 1.1, factor = 1.2))] //~ ERROR
    twice_seconds: NativeHistogram,
    /// Time to read.
    #[metric(native(factor, buckets = [1]))] //~ ERROR //~ ERROR
    inside_seconds: NativeHistogram,
    /// Time to write.
    #[metric(max_buckets = 160)] //~ ERROR
    outside_seconds: NativeHistogram,
}

fn main() {}

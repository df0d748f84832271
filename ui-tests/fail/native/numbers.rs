//! The numbers that a native histogram is told.

use metrics_core::{Collector, NativeHistogram};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(native = 1)] //~ ERROR
    one_seconds: NativeHistogram,
    /// Time to connect.
    #[metric(native(factor = 0.9))] //~ ERROR
    below_seconds: NativeHistogram,
    /// Time to the first byte.
    #[metric(native(factor = f64::NAN))] //~ ERROR
    nan_seconds: NativeHistogram,
    /// Time to the last byte.
    #[metric(native = "1.1")] //~ ERROR
    text_seconds: NativeHistogram,
    /// Time to look up.
    #[metric(native(
        zero_threshold = -0.001, //~ ERROR
        max_zero_threshold = f64::INFINITY, //~ ERROR
        max_buckets = 0, //~ ERROR
        min_reset = 3600, //~ ERROR
        max_exemplars = 70000, //~ ERROR
        exemplar_ttl = "5 minutes", //~ ERROR
    ))]
    several_seconds: NativeHistogram,
    /// Time to read.
    #[metric(native(max_buckets = 5000000000))] //~ ERROR
    many_seconds: NativeHistogram,
}

fn main() {}

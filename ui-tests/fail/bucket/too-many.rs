//! A list that no one would write out.

use metrics_core::{Collector, Histogram};

#[derive(Collector)]
#[collector(new)]
struct Requests {
    /// Bytes received.
    #[metric(buckets = linear(0, 1, 1_000_000))] //~ ERROR
    received_bytes: Histogram,
}

fn main() {}

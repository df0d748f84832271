//! Buckets are known to the compiler.

use metrics_core::{Collector, Histogram};

fn compute() -> &'static [f64] {
    &[0.1, 1.0]
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = compute())] //~ ERROR
    duration_seconds: Histogram,
}

fn main() {}

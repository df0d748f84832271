//! How far quantiles look back, and in how many steps.

use metrics_core::{Collector, Summary};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(max_age = "1m", age_buckets = 2)] //~ ERROR //~ ERROR
    without_seconds: Summary,
    /// Time to connect.
    #[metric(quantiles = [(0.5, 0.05)], max_age = 0)] //~ ERROR
    no_seconds: Summary,
    /// Time to the first byte.
    #[metric(quantiles = [(0.5, 0.05)], max_age = "0s")] //~ ERROR
    zero_seconds: Summary,
    /// Time to the last byte.
    #[metric(quantiles = [(0.5, 0.05)], max_age = 600)] //~ ERROR
    number_seconds: Summary,
    /// Time to look up.
    #[metric(quantiles = [(0.5, 0.05)], age_buckets = 0)] //~ ERROR
    none_seconds: Summary,
    /// Time to read.
    #[metric(quantiles = [(0.5, 0.05)], age_buckets = 70000)] //~ ERROR
    many_seconds: Summary,
}

fn main() {}

//! A quantile is a rank and an error, both between 0 and 1.

use metrics_core::{Collector, Summary};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(quantiles = [(0.5, 0.05), (99, 0.001)])] //~ ERROR
    percent_seconds: Summary,
    /// Time to connect.
    #[metric(quantiles = [(-0.5, 0.05)])] //~ ERROR
    negative_seconds: Summary,
    /// Time to the first byte.
    #[metric(quantiles = [(f64::NAN, 0.05)])] //~ ERROR
    nan_seconds: Summary,
    /// Time to the last byte.
    #[metric(quantiles = [(0.9, 1.5)])] //~ ERROR
    wide_seconds: Summary,
    /// Time to look up.
    #[metric(quantiles = [(0.9, -0.01)])] //~ ERROR
    below_seconds: Summary,
    /// Time to read.
    #[metric(quantiles = [(0.5, 0.05), (0.9, 0.01), (0.50, 0.01)])] //~ ERROR
    twice_seconds: Summary,
    /// Time to write.
    #[metric(quantiles = [
        (999, 0.001), //~ ERROR
        (0.99, f64::INFINITY), //~ ERROR
    ])]
    several_seconds: Summary,
}

fn main() {}

//! What the macro cannot know, the compiler checks.

use metrics_core::{Collector, Summary};

const WIDE: &[(f64, f64)] = &[(0.5, 0.05), (0.9, 2.0)];
const TWICE: [(f64, f64); 2] = [(0.5, 0.05), (0.5, 0.01)];
const NONE: &[(f64, f64)] = &[];
const TOP: f64 = 99.0;
const BOUNDS: &[f64] = &[0.5, 0.9];

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(quantiles = WIDE)] //~ ERROR
    wide_seconds: Summary,
    /// Time to connect.
    #[metric(quantiles = &TWICE)] //~ ERROR
    twice_seconds: Summary,
    /// Time to the first byte.
    #[metric(quantiles = NONE)] //~ ERROR
    none_seconds: Summary,
    /// Time to the last byte.
    #[metric(quantiles = [(0.5, 0.05), (TOP, 0.001)])] //~ ERROR
    mixed_seconds: Summary,
}

#[derive(Collector)]
#[collector(new)]
struct OfAnotherType {
    /// Time to answer.
    #[metric(quantiles = BOUNDS)] //~ ERROR
    bounds_seconds: Summary,
}

fn main() {}

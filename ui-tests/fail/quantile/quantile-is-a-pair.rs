//! How quantiles are written.

use metrics_core::{Collector, Summary};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(quantiles = [0.5, (0.99, 0.001)])] //~ ERROR
    bare_seconds: Summary,
    /// Time to connect.
    #[metric(quantiles = 0.99)] //~ ERROR
    one_seconds: Summary,
    /// Time to the first byte.
    #[metric(quantiles = (0.9, 0.01))] //~ ERROR
    pair_seconds: Summary,
    /// Time to the last byte.
    #[metric(quantiles = [(0.5, 0.05, 0.1)])] //~ ERROR
    three_seconds: Summary,
    /// Time to look up.
    #[metric(quantiles = [("99%", 0.001)])] //~ ERROR
    text_seconds: Summary,
    /// Time to read.
    #[metric(quantiles = [])] //~ ERROR
    none_seconds: Summary,
    /// Time to write.
    #[metric(quantiles)] //~ ERROR
    nothing_seconds: Summary,
    /// Time to close.
    #[metric(quantiles((0.5, 0.05)))] //~ ERROR
    parentheses_seconds: Summary,
    /// Time to sleep.
    #[metric(objectives = [(0.5, 0.05)])] //~ ERROR
    other_word_seconds: Summary,
}

fn main() {}

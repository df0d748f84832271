//! Buckets make a histogram.

use metrics_core::{Collector, Summary};

#[derive(Collector)]
#[collector(new)]
struct Times {
    /// Time to answer.
    #[metric(buckets = [0.1, 1.0])]
    answer_seconds: Summary, //~ ERROR
}

fn main() {}

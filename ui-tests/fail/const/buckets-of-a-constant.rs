//! Buckets in a constant are held to the same rules.

use metrics_core::{Collector, Histogram, HistogramVec, LabelSet};

const UNSORTED: &[f64] = &[0.1, 1.0, 0.5];
const NOT_A_NUMBER: &[f64] = &[0.1, f64::NAN];

#[derive(LabelSet)]
struct Request {
    secure: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    #[metric(buckets = UNSORTED)] //~ ERROR
    duration_seconds: HistogramVec<Request>,
    /// Time to connect.
    #[metric(buckets = NOT_A_NUMBER)] //~ ERROR
    connect_seconds: Histogram,
}

fn main() {}

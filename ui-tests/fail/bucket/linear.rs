//! Linear buckets have a width.

use metrics_core::{Collector, Histogram};

#[derive(Collector)]
#[collector(new)]
struct Queue {
    /// Jobs that were waiting when one came.
    #[metric(buckets = linear(0, 0, 8))] //~ ERROR
    length: Histogram,
    /// Jobs taken at once.
    #[metric(buckets = linear(1, -5, 8))] //~ ERROR
    batch_size: Histogram,
    /// Times a job was tried.
    #[metric(buckets = linear(0, 1, 0))] //~ ERROR
    attempts: Histogram,
    /// Priority of the jobs.
    #[metric(buckets = linear(0, 1, 5, 9))] //~ ERROR
    priority: Histogram,
}

fn main() {}

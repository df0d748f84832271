//! A kind is said of plain data or of what is computed, once, and without what is said of others.

use metrics_core::Collector;

#[derive(Collector)]
#[collector(new)]
struct Jobs {
    /// Jobs run.
    #[metric(counter, gauge)] //~ ERROR
    run_total: u64,
    /// Jobs that failed.
    #[metric(counter = true)] //~ ERROR
    failed_total: u64,
    /// Sizes.
    #[metric(gauge, buckets = [1.0])] //~ ERROR
    size: u64,
    /// Ages.
    #[metric(ttl = "1h", gauge)] //~ ERROR
    age: u64,
    /// Costs.
    #[metric(gauge, max_series = 3)] //~ ERROR
    cost: u64,
    #[metric(flatten, gauge)] //~ ERROR
    pool: u64,
    #[metric(gauge, skip)] //~ ERROR
    name: String,
    /// Waiting.
    #[metric(gauge, prefix = "a")] //~ ERROR
    waiting: u64,
}

fn main() {}

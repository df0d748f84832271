//! Which keys of histograms and summaries go together, and where they belong.

use metrics_core::{Collector, NativeHistogram, Summary};

#[derive(Collector)]
#[collector(new)]
struct Together {
    /// Time to answer.
    #[metric(buckets = [0.1, 1], quantiles = [(0.5, 0.05)])] //~ ERROR
    both_seconds: Summary,
    /// Time to connect.
    #[metric(quantiles = [(0.5, 0.05)], native = 1.1)] //~ ERROR
    native_seconds: Summary,
    /// Requests that wait.
    #[metric(gauge, quantiles = [(0.5, 0.05)])] //~ ERROR
    waiting: u64,
    /// Requests that are served.
    #[metric(native = 1.1, gauge)] //~ ERROR
    served: u64,
    #[metric(flatten, quantiles = [(0.5, 0.05)])] //~ ERROR
    pool: Pool,
    /// Orders taken.
    #[metric(exemplars(trace_id))] //~ ERROR
    traced_seconds: NativeHistogram,
}

#[derive(Collector)]
#[collector(quantiles = [(0.5, 0.05)])] //~ ERROR
struct OnTheStruct {
    /// Time to answer.
    answer_seconds: Summary,
}

#[derive(Collector)]
struct WithoutNew {
    /// Time to answer.
    #[metric(quantiles = [(0.5, 0.05)], max_age = "1m")] //~ ERROR
    answer_seconds: Summary,
    /// Time to connect.
    #[metric(native(factor = 1.1), buckets = [0.1, 1])] //~ ERROR
    connect_seconds: NativeHistogram,
}

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Time to wait for a connection.
    wait_seconds: Summary,
}

fn main() {}

//! Only histograms have buckets, whatever the field's type is called.

use metrics_core::{Collector, Counter, Gauge};

type Latency = Gauge;

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests finished.
    #[metric(buckets = [0.1, 1.0])]
    requests_total: Counter, //~ ERROR
    /// Time to answer.
    #[metric(buckets = exponential(0.001, 2.0, 10))]
    duration_seconds: Latency, //~ ERROR
}

fn main() {}

//! Only summaries have quantiles, and only native histograms are told a factor, whatever the
//! field's type is called.

use metrics_core::{Collector, Counter, Histogram, LabelSet, NativeHistogram, Summary, SummaryVec};

type Latency = Histogram;

#[derive(LabelSet)]
struct Cached {
    cached: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests finished.
    #[metric(quantiles = [(0.5, 0.05)])]
    requests_total: Counter, //~ ERROR
    /// Time to answer.
    #[metric(quantiles = [(0.5, 0.05)], max_age = "1m")]
    duration_seconds: Latency, //~ ERROR
    /// Time to connect.
    #[metric(native = 1.1, buckets = [0.1, 1])]
    connect_seconds: Histogram, //~ ERROR
    /// Time to the first byte.
    #[metric(buckets = [0.1, 1])]
    first_byte_seconds: SummaryVec<Cached>, //~ ERROR
    /// Time to the last byte.
    #[metric(quantiles = [(0.5, 0.05)])]
    last_byte_seconds: NativeHistogram, //~ ERROR
    /// Time to read.
    #[metric(native(max_buckets = 100))]
    read_seconds: Summary, //~ ERROR
}

fn main() {}

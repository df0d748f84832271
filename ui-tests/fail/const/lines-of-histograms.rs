//! Each bucket of a series is a line: many buckets of many series are asked about.

use metrics_core::{Collector, HistogramVec, LabelSet, LabelValue};

#[derive(LabelValue)]
enum Zone {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
}

#[derive(LabelSet)]
#[label(boxed)]
struct Route {
    from: Zone,
    to: Zone,
    through: Zone,
    back: Zone,
}

type Times = HistogramVec<Route>;

#[derive(Collector)]
#[collector(new)]
struct Routes {
    /// Time on the way, in the default buckets.
    travel_seconds: HistogramVec<Route>,
    /// Time in line.
    #[metric(buckets = linear(1, 1, 20))]
    queue_seconds: Times, //~ ERROR
    /// Time of loading.
    #[metric(buckets = linear(1, 1, 20), max_series = 4096)]
    loading_seconds: Times,
}

fn main() {}

//! Every way to state buckets.

#![deny(warnings)]

use metrics_core::{Collector, Histogram, HistogramVec, LabelSet, buckets};

const SLICE: &[f64] = &[0.1, 1.0];
const ARRAY: [f64; 3] = [0.1, 1.0, 10.0];
const HALF: f64 = 0.5;

mod bounds {
    pub static STATIC: [f64; 2] = [1.0, 2.0];
    pub const MADE: [f64; 4] = metrics_core::buckets::exponential(1.0, 10.0);

    pub struct Latency;

    impl Latency {
        pub const BUCKETS: &'static [f64] = &[0.25];
    }
}

#[derive(LabelSet)]
struct Request {
    secure: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Every {
    /// The default.
    default_seconds: Histogram,
    /// A list.
    #[metric(buckets = [0.1, 1, 2.5e1, 1_000,])]
    list_seconds: Histogram,
    /// Below zero.
    #[metric(buckets = [-1.5, -1, 0, 1])]
    negative_seconds: Histogram,
    /// With what is added anyway.
    #[metric(buckets = [1.0, f64::INFINITY])]
    infinite_seconds: Histogram,
    /// With a constant in it.
    #[metric(buckets = [HALF, 2.0 * HALF, 3.0])]
    mixed_seconds: Histogram,
    /// Each twice the one before.
    #[metric(buckets = exponential(0.5, 2, 4))]
    exponential_seconds: Histogram,
    /// Each one above the one before.
    #[metric(buckets = linear(-1, 1, 3))]
    linear_seconds: Histogram,
    /// From one to a thousand.
    #[metric(buckets = exponential_range(1, 1000, 4))]
    range_seconds: Histogram,
    /// A slice.
    #[metric(buckets = SLICE)]
    slice_seconds: Histogram,
    /// An array.
    #[metric(buckets = &ARRAY)]
    array_seconds: HistogramVec<Request>,
    /// Of another module.
    #[metric(buckets = &bounds::MADE)]
    module_seconds: Histogram,
    /// Of a type.
    #[metric(buckets = bounds::Latency::BUCKETS)]
    associated_seconds: Histogram,
    /// Of a static.
    #[metric(buckets = &bounds::STATIC)]
    static_seconds: Histogram,
    /// The toolkit's own.
    #[metric(buckets = buckets::DEFAULT)]
    own_seconds: Histogram,
}

static EVERY: Every = Every::new();

fn bounds_of(histogram: &Histogram) -> Vec<f64> {
    histogram.observe(0.0);
    histogram.snapshot().buckets.iter().map(|bucket| bucket.upper_bound).collect()
}

fn main() {
    assert_eq!(bounds_of(&EVERY.default_seconds), buckets::DEFAULT);
    assert_eq!(bounds_of(&EVERY.list_seconds), [0.1, 1.0, 25.0, 1000.0]);
    assert_eq!(bounds_of(&EVERY.negative_seconds), [-1.5, -1.0, 0.0, 1.0]);
    assert_eq!(bounds_of(&EVERY.infinite_seconds), [1.0]);
    assert_eq!(bounds_of(&EVERY.mixed_seconds), [0.5, 1.0, 3.0]);
    assert_eq!(bounds_of(&EVERY.exponential_seconds), [0.5, 1.0, 2.0, 4.0]);
    assert_eq!(bounds_of(&EVERY.linear_seconds), [-1.0, 0.0, 1.0]);
    let range = bounds_of(&EVERY.range_seconds);
    assert_eq!((range.len(), range[0]), (4, 1.0));
    assert!((range[3] - 1000.0).abs() < 1e-9);
    assert_eq!(bounds_of(&EVERY.slice_seconds), [0.1, 1.0]);
    assert_eq!(bounds_of(EVERY.array_seconds.with(Request { secure: true })), ARRAY);
    assert_eq!(bounds_of(&EVERY.module_seconds), [1.0, 10.0, 100.0, 1000.0]);
    assert_eq!(bounds_of(&EVERY.associated_seconds), [0.25]);
    assert_eq!(bounds_of(&EVERY.own_seconds), buckets::DEFAULT);
    assert_eq!(bounds_of(&EVERY.static_seconds), [1.0, 2.0]);
}

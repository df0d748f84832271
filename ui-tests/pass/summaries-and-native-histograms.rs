//! Every way to state quantiles, and what a native histogram is told.

#![deny(warnings)]

use std::marker::PhantomData;

use metrics_core::{
    Collector, Counter, CounterVec, ExemplarLabels, Info, LabelSet, NativeHistogram,
    NativeHistogramVec, Summary, SummaryVec, Traced,
};

const SLICE: &[(f64, f64)] = &[(0.25, 0.01)];
const ARRAY: [(f64, f64); 2] = [(0.5, 0.05), (1.0, 0.0)];
const MEDIAN: (f64, f64) = (0.5, 0.05);
const TOP: f64 = 0.99;
const FACTOR: f64 = 2.0;
const TRACE: ExemplarLabels<1> = ExemplarLabels::new(["trace_id"]);

#[derive(LabelSet)]
struct Request {
    secure: bool,
}

#[derive(Collector)]
#[collector(new, strict)]
struct Every {
    /// Count and sum.
    plain: Summary,
    /// A list.
    #[metric(quantiles = [(0.5, 0.05), (0.9, 1e-2), (1, 0),])]
    list: Summary,
    /// With constants in it.
    #[metric(quantiles = [MEDIAN, (TOP, 1.0 - TOP)], max_age = "90s")]
    mixed: Summary,
    /// A slice.
    #[metric(quantiles = SLICE, age_buckets = 2)]
    slice: SummaryVec<Request>,
    /// An array.
    #[metric(quantiles = &ARRAY, max_age = "1h", age_buckets = 1, init = all)]
    array: SummaryVec<Request>,
    /// The default.
    native: NativeHistogram,
    /// A factor.
    #[metric(native = 2)]
    factor: NativeHistogram,
    /// That of a constant, and classic buckets.
    #[metric(native = FACTOR, buckets = linear(1, 1, 3))]
    constant: NativeHistogram,
    /// Classic buckets only.
    #[metric(buckets = [1, 2])]
    classic: NativeHistogramVec<Request>,
    /// All.
    #[metric(native(
        factor = 1.0 + 0.1,
        max_buckets = 160,
        zero_threshold = 0,
        max_zero_threshold = 1e-3,
        min_reset = "1h",
        max_exemplars = 0,
        exemplar_ttl = "250ms",
    ))]
    all: NativeHistogram,
    /// What runs here.
    build_info: Info,
    /// Orders taken.
    orders_total: Traced<Counter>,
}

type Total = Counter;

#[derive(Collector)]
#[collector(new)]
struct Generic<T: Send + Sync + 'static> {
    /// Time to wait.
    #[metric(quantiles = [MEDIAN])]
    wait: Summary,
    /// Sizes.
    #[metric(native = 1.5)]
    size: NativeHistogram,
    /// Requests.
    #[metric(max_series = 2)]
    requests_total: CounterVec<Request>,
    /// A kind that only the compiler knows.
    hits_total: Total,
    #[metric(skip)]
    of: PhantomData<T>,
}

static EVERY: Every = Every::new();
static GENERIC: Generic<u8> = Generic::new(PhantomData);

fn ranks(summary: &Summary) -> Vec<f64> {
    summary.snapshot().quantiles.iter().map(|quantile| quantile.quantile).collect()
}

fn schema(histogram: &NativeHistogram) -> (i32, usize) {
    histogram.observe(1.0);
    let snapshot = histogram.snapshot();
    (snapshot.schema, snapshot.buckets.len())
}

fn main() {
    assert!(ranks(&EVERY.plain).is_empty());
    assert_eq!(ranks(&EVERY.list), [0.5, 0.9, 1.0]);
    assert_eq!(ranks(&EVERY.mixed), [0.5, 0.99]);
    assert_eq!(ranks(EVERY.slice.with(Request { secure: true })), [0.25]);
    assert_eq!(ranks(EVERY.array.with(Request { secure: true })), [0.5, 1.0]);
    assert_eq!(schema(&EVERY.native), (3, 0));
    assert_eq!(schema(&EVERY.factor), (0, 0));
    assert_eq!(schema(&EVERY.constant), (0, 3));
    assert_eq!(schema(EVERY.classic.with(Request { secure: true })), (3, 2));
    assert_eq!(schema(&EVERY.all), (3, 0));
    EVERY.orders_total.inc_with_exemplar(&TRACE.with(["1"]));
    assert_eq!(EVERY.orders_total.refused_exemplars(), 0);
    assert_eq!(ranks(&GENERIC.wait), [0.5]);
    assert_eq!(schema(&GENERIC.size), (1, 0));
}

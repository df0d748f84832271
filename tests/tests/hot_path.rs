//! What an update costs in memory: counted by an allocator.
#![allow(unsafe_code)] // an allocator cannot be written without

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use metrics_core::{
    Collector, Counter, CounterVec, FunctionCollector, Gauge, GaugeVec, Histogram, HistogramVec,
    LabelSet, LabelValue, Outcome, counted, in_flight, instrumented, timed,
};

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    /// Bytes that this thread allocated and did not free.
    static LIVE: Cell<isize> = const { Cell::new(0) };
}

fn live(change: isize) {
    LIVE.set(LIVE.get() + change);
}

struct Counting;

// SAFETY: hands everything to the system's allocator, whose contract is the same.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        live(layout.size().cast_signed());
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        live(-layout.size().cast_signed());
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often this thread allocates meanwhile.
fn allocations(work: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    work();
    ALLOCATIONS.get() - before
}

#[derive(LabelValue, Clone, Copy)]
enum Method {
    Get,
    Post,
}

#[derive(LabelSet)]
struct Call {
    method: Method,
    cached: bool,
}

#[derive(LabelSet)]
struct Request<'a> {
    method: Method,
    #[label(max = 100)]
    route: &'a str,
    #[label(max = 100)]
    shard: u64,
}

#[derive(Collector)]
#[collector(new, allow(missing_total))]
struct Metrics {
    /// Plain.
    counter: Counter,
    /// Plain.
    gauge: Gauge,
    /// Plain.
    histogram: Histogram,
    /// With closed labels.
    counters: CounterVec<Call>,
    /// With closed labels.
    gauges: GaugeVec<Call>,
    /// With closed labels.
    histograms: HistogramVec<Call>,
    /// With open labels.
    requests: CounterVec<Request<'static>>,
}

static METRICS: Metrics = Metrics::new();

#[test]
fn counters_and_gauges_with_closed_labels_never_allocate() {
    let count = allocations(|| {
        for cached in [true, false] {
            METRICS.counter.inc();
            METRICS.gauge.add(1.5);
            METRICS.counters.with(Call { method: Method::Get, cached }).inc();
            METRICS.gauges.with(Call { method: Method::Post, cached }).set(2.0);
        }
    });
    assert_eq!(count, 0);
    assert_eq!(METRICS.counters.with(Call { method: Method::Get, cached: true }).get(), 1);
}

#[test]
fn a_histogram_allocates_once() {
    static HISTOGRAM: Histogram = Histogram::new();
    assert_eq!(allocations(|| HISTOGRAM.observe(0.1)), 1);
    assert_eq!(allocations(|| HISTOGRAM.observe(100.0)), 0);
    let call = || Call { method: Method::Get, cached: true };
    assert_eq!(allocations(|| METRICS.histograms.with(call()).observe(0.1)), 1);
    assert_eq!(allocations(|| METRICS.histograms.with(call()).observe(0.1)), 0);
    assert_eq!(allocations(|| METRICS.histogram.observe(0.1)), 1);
}

#[test]
fn finding_a_series_of_an_open_family_never_allocates() {
    let route = String::from("/a/route/that/is/not/short");
    let update = || {
        METRICS.requests.with(Request { method: Method::Get, route: &route, shard: 7 }).inc();
    };
    assert!(allocations(update) > 0, "the series is made");
    assert_eq!(allocations(update), 0);
}

#[test]
fn nor_does_finding_a_series_by_labels_that_are_known_at_run_time() {
    let requests = Counter::named("requests_total", "")
        .labels(["method", "zone", "route"])
        .constrain("zone", |zone| zone.trim().into())
        .build();
    let route = "/a/route/that/is/longer/than/what/lies/in/an/entry";
    requests.with(&["get", "eu", route]).unwrap();
    let get = requests.curry(&[("method", "get")]).unwrap();
    let count = allocations(|| {
        requests.with(&["get", " eu", route]).unwrap().inc();
        requests
            .with_labels(&[("zone", "eu "), ("route", route), ("method", "get")])
            .unwrap()
            .inc();
        get.with(&["eu", route]).unwrap().inc();
    });
    assert_eq!(count, 0);
    assert_eq!(requests.with(&["get", "eu", route]).unwrap().get(), 3);
}

#[test]
fn nor_does_finding_a_series_of_a_full_family() {
    let jobs = Counter::named("jobs_total", "").labels(["of"]).max_series(1).build();
    jobs.with(&["a"]).unwrap();
    jobs.with(&["b"]).unwrap();
    let count = allocations(|| jobs.with(&["a"]).unwrap().inc());
    assert_eq!((count, jobs.folded()), (0, 1));
}

#[derive(LabelSet)]
struct Free<'a> {
    method: Method,
    #[label(unbounded)]
    route: &'a str,
}

/// Bytes that each series of a family takes, with keys of 27 bytes.
fn bytes_a_series(series: usize) -> f64 {
    let before = LIVE.get();
    let family = CounterVec::<Free<'static>>::new();
    for i in 0..series {
        let route = format!("/api/v1/users/{i:06}/orders");
        assert_eq!(route.len(), 27);
        family.with(Free { method: Method::Get, route: &route }).inc();
    }
    let taken = LIVE.get() - before;
    assert_eq!(family.clear(), series);
    taken as f64 / series as f64
}

#[test]
fn a_series_takes_little_more_than_a_cache_line() {
    for (series, at_most) in [(100_000, 80.0), (1_000, 100.0), (10, 300.0)] {
        let bytes = bytes_a_series(series);
        assert!(bytes <= at_most, "{series} series take {bytes} bytes each");
    }
}

#[test]
fn a_measured_call_allocates_nothing_after_the_first_one() {
    #[derive(LabelSet)]
    struct Ended<'a> {
        #[label(max = 100)]
        route: &'a str,
        #[label(max = 100)]
        shard: u64,
        outcome: Outcome,
    }
    static CALLS: FunctionCollector = FunctionCollector::new();
    static ENDED: CounterVec<Ended<'static>> = CounterVec::new();
    static SECONDS: Histogram = Histogram::new();
    static RUNNING: Gauge = Gauge::new();

    #[instrumented(collector = CALLS)]
    #[counted(ENDED, labels(route = route, shard = 7, outcome))]
    #[timed(SECONDS)]
    #[in_flight(RUNNING)]
    fn call(route: &str) -> Result<usize, std::num::ParseIntError> {
        route.parse()
    }

    #[instrumented(collector = CALLS)]
    #[counted(ENDED, labels(route = route, shard = 7, outcome))]
    #[timed(SECONDS)]
    async fn later(route: &str) -> Result<usize, std::num::ParseIntError> {
        route.parse()
    }

    let all = || {
        for route in ["7", "x"] {
            let _ = call(route);
            let mut future = std::pin::pin!(later(route));
            let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
            assert!(future.as_mut().poll(&mut cx).is_ready());
        }
    };
    all();
    assert_eq!(allocations(all), 0);
    assert_eq!(ENDED.with(Ended { route: "7", shard: 7, outcome: Outcome::Ok }).get(), 4);
}

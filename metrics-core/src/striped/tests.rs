use std::cell::RefCell;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::*;
use crate::cell::Flags;
use crate::label::{Domain, Label};
use crate::store::{Empty, LabelSet};
use crate::{HistogramSnapshot, StripedCounterVec, StripedGaugeVec, StripedHistogramVec};

#[derive(Clone, Copy)]
struct Call {
    method: usize,
    cached: bool,
}

const METHODS: &[&str] = &["get", "post", "put"];

impl LabelSet for Call {
    type With<'a> = Self;
    const NAMES: &'static [&'static str] = &["method", "cached"];
    const LABELS: &'static [Label] = &[
        Label { name: "method", domain: Domain::Closed(METHODS) },
        Label { name: "cached", domain: Domain::Closed(&["false", "true"]) },
    ];
    type Store<M: Metric> = M::Flat<Self>;
    const FIELDS: &'static [&'static str] = Self::NAMES;
    type Blank = ();
    const BLANK: () = ();
}

impl ClosedSet for Call {
    const CARDINALITY: usize = 6;
    type Array<T: Empty> = [T; 6];
    type Flags = [Flags; 1];

    fn index(labels: Self) -> usize {
        labels.method * 2 + usize::from(labels.cached)
    }
}

fn calls() -> [Call; 3] {
    [(0, true), (1, false), (2, true)].map(|(method, cached)| Call { method, cached })
}

/// One of each, updated together.
#[derive(Default)]
struct All {
    counter: StripedCounter,
    gauge: StripedGauge,
    histogram: StripedHistogram,
    counters: StripedCounterVec<Call>,
    gauges: StripedGaugeVec<Call>,
    histograms: Histograms,
}

struct Histograms(StripedHistogramVec<Call>);

impl Default for Histograms {
    fn default() -> Self {
        Self(StripedHistogramVec::with_buckets(&[1.0, 2.0]))
    }
}

impl All {
    const fn new() -> Self {
        Self {
            counter: StripedCounter::new(),
            gauge: StripedGauge::new(),
            histogram: StripedHistogram::new(),
            counters: StripedCounterVec::new(),
            gauges: StripedGaugeVec::new(),
            histograms: Histograms(StripedHistogramVec::with_buckets(&[1.0, 2.0])),
        }
    }

    fn update(&self) {
        self.counter.inc();
        self.gauge.sub(0.5);
        self.histogram.observe(0.25);
        for call in calls() {
            self.counters.with(call).add(2);
            self.gauges.with(call).inc();
            self.histograms.0.with(call).observe(2.0);
        }
    }

    fn assert_updated(&self, times: u64) {
        let float = times as f64;
        assert_eq!(self.counter.get(), times);
        assert_eq!(self.gauge.get(), -0.5 * float);
        let HistogramSnapshot { count, sum, .. } = self.histogram.snapshot();
        assert_eq!((count, sum), (times, 0.25 * float));
        for call in calls() {
            assert_eq!(self.counters.with(call).get(), 2 * times);
            assert_eq!(self.gauges.with(call).get(), float);
            let HistogramSnapshot { count, sum, buckets } = self.histograms.0.with(call).snapshot();
            assert_eq!((count, sum), (times, 2.0 * float));
            assert_eq!((buckets[0].cumulative_count, buckets[1].cumulative_count), (0, times));
        }
    }
}

#[test]
fn more_live_threads_than_slots_are_counted_exactly() {
    const THREADS: usize = if cfg!(miri) { 24 } else { 200 };
    const EACH: u64 = if cfg!(miri) { 3 } else { 500 };
    let all = &All::default();
    let started = &Barrier::new(THREADS);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                all.update();
                // All have touched their slots, and none has ended.
                started.wait();
                (1..EACH).for_each(|_| all.update());
                started.wait();
            });
        }
    });
    all.assert_updated(THREADS as u64 * EACH);
}

#[test]
fn threads_that_come_and_go_are_counted_exactly() {
    const ALIVE: u64 = if cfg!(miri) { 20 } else { 50 };
    const LIVES: u64 = if cfg!(miri) { 2 } else { 50 };
    static ALL: All = All::new();
    std::thread::scope(|scope| {
        for n in 0..ALIVE {
            scope.spawn(move || {
                for life in 0..LIVES {
                    let work = move || (0..=(n + life) % 7).for_each(|_| ALL.update());
                    std::thread::spawn(work).join().unwrap();
                }
            });
        }
    });
    let updates = (0..ALIVE).flat_map(|n| (0..LIVES).map(move |life| (n + life) % 7 + 1));
    ALL.assert_updated(updates.sum());
}

/// Updates everything when its thread ends.
struct AtExit(&'static All);

impl Drop for AtExit {
    fn drop(&mut self) {
        (0..10).for_each(|_| self.0.update());
    }
}

thread_local! {
    static FIRST: RefCell<Option<AtExit>> = const { RefCell::new(None) };
    static SECOND: RefCell<Option<AtExit>> = const { RefCell::new(None) };
}

#[test]
fn updates_at_a_threads_end_are_counted_exactly() {
    const THREADS: u64 = if cfg!(miri) { 4 } else { 60 };
    static ALL: All = All::new();
    // Destructors run in the opposite order of the first uses, where the platform has an order:
    // so one of them runs before the thread's slot is given back, and one after.
    let around = || {
        FIRST.set(Some(AtExit(&ALL)));
        ALL.update();
        SECOND.set(Some(AtExit(&ALL)));
    };
    // The slot is first asked for at the very end.
    let only_there = || FIRST.set(Some(AtExit(&ALL)));
    let threads: Vec<_> = (0..THREADS)
        .flat_map(|_| [std::thread::spawn(around), std::thread::spawn(only_there)])
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    ALL.assert_updated(THREADS * 31);
}

#[test]
fn s82_snapshots_are_whole_with_more_threads_than_slots() {
    const EACH: u64 = if cfg!(miri) { 20 } else { 5_000 };
    const WRITERS: u64 = 20;
    let single = &StripedHistogram::with_buckets(&[1.0, 2.0, 4.0]);
    let family = &StripedHistogramVec::<Call>::with_buckets(&[1.0, 2.0, 4.0]);
    let series = family.with(calls()[1]);
    let done = &AtomicBool::new(false);
    let whole = |HistogramSnapshot { count, sum, buckets }: &HistogramSnapshot| {
        let mut before = 0;
        let mut expected = 0.0;
        for bucket in buckets {
            expected += (bucket.cumulative_count - before) as f64 * bucket.upper_bound;
            before = bucket.cumulative_count;
        }
        assert_eq!((*sum, *count), (expected, before));
    };
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                scope.spawn(move || {
                    for value in (0..EACH).zip([1.0, 2.0, 4.0].into_iter().cycle()) {
                        single.observe(value.1);
                        series.observe(value.1);
                    }
                })
            })
            .collect();
        scope.spawn(|| {
            let mut last = (0, 0);
            while !done.load(Relaxed) {
                let now = (single.snapshot(), series.snapshot());
                whole(&now.0);
                whole(&now.1);
                assert!(last.0 <= now.0.count && last.1 <= now.1.count);
                last = (now.0.count, now.1.count);
            }
        });
        for writer in writers {
            writer.join().unwrap();
        }
        // What was finished is seen.
        assert_eq!(single.snapshot().count, WRITERS * EACH);
        assert_eq!(series.snapshot().count, WRITERS * EACH);
        done.store(true, Relaxed);
    });
}

#[test]
fn d7_a_series_is_exported_once_it_was_asked_for() {
    let counters = StripedCounterVec::<Call>::new();
    assert_eq!(format!("{counters:?}"), "{}");
    let series = counters.with(Call { method: 1, cached: true });
    assert_eq!(format!("{counters:?}"), r#"{["post", "true"]: Counter(Integer(0))}"#);
    series.add(3);
    counters.with(Call { method: 0, cached: false }).inc();
    assert_eq!(
        format!("{counters:?}"),
        r#"{["get", "false"]: Counter(Integer(1)), ["post", "true"]: Counter(Integer(3))}"#
    );

    let histograms = StripedHistogramVec::<Call>::with_buckets(&[1.0]);
    histograms.with(Call { method: 2, cached: false });
    let empty = r#"{["put", "false"]: Histogram { count: 0, sum: 0.0, buckets: [Bucket { upper_bound: 1.0, cumulative_count: 0 }] }}"#;
    assert_eq!(format!("{histograms:?}"), empty);
}

#[test]
fn a_removed_series_starts_again_from_zero() {
    let all = All::default();
    all.update();
    std::thread::scope(|scope| scope.spawn(|| all.update()).join()).unwrap();
    all.assert_updated(2);
    all.counter.reset();
    all.gauge.reset();
    all.histogram.reset();
    for call in calls() {
        assert!(all.counters.remove(call) && !all.counters.remove(call));
        assert!(all.gauges.remove(call));
    }
    assert_eq!(all.histograms.0.clear(), 3);
    assert_eq!(format!("{:?}{:?}{:?}", all.counters, all.gauges, all.histograms.0), "{}{}{}");
    all.assert_updated(0);
    (0..3).for_each(|_| all.update());
    all.assert_updated(3);
}

#[test]
fn guards_and_timers_of_series_work_on_any_thread() {
    static GAUGES: StripedGaugeVec<Call> = StripedGaugeVec::new();
    static HISTOGRAMS: StripedHistogramVec<Call> = StripedHistogramVec::new();
    let [call, ..] = calls();
    let guard = GAUGES.with(call).track();
    let timer = HISTOGRAMS.with(call).start_timer();
    assert_eq!(GAUGES.with(call).get(), 1.0);
    std::thread::spawn(move || drop((guard, timer))).join().unwrap();
    assert_eq!(GAUGES.with(call).get(), 0.0);
    assert_eq!(HISTOGRAMS.with(call).snapshot().count, 1);
}

#[test]
fn sizes_are_as_documented() {
    assert_eq!(size_of::<StripedCounter>(), 192);
    assert_eq!(size_of::<StripedGauge>(), 192);
    assert_eq!(size_of::<StripedHistogram>(), 192);
    assert_eq!(size_of::<crate::Histogram>(), 48);
    assert_eq!(size_of::<StripedCounterVec<Call>>(), 256);
    assert_eq!(size_of::<StripedHistogramVec<Call>>(), 320);
}

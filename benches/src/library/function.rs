//! A function that is measured: by an attribute, by hand, and by autometrics.
//!
//! It does next to nothing, and every sixteenth call is an error.

use std::hint::black_box;
use std::time::Instant;

use autometrics::autometrics;
use metrics_core::{
    Counter, Format, FunctionCollector, Gauge, Histogram, Registry, StripedCounter, StripedGauge,
    StripedHistogram, instrumented,
};
use prometheus_0_13::TextEncoder;

use super::{Library, Role};
use crate::work::Work;
use crate::work::update::Update;

/// The rows of this workload.
pub(super) fn rows() -> Vec<Library> {
    let row = |role, name| Library::new(role, name, "");
    let work = Work::FunctionCall;
    vec![
        row(Role::Part, "bare function").updates(work, Bare::default),
        row(Role::Part, "two clock reads").updates(work, Clocks::default),
        row(Role::SharedFloor, "by hand, plain").updates(work, PlainByHand::default),
        row(Role::OwnFloor, "by hand, striped").updates(work, StripedByHand::default),
        row(Role::Striped, "#[instrumented]").updates(work, Instrumented::new),
        Library::new(Role::Peer, "autometrics", "2.0.0").updates(work, Autometrics::new),
    ]
}

/// What is measured.
#[inline(always)]
fn work(i: usize) -> Result<usize, usize> {
    if i % 16 == 15 { Err(i) } else { Ok(i) }
}

/// Records nothing. That it was called is counted in the thread's own cell, which takes about a
/// nanosecond.
#[derive(Default)]
struct Bare(StripedCounter);

#[inline(never)]
fn bare(i: usize) -> Result<usize, usize> {
    work(i)
}

impl Update for Bare {
    #[inline(always)]
    fn update(&self, i: usize) {
        let _ = black_box(bare(black_box(i)));
        self.0.inc();
    }

    fn total(&self) -> u64 {
        self.0.get()
    }
}

/// What nobody who measures a time can do without.
#[derive(Default)]
struct Clocks(StripedCounter);

#[inline(never)]
fn clocked(i: usize) -> Result<usize, usize> {
    let start = Instant::now();
    let result = work(i);
    black_box(start.elapsed());
    result
}

impl Update for Clocks {
    #[inline(always)]
    fn update(&self, i: usize) {
        let _ = black_box(clocked(black_box(i)));
        self.0.inc();
    }

    fn total(&self) -> u64 {
        self.0.get()
    }
}

/// The metrics of a function, and the function with a guard that records them also if it panics.
macro_rules! by_hand {
    ($metrics:ident $guard:ident $call:ident, $counter:ident $histogram:ident $gauge:ident) => {
        #[derive(Default)]
        struct $metrics {
            ok: $counter,
            errors: $counter,
            panics: $counter,
            duration_seconds: $histogram,
            in_flight: $gauge,
        }

        struct $guard<'a> {
            metrics: &'a $metrics,
            ended: &'a $counter,
            start: Instant,
        }

        impl Drop for $guard<'_> {
            #[inline]
            fn drop(&mut self) {
                self.metrics.duration_seconds.observe(self.start.elapsed().as_secs_f64());
                self.ended.inc();
                self.metrics.in_flight.dec();
            }
        }

        #[inline(never)]
        fn $call(metrics: &$metrics, i: usize) -> Result<usize, usize> {
            metrics.in_flight.inc();
            let mut guard = $guard { metrics, ended: &metrics.panics, start: Instant::now() };
            let result = work(i);
            guard.ended = if result.is_ok() { &metrics.ok } else { &metrics.errors };
            result
        }

        impl Update for $metrics {
            #[inline(always)]
            fn update(&self, i: usize) {
                let _ = black_box($call(self, black_box(i)));
            }

            fn total(&self) -> u64 {
                let ended = self.ok.get() + self.errors.get() + self.panics.get();
                ended.min(self.duration_seconds.snapshot().count)
            }
        }
    };
}
by_hand!(PlainByHand PlainGuard plain_by_hand, Counter Histogram Gauge);
by_hand!(StripedByHand StripedGuard striped_by_hand, StripedCounter StripedHistogram StripedGauge);

/// A function has one set of cells for the whole run.
struct Instrumented {
    before: u64,
}

static FUNCTIONS: FunctionCollector = FunctionCollector::new();

#[instrumented(collector = FUNCTIONS)]
#[inline(never)]
fn instrumented_call(i: usize) -> Result<usize, usize> {
    work(i)
}

impl Instrumented {
    fn new() -> Self {
        Self { before: Self::recorded() }
    }

    fn recorded() -> u64 {
        let registry = Registry::new();
        registry.register(&FUNCTIONS).expect("an empty registry takes it");
        let text = registry.encode(Format::Text).into_string();
        let calls = sum(&text, "function_calls_total{");
        calls.min(sum(&text, "function_duration_seconds_count{"))
    }
}

impl Update for Instrumented {
    #[inline(always)]
    fn update(&self, i: usize) {
        let _ = black_box(instrumented_call(black_box(i)));
    }

    fn total(&self) -> u64 {
        Self::recorded() - self.before
    }
}

/// With its gauge of calls in flight, and rust-prometheus to record in.
struct Autometrics {
    before: u64,
}

#[autometrics(track_concurrency)]
#[inline(never)]
fn autometrics_call(i: usize) -> Result<usize, usize> {
    work(i)
}

impl Autometrics {
    fn new() -> Self {
        Self { before: Self::recorded() }
    }

    fn recorded() -> u64 {
        let families = prometheus_0_13::gather();
        let text = TextEncoder::new().encode_to_string(&families).unwrap_or_default();
        let calls = sum(&text, "function_calls_total{");
        calls.min(sum(&text, "function_calls_duration_seconds_count{"))
    }
}

impl Update for Autometrics {
    #[inline(always)]
    fn update(&self, i: usize) {
        let _ = black_box(autometrics_call(black_box(i)));
    }

    fn total(&self) -> u64 {
        Self::recorded() - self.before
    }
}

/// The values of all samples that begin so.
fn sum(text: &str, sample: &str) -> u64 {
    let values = text.lines().filter(|line| line.starts_with(sample));
    values.filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).sum()
}

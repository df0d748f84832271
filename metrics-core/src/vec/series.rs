//! What `with` returns on a family with an open label.

use super::entry::Found;
use crate::counter::Counter;
use crate::float_counter::FloatCounter;
use crate::gauge::Gauge;
use crate::histogram::{Histogram, HistogramSnapshot};
use crate::info::StateSet;
use crate::label::ClosedLabel;
use crate::native::{NativeHistogram, NativeSnapshot};
use crate::striped::{Falls, StripedCounter, StripedGauge, StripedHistogram, StripedInFlight};
use crate::summary::{Summary, SummarySnapshot};
use crate::timer::{ExemplarObserver, Observer, Timer};
use crate::traced::Traced;
use crate::unit::Unit;

/// One series of a family with an open label: has the metric's own methods.
///
/// It may be kept. When the series is removed, updates go on and nobody sees them (H10); once
/// its memory serves another series, which is ten minutes later at the earliest, they are
/// dropped: an update never lands in another series, not even in a later one with the same
/// labels. To hold on to a series for good, take a [`handle`](super::MetricVec::handle).
#[derive(Debug)]
pub struct Series<'a, M> {
    found: Found<'a, M>,
}

impl<'a, M> Series<'a, M> {
    #[inline]
    pub(crate) fn new(found: Found<'a, M>) -> Self {
        Self { found }
    }

    /// The metric, unless its memory serves another series.
    #[inline]
    fn metric(&self) -> Option<&'a M> {
        self.found.metric()
    }
}

impl<M> Clone for Series<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Series<'_, M> {}

impl<U: Unit> Series<'_, Counter<U>> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.add(1);
    }

    /// Adds `n`.
    #[inline]
    pub fn add(&self, n: u64) {
        if let Some(counter) = self.metric() {
            counter.add(n);
        }
    }

    /// The value at this moment; 0 once the memory serves another series.
    #[must_use]
    pub fn get(&self) -> u64 {
        self.metric().map_or(0, Counter::get)
    }
}

impl<U: Unit> Series<'_, FloatCounter<U>> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        if let Some(counter) = self.metric() {
            counter.inc();
        }
    }

    /// Adds `value`; see [`FloatCounter::add`].
    #[inline]
    pub fn add(&self, value: f64) {
        if let Some(counter) = self.metric() {
            counter.add(value);
        }
    }

    /// The value at this moment; 0 once the memory serves another series.
    #[must_use]
    pub fn get(&self) -> f64 {
        self.metric().map_or(0.0, FloatCounter::get)
    }

    /// How many updates were dropped; 0 once the memory serves another series.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.metric().map_or(0, FloatCounter::refused)
    }
}

impl<'a, U: Unit> Series<'a, Gauge<U>> {
    /// Replaces the value.
    #[inline]
    pub fn set(&self, value: f64) {
        if let Some(gauge) = self.metric() {
            gauge.set(value);
        }
    }

    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.add(1.0);
    }

    /// Takes one away.
    #[inline]
    pub fn dec(&self) {
        self.add(-1.0);
    }

    /// Adds `value`, which may be negative.
    #[inline]
    pub fn add(&self, value: f64) {
        if let Some(gauge) = self.metric() {
            gauge.add(value);
        }
    }

    /// Takes `value` away.
    #[inline]
    pub fn sub(&self, value: f64) {
        self.add(-value);
    }

    /// Replaces the value by the seconds since the Unix epoch.
    pub fn set_to_current_time(&self) {
        if let Some(gauge) = self.metric() {
            gauge.set_to_current_time();
        }
    }

    /// Adds one until the guard is dropped; see [`Gauge::track`].
    pub fn track(&self) -> SeriesInFlight<'a, U> {
        self.inc();
        SeriesInFlight { series: *self }
    }

    /// The value at this moment; 0 once the memory serves another series.
    #[must_use]
    pub fn get(&self) -> f64 {
        self.metric().map_or(0.0, Gauge::get)
    }
}

/// Takes one away from a gauge when it is dropped; see [`Series::track`].
#[derive(Debug)]
#[must_use = "the gauge falls again when this is dropped"]
pub struct SeriesInFlight<'a, U: Unit> {
    series: Series<'a, Gauge<U>>,
}

impl<U: Unit> Drop for SeriesInFlight<'_, U> {
    fn drop(&mut self) {
        self.series.dec();
    }
}

impl<U: Unit> Series<'_, Histogram<U>> {
    /// Records one value.
    #[inline]
    pub fn observe(&self, value: f64) {
        if let Some(histogram) = self.metric() {
            histogram.observe(value);
        }
    }

    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }

    /// What was observed so far; nothing, and no buckets, once the memory serves another series.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        self.metric().map(Histogram::snapshot).unwrap_or_default()
    }
}

impl<U: Unit> Observer for Series<'_, Histogram<U>> {
    fn observe(&self, value: f64) {
        Self::observe(self, value);
    }
}

impl<E: ClosedLabel> Series<'_, StateSet<E>> {
    /// This state holds and no other.
    pub fn set(&self, state: E) {
        if let Some(states) = self.metric() {
            states.set(state);
        }
    }

    /// This state holds, too.
    pub fn enter(&self, state: E) {
        if let Some(states) = self.metric() {
            states.enter(state);
        }
    }

    /// This state holds no more; `false` if it did not.
    pub fn leave(&self, state: E) -> bool {
        self.metric().is_some_and(|states| states.leave(state))
    }

    /// Whether this state holds; `false` once the memory serves another series.
    #[must_use]
    pub fn is(&self, state: E) -> bool {
        self.metric().is_some_and(|states| states.is(state))
    }
}

impl<U: Unit> Series<'_, NativeHistogram<U>> {
    /// Records one value.
    #[inline]
    pub fn observe(&self, value: f64) {
        if let Some(histogram) = self.metric() {
            histogram.observe(value);
        }
    }

    /// Records one value, and keeps it as an exemplar with these labels.
    pub fn observe_with_exemplar(&self, value: f64, labels: &[(&str, &str)]) {
        if let Some(histogram) = self.metric() {
            histogram.observe_with_exemplar(value, labels);
        }
    }

    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }

    /// What was observed so far; `None` once the memory serves another series.
    #[must_use]
    pub fn snapshot(&self) -> Option<NativeSnapshot> {
        self.metric().map(NativeHistogram::snapshot)
    }
}

impl<U: Unit> Observer for Series<'_, NativeHistogram<U>> {
    fn observe(&self, value: f64) {
        Self::observe(self, value);
    }
}

impl<U: Unit> ExemplarObserver for Series<'_, NativeHistogram<U>> {
    fn observe_with_exemplar(&self, value: f64, labels: &[(&str, &str)]) {
        Self::observe_with_exemplar(self, value, labels);
    }
}

impl<U: Unit> Series<'_, Summary<U>> {
    /// Records one value.
    #[inline]
    pub fn observe(&self, value: f64) {
        if let Some(summary) = self.metric() {
            summary.observe(value);
        }
    }

    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }

    /// What was observed so far; nothing, and no quantiles, once the memory serves another series.
    #[must_use]
    pub fn snapshot(&self) -> SummarySnapshot {
        self.metric().map(Summary::snapshot).unwrap_or_default()
    }
}

impl<U: Unit> Observer for Series<'_, Summary<U>> {
    fn observe(&self, value: f64) {
        Self::observe(self, value);
    }
}

impl<U: Unit> Series<'_, StripedCounter<U>> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.add(1);
    }

    /// Adds `n`.
    #[inline]
    pub fn add(&self, n: u64) {
        if let Some(counter) = self.metric() {
            counter.add(n);
        }
    }

    /// The value at this moment; 0 once the memory serves another series.
    #[must_use]
    pub fn get(&self) -> u64 {
        self.metric().map_or(0, StripedCounter::get)
    }
}

impl<U: Unit> Series<'_, StripedGauge<U>> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.add(1.0);
    }

    /// Takes one away.
    #[inline]
    pub fn dec(&self) {
        self.add(-1.0);
    }

    /// Adds `value`, which may be negative.
    #[inline]
    pub fn add(&self, value: f64) {
        if let Some(gauge) = self.metric() {
            gauge.add(value);
        }
    }

    /// Takes `value` away.
    #[inline]
    pub fn sub(&self, value: f64) {
        self.add(-value);
    }

    /// Adds one until the guard is dropped; see [`StripedGauge::track`].
    pub fn track(&self) -> StripedInFlight<Self> {
        self.inc();
        StripedInFlight::new(*self)
    }

    /// The value at this moment; 0 once the memory serves another series.
    #[must_use]
    pub fn get(&self) -> f64 {
        self.metric().map_or(0.0, StripedGauge::get)
    }
}

impl<U: Unit> Falls for Series<'_, StripedGauge<U>> {
    fn fall(&self) {
        self.dec();
    }
}

impl<U: Unit> Series<'_, StripedHistogram<U>> {
    /// Records one value.
    #[inline]
    pub fn observe(&self, value: f64) {
        if let Some(histogram) = self.metric() {
            histogram.observe(value);
        }
    }

    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }

    /// What was observed so far; nothing, and no buckets, once the memory serves another series.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        self.metric().map(StripedHistogram::snapshot).unwrap_or_default()
    }
}

impl<U: Unit> Observer for Series<'_, StripedHistogram<U>> {
    fn observe(&self, value: f64) {
        Self::observe(self, value);
    }
}

macro_rules! traced_counters {
    ($($counter:ident $amount:ty, $none:expr;)*) => {$(
        impl<U: Unit> Series<'_, Traced<$counter<U>>> {
            /// Adds one.
            #[inline]
            pub fn inc(&self) {
                if let Some(counter) = self.metric() {
                    counter.inc();
                }
            }

            #[doc = concat!("Adds `amount`; see [`", stringify!($counter), "::add`].")]
            #[inline]
            pub fn add(&self, amount: $amount) {
                if let Some(counter) = self.metric() {
                    counter.add(amount);
                }
            }

            /// Adds one, and keeps an exemplar of it with these labels; see [`Traced`].
            pub fn inc_with_exemplar(&self, labels: &[(&str, &str)]) {
                if let Some(counter) = self.metric() {
                    counter.inc_with_exemplar(labels);
                }
            }

            /// Adds `amount`, and keeps an exemplar of it with these labels; see [`Traced`].
            pub fn add_with_exemplar(&self, amount: $amount, labels: &[(&str, &str)]) {
                if let Some(counter) = self.metric() {
                    counter.add_with_exemplar(amount, labels);
                }
            }

            /// The value at this moment; 0 once the memory serves another series.
            #[must_use]
            pub fn get(&self) -> $amount {
                self.metric().map_or($none, Traced::<$counter<U>>::get)
            }
        }
    )*};
}
traced_counters! {
    Counter u64, 0;
    FloatCounter f64, 0.0;
}

impl<U: Unit> Series<'_, Traced<Histogram<U>>> {
    /// Records one value.
    #[inline]
    pub fn observe(&self, value: f64) {
        if let Some(histogram) = self.metric() {
            histogram.observe(value);
        }
    }

    /// Records one value, and keeps it as an exemplar with these labels; see [`Traced`].
    pub fn observe_with_exemplar(&self, value: f64, labels: &[(&str, &str)]) {
        if let Some(histogram) = self.metric() {
            histogram.observe_with_exemplar(value, labels);
        }
    }

    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }

    /// What was observed so far; nothing, and no buckets, once the memory serves another series.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        self.metric().map(Traced::<Histogram<U>>::snapshot).unwrap_or_default()
    }
}

impl<U: Unit> Observer for Series<'_, Traced<Histogram<U>>> {
    fn observe(&self, value: f64) {
        Self::observe(self, value);
    }
}

impl<U: Unit> ExemplarObserver for Series<'_, Traced<Histogram<U>>> {
    fn observe_with_exemplar(&self, value: f64, labels: &[(&str, &str)]) {
        Self::observe_with_exemplar(self, value, labels);
    }
}

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
use crate::unit::{Countable, Time, Unit};

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

impl<U: Countable> Series<'_, Counter<U>> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        if let Some(counter) = self.metric() {
            counter.inc();
        }
    }
}

impl<U: Unit> Series<'_, Counter<U>> {
    /// Adds `n`.
    #[inline]
    pub fn add(&self, n: U::Count) {
        if let Some(counter) = self.metric() {
            counter.add(n);
        }
    }

    /// The value at this moment; 0 once the memory serves another series.
    #[must_use]
    pub fn get(&self) -> U::Count {
        self.metric().map_or_else(|| U::count(0), Counter::get)
    }
}

impl<U: Countable> Series<'_, FloatCounter<U>> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        if let Some(counter) = self.metric() {
            counter.inc();
        }
    }
}

impl<U: Unit> Series<'_, FloatCounter<U>> {
    /// Adds `value`; see [`FloatCounter::add`].
    #[inline]
    pub fn add(&self, value: U::Value) {
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

impl<U: Unit> Series<'_, Gauge<U>> {
    /// Replaces the value.
    #[inline]
    pub fn set(&self, value: U::Value) {
        if let Some(gauge) = self.metric() {
            gauge.set(value);
        }
    }

    /// Adds `value`, which may be negative.
    #[inline]
    pub fn add(&self, value: U::Value) {
        if let Some(gauge) = self.metric() {
            gauge.add(value);
        }
    }

    /// Takes `value` away.
    #[inline]
    pub fn sub(&self, value: U::Value) {
        if let Some(gauge) = self.metric() {
            gauge.sub(value);
        }
    }

    /// The value at this moment; 0 once the memory serves another series.
    #[must_use]
    pub fn get(&self) -> f64 {
        self.metric().map_or(0.0, Gauge::get)
    }
}

impl<U: Time> Series<'_, Gauge<U>> {
    /// Replaces the value by the seconds since the Unix epoch.
    pub fn set_to_current_time(&self) {
        if let Some(gauge) = self.metric() {
            gauge.set_to_current_time();
        }
    }
}

impl<'a, U: Countable> Series<'a, Gauge<U>> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        if let Some(gauge) = self.metric() {
            gauge.inc();
        }
    }

    /// Takes one away.
    #[inline]
    pub fn dec(&self) {
        if let Some(gauge) = self.metric() {
            gauge.dec();
        }
    }

    /// Adds one until the guard is dropped; see [`Gauge::track`].
    pub fn track(&self) -> SeriesInFlight<'a, U> {
        self.inc();
        SeriesInFlight { series: *self }
    }
}

/// Takes one away from a gauge when it is dropped; see [`Series::track`].
#[derive(Debug)]
#[must_use = "the gauge falls again when this is dropped"]
pub struct SeriesInFlight<'a, U: Countable> {
    series: Series<'a, Gauge<U>>,
}

impl<U: Countable> Drop for SeriesInFlight<'_, U> {
    fn drop(&mut self) {
        self.series.dec();
    }
}

impl<U: Unit> Series<'_, Histogram<U>> {
    /// Records one value.
    #[inline]
    pub fn observe(&self, value: U::Value) {
        if let Some(histogram) = self.metric() {
            histogram.observe(value);
        }
    }

    /// What was observed so far; nothing, and no buckets, once the memory serves another series.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        self.metric().map(Histogram::snapshot).unwrap_or_default()
    }
}

impl<U: Time> Series<'_, Histogram<U>> {
    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }
}

impl<U: Time> Observer for Series<'_, Histogram<U>> {
    fn observe(&self, value: f64) {
        if let Some(histogram) = self.metric() {
            Observer::observe(histogram, value);
        }
    }
}

impl<U: Countable> Series<'_, StripedCounter<U>> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        if let Some(counter) = self.metric() {
            counter.inc();
        }
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
    pub fn observe(&self, value: U::Value) {
        if let Some(histogram) = self.metric() {
            histogram.observe(value);
        }
    }

    /// Records one value, and keeps it as an exemplar with these labels.
    pub fn observe_with_exemplar(&self, value: U::Value, labels: &[(&str, &str)]) {
        if let Some(histogram) = self.metric() {
            histogram.observe_with_exemplar(value, labels);
        }
    }

    /// What was observed so far; `None` once the memory serves another series.
    #[must_use]
    pub fn snapshot(&self) -> Option<NativeSnapshot> {
        self.metric().map(NativeHistogram::snapshot)
    }
}

impl<U: Time> Series<'_, NativeHistogram<U>> {
    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }
}

impl<U: Time> Observer for Series<'_, NativeHistogram<U>> {
    fn observe(&self, value: f64) {
        if let Some(metric) = self.metric() {
            Observer::observe(metric, value);
        }
    }
}

impl<U: Time> ExemplarObserver for Series<'_, NativeHistogram<U>> {
    fn observe_with_exemplar(&self, value: f64, labels: &[(&str, &str)]) {
        if let Some(metric) = self.metric() {
            ExemplarObserver::observe_with_exemplar(metric, value, labels);
        }
    }
}

impl<U: Unit> Series<'_, Summary<U>> {
    /// Records one value.
    #[inline]
    pub fn observe(&self, value: U::Value) {
        if let Some(summary) = self.metric() {
            summary.observe(value);
        }
    }

    /// What was observed so far; nothing, and no quantiles, once the memory serves another series.
    #[must_use]
    pub fn snapshot(&self) -> SummarySnapshot {
        self.metric().map(Summary::snapshot).unwrap_or_default()
    }
}

impl<U: Time> Series<'_, Summary<U>> {
    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }
}

impl<U: Time> Observer for Series<'_, Summary<U>> {
    fn observe(&self, value: f64) {
        if let Some(metric) = self.metric() {
            Observer::observe(metric, value);
        }
    }
}

impl<U: Unit> Series<'_, StripedCounter<U>> {
    /// Adds `n`.
    #[inline]
    pub fn add(&self, n: U::Count) {
        if let Some(counter) = self.metric() {
            counter.add(n);
        }
    }

    /// The value at this moment; 0 once the memory serves another series.
    #[must_use]
    pub fn get(&self) -> U::Count {
        self.metric().map_or_else(|| U::count(0), StripedCounter::get)
    }
}

impl<U: Unit> Series<'_, StripedGauge<U>> {
    /// Adds `value`, which may be negative.
    #[inline]
    pub fn add(&self, value: U::Value) {
        if let Some(gauge) = self.metric() {
            gauge.add(value);
        }
    }

    /// Takes `value` away.
    #[inline]
    pub fn sub(&self, value: U::Value) {
        if let Some(gauge) = self.metric() {
            gauge.sub(value);
        }
    }

    /// The value at this moment; 0 once the memory serves another series.
    #[must_use]
    pub fn get(&self) -> f64 {
        self.metric().map_or(0.0, StripedGauge::get)
    }
}

impl<U: Countable> Series<'_, StripedGauge<U>> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        if let Some(gauge) = self.metric() {
            gauge.inc();
        }
    }

    /// Takes one away.
    #[inline]
    pub fn dec(&self) {
        if let Some(gauge) = self.metric() {
            gauge.dec();
        }
    }

    /// Adds one until the guard is dropped; see [`StripedGauge::track`].
    pub fn track(&self) -> StripedInFlight<Self> {
        self.inc();
        StripedInFlight::new(*self)
    }
}

impl<U: Countable> Falls for Series<'_, StripedGauge<U>> {
    fn fall(&self) {
        self.dec();
    }
}

impl<U: Unit> Series<'_, StripedHistogram<U>> {
    /// Records one value.
    #[inline]
    pub fn observe(&self, value: U::Value) {
        if let Some(histogram) = self.metric() {
            histogram.observe(value);
        }
    }

    /// What was observed so far; nothing, and no buckets, once the memory serves another series.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        self.metric().map(StripedHistogram::snapshot).unwrap_or_default()
    }
}

impl<U: Time> Series<'_, StripedHistogram<U>> {
    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }
}

impl<U: Time> Observer for Series<'_, StripedHistogram<U>> {
    fn observe(&self, value: f64) {
        if let Some(histogram) = self.metric() {
            Observer::observe(histogram, value);
        }
    }
}

macro_rules! traced_counters {
    ($($counter:ident $amount:ident, $value:ty, $none:expr;)*) => {$(
        impl<U: Countable> Series<'_, Traced<$counter<U>>> {
            /// Adds one.
            #[inline]
            pub fn inc(&self) {
                if let Some(counter) = self.metric() {
                    counter.inc();
                }
            }

            /// Adds one, and keeps an exemplar of it with these labels; see [`Traced`].
            pub fn inc_with_exemplar(&self, labels: &[(&str, &str)]) {
                if let Some(counter) = self.metric() {
                    counter.inc_with_exemplar(labels);
                }
            }
        }

        impl<U: Unit> Series<'_, Traced<$counter<U>>> {
            #[doc = concat!("Adds `amount`; see [`", stringify!($counter), "::add`].")]
            #[inline]
            pub fn add(&self, amount: U::$amount) {
                if let Some(counter) = self.metric() {
                    counter.add(amount);
                }
            }

            /// Adds `amount`, and keeps an exemplar of it with these labels; see [`Traced`].
            pub fn add_with_exemplar(&self, amount: U::$amount, labels: &[(&str, &str)]) {
                if let Some(counter) = self.metric() {
                    counter.add_with_exemplar(amount, labels);
                }
            }

            /// The value at this moment; 0 once the memory serves another series.
            #[must_use]
            pub fn get(&self) -> $value {
                self.metric().map_or($none, Traced::<$counter<U>>::get)
            }
        }
    )*};
}
traced_counters! {
    Counter Count, U::Count, U::count(0);
    FloatCounter Value, f64, 0.0;
}

impl<U: Unit> Series<'_, Traced<Histogram<U>>> {
    /// Records one value.
    #[inline]
    pub fn observe(&self, value: U::Value) {
        if let Some(histogram) = self.metric() {
            histogram.observe(value);
        }
    }

    /// Records one value, and keeps it as an exemplar with these labels; see [`Traced`].
    pub fn observe_with_exemplar(&self, value: U::Value, labels: &[(&str, &str)]) {
        if let Some(histogram) = self.metric() {
            histogram.observe_with_exemplar(value, labels);
        }
    }

    /// What was observed so far; nothing, and no buckets, once the memory serves another series.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        self.metric().map(Traced::<Histogram<U>>::snapshot).unwrap_or_default()
    }
}

impl<U: Time> Series<'_, Traced<Histogram<U>>> {
    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }
}

impl<U: Time> Observer for Series<'_, Traced<Histogram<U>>> {
    fn observe(&self, value: f64) {
        if let Some(metric) = self.metric() {
            Observer::observe(metric, value);
        }
    }
}

impl<U: Time> ExemplarObserver for Series<'_, Traced<Histogram<U>>> {
    fn observe_with_exemplar(&self, value: f64, labels: &[(&str, &str)]) {
        if let Some(metric) = self.metric() {
            ExemplarObserver::observe_with_exemplar(metric, value, labels);
        }
    }
}

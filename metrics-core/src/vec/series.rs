//! What `with` returns on a family with an open label.

use crate::counter::Counter;
use crate::gauge::{Gauge, InFlight};
use crate::histogram::{Histogram, HistogramSnapshot};
use crate::timer::{Observer, Timer};
use crate::unit::Unit;

/// One series of a family with an open label: has the metric's own methods.
#[derive(Debug)]
pub struct Series<'a, M> {
    metric: &'a M,
}

impl<'a, M> Series<'a, M> {
    pub(super) fn new(metric: &'a M) -> Self {
        Self { metric }
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
        self.metric.inc();
    }

    /// Adds `n`.
    #[inline]
    pub fn add(&self, n: u64) {
        self.metric.add(n);
    }

    /// The value at this moment.
    #[must_use]
    pub fn get(&self) -> u64 {
        self.metric.get()
    }
}

impl<'a, U: Unit> Series<'a, Gauge<U>> {
    /// Replaces the value.
    #[inline]
    pub fn set(&self, value: f64) {
        self.metric.set(value);
    }

    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.metric.inc();
    }

    /// Takes one away.
    #[inline]
    pub fn dec(&self) {
        self.metric.dec();
    }

    /// Adds `value`, which may be negative.
    #[inline]
    pub fn add(&self, value: f64) {
        self.metric.add(value);
    }

    /// Takes `value` away.
    #[inline]
    pub fn sub(&self, value: f64) {
        self.metric.sub(value);
    }

    /// Replaces the value by the seconds since the Unix epoch.
    pub fn set_to_current_time(&self) {
        self.metric.set_to_current_time();
    }

    /// Adds one until the guard is dropped; see [`Gauge::track`].
    pub fn track(&self) -> InFlight<'a, U> {
        self.metric.track()
    }

    /// The value at this moment.
    #[must_use]
    pub fn get(&self) -> f64 {
        self.metric.get()
    }
}

impl<U: Unit> Series<'_, Histogram<U>> {
    /// Records one value.
    #[inline]
    pub fn observe(&self, value: f64) {
        self.metric.observe(value);
    }

    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }

    /// What was observed so far.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        self.metric.snapshot()
    }
}

impl<U: Unit> Observer for Series<'_, Histogram<U>> {
    fn observe(&self, value: f64) {
        self.metric.observe(value);
    }
}

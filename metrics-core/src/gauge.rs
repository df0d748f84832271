//! Gauges.

use std::marker::PhantomData;
use std::time::SystemTime;

use crate::cell::Float;
use crate::desc::Kind;
use crate::sample::Sample;
use crate::spec::Spec;
use crate::store::{ClosedSet, Empty, Flat, Metric};
use crate::unit::{self, Countable, Plain, Time, Unit};

/// A value that goes up and down.
///
/// One `f64` (8 bytes). [`set`](Self::set) is one store; the others are a compare-and-swap that
/// is tried again when another thread was faster (S74).
///
/// ```
/// use metrics_core::Gauge;
///
/// static QUEUE_LENGTH: Gauge = Gauge::new();
/// QUEUE_LENGTH.set(3.0);
/// QUEUE_LENGTH.inc();
/// QUEUE_LENGTH.sub(1.5);
/// assert_eq!(QUEUE_LENGTH.get(), 2.5);
/// ```
#[derive(Debug)]
pub struct Gauge<U: Unit = Plain> {
    value: Float,
    unit: unit::Of<U>,
}

impl Gauge {
    /// A gauge at zero.
    #[must_use]
    pub const fn new() -> Self {
        Self::EMPTY
    }
}

impl<U: Unit> Gauge<U> {
    /// A gauge at zero, of any unit.
    #[must_use]
    pub const fn with_unit() -> Self {
        Self::EMPTY
    }

    /// Replaces the value.
    #[inline]
    pub fn set(&self, value: U::Value) {
        self.value.set(U::value(value));
    }

    /// Adds `value`, which may be negative.
    #[inline]
    pub fn add(&self, value: U::Value) {
        self.value.add(U::value(value));
    }

    /// Takes `value` away.
    #[inline]
    pub fn sub(&self, value: U::Value) {
        self.value.add(-U::value(value));
    }

    /// The value at this moment, in the unit.
    #[must_use]
    #[inline]
    pub fn get(&self) -> f64 {
        self.value.get()
    }
}

impl<U: Time> Gauge<U> {
    /// Replaces the value by the seconds since the Unix epoch, with the clock's resolution.
    pub fn set_to_current_time(&self) {
        self.value.set(since_epoch(SystemTime::now()));
    }
}

impl<U: Countable> Gauge<U> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.value.add(1.0);
    }

    /// Takes one away.
    #[inline]
    pub fn dec(&self) {
        self.value.add(-1.0);
    }

    /// Adds one until the guard is dropped, also by a panic or a cancelled future.
    ///
    /// ```
    /// use metrics_core::Gauge;
    ///
    /// let in_flight = Gauge::new();
    /// {
    ///     let _guard = in_flight.track();
    ///     assert_eq!(in_flight.get(), 1.0);
    /// }
    /// assert_eq!(in_flight.get(), 0.0);
    /// ```
    pub fn track(&self) -> InFlight<'_, U> {
        self.inc();
        InFlight { gauge: self }
    }
}

/// The seconds since the Unix epoch.
pub(crate) fn since_epoch(moment: SystemTime) -> f64 {
    match moment.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => after.as_secs_f64(),
        Err(before) => -before.duration().as_secs_f64(),
    }
}

impl<U: Unit> Default for Gauge<U> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<U: Unit> Empty for Gauge<U> {
    const EMPTY: Self = Self { value: Float::new(), unit: PhantomData };
}

#[diagnostic::do_not_recommend]
impl<U: Unit> Metric for Gauge<U> {
    const KIND: Kind = Kind::Gauge;
    const UNIT: &'static str = U::NAME;
    type Config = ();
    const DEFAULT_CONFIG: () = ();
    type ConfigOf<S: Spec> = ();
    type Flat<L: ClosedSet> = Flat<L, Self>;

    fn series((): ()) -> Self {
        Self::EMPTY
    }

    fn config(&self) {}

    fn reset(&self) {
        self.value.set(0.0);
    }

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        read(Sample::Gauge(self.get()))
    }
}

/// Takes one away from a gauge when it is dropped; see [`Gauge::track`].
#[derive(Debug)]
#[must_use = "the gauge falls again when this is dropped"]
pub struct InFlight<'a, U: Countable = Plain> {
    gauge: &'a Gauge<U>,
}

impl<U: Countable> Drop for InFlight<'_, U> {
    fn drop(&mut self) {
        self.gauge.dec();
    }
}

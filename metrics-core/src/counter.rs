//! Counters.

use std::marker::PhantomData;

use crate::cell::Sum;
use crate::desc::Kind;
use crate::sample::{Number, Sample};
use crate::spec::Spec;
use crate::store::{ClosedSet, Empty, Flat, Metric};
use crate::unit::{self, Countable, Plain, Unit};

/// A count that only grows.
///
/// One `u64` (8 bytes); an update is one relaxed atomic addition. Past `u64::MAX` it wraps, which
/// Prometheus reads as a restart. A clone does not exist: share a reference.
///
/// ```
/// use metrics_core::Counter;
///
/// static REQUESTS: Counter = Counter::new();
/// REQUESTS.inc();
/// REQUESTS.add(2);
/// assert_eq!(REQUESTS.get(), 3);
/// ```
#[derive(Debug)]
pub struct Counter<U: Unit = Plain> {
    sum: Sum,
    unit: unit::Of<U>,
}

impl Counter {
    /// A counter at zero.
    #[must_use]
    pub const fn new() -> Self {
        Self::EMPTY
    }
}

impl<U: Unit> Counter<U> {
    /// A counter at zero, of any unit.
    #[must_use]
    pub const fn with_unit() -> Self {
        Self::EMPTY
    }

    /// Adds `n`.
    #[inline]
    pub fn add(&self, n: U::Count) {
        self.sum.add(U::parts(n));
    }

    /// The value at this moment.
    #[must_use]
    #[inline]
    pub fn get(&self) -> U::Count {
        U::count(self.sum.get())
    }
}

impl<U: Countable> Counter<U> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.sum.add(1);
    }
}

impl<U: Unit> Default for Counter<U> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<U: Unit> Empty for Counter<U> {
    const EMPTY: Self = Self { sum: Sum::new(), unit: PhantomData };
}

#[diagnostic::do_not_recommend]
impl<U: Unit> Metric for Counter<U> {
    const KIND: Kind = Kind::Counter;
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
        self.sum.reset();
    }

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        read(Sample::Counter(Number::of::<U>(self.sum.get())))
    }
}

//! Gauges whose threads do not meet.

use std::fmt;
use std::marker::PhantomData;

use super::{Block, Blocks, StripedFlat, StripedMetric, StripedSeries, all, block};
use crate::cell::{Float, Mark, Stripes, Update};
use crate::desc::Kind;
use crate::sample::Sample;
use crate::spec::Spec;
use crate::store::{Array, ClosedSet, Empty, Metric};
use crate::unit::{self, Countable, Plain, Unit};

/// A [`Gauge`](crate::Gauge) that threads raise and lower without getting in each other's way:
/// for what is counted up and down, such as requests in flight.
///
/// Each of up to sixteen threads adds to a cell of its own by a plain load and store; further
/// threads share one, with the plain gauge's compare-and-swap. The value is the sum of all
/// cells, and exact as long as the cells are: whole numbers up to 2^53, even if one thread only
/// adds and another only takes away.
///
/// **It cannot be set.** What other threads have added lies in their cells, which only they may
/// write to; so no thread can put a value in place of the sum. What is set is a
/// [`Gauge`](crate::Gauge), whose `set` is one store already.
///
/// Costs 192 bytes, and 128 more for each slot that was ever used; a thread that updates the
/// gauge first in its slot allocates them. Not for signal handlers and global allocators; see
/// [`StripedCounter`](crate::StripedCounter).
///
/// ```
/// use metrics_core::StripedGauge;
///
/// static IN_FLIGHT: StripedGauge = StripedGauge::new();
/// IN_FLIGHT.inc();
/// std::thread::spawn(|| IN_FLIGHT.dec()).join().unwrap();
/// IN_FLIGHT.add(1.5);
/// assert_eq!(IN_FLIGHT.get(), 1.5);
/// ```
#[repr(align(64))]
pub struct StripedGauge<U: Unit = Plain> {
    cells: Blocks<[Float; 1], [Float; 1]>,
    removed: Mark,
    unit: unit::Of<U>,
}

impl StripedGauge {
    /// A gauge at zero. Allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self::EMPTY
    }
}

#[derive(Clone, Copy)]
struct Add {
    place: usize,
    value: f64,
}

impl<A: Array<Float>> Update<Block<A>, Block<A>> for Add {
    fn new_alone(&self) -> Block<A> {
        block()
    }

    fn new_shared(&self) -> Block<A> {
        block()
    }

    #[inline]
    fn alone(&self, block: &Block<A>) {
        block.0.at(self.place).add_alone(self.value);
    }

    fn shared(&self, block: &Block<A>) {
        block.0.at(self.place).add(self.value);
    }
}

fn sum<A: Array<Float>>(cells: &Blocks<A, A>, place: usize) -> f64 {
    all(cells, place).fold(0.0, |total, cell: &Float| total + cell.get())
}

fn get<A: Array<Float>>(cells: &Blocks<A, A>, place: usize, removed: Option<&Mark>) -> f64 {
    let removed = removed.map_or(0, Mark::get);
    sum(cells, place) - f64::from_bits(removed)
}

fn reset<A: Array<Float>>(cells: &Blocks<A, A>, place: usize, removed: &Mark) {
    // What is not finite stays: it has swallowed all else.
    removed.set(sum(cells, place).to_bits());
}

impl<U: Countable> StripedGauge<U> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.cells.update(Add { place: 0, value: 1.0 });
    }

    /// Takes one away.
    #[inline]
    pub fn dec(&self) {
        self.cells.update(Add { place: 0, value: -1.0 });
    }

    /// Adds one until the guard is dropped, also by a panic or a cancelled future, and on
    /// whichever thread that happens.
    ///
    /// ```
    /// use metrics_core::StripedGauge;
    ///
    /// static IN_FLIGHT: StripedGauge = StripedGauge::new();
    /// let guard = IN_FLIGHT.track();
    /// assert_eq!(IN_FLIGHT.get(), 1.0);
    /// std::thread::spawn(|| drop(guard)).join().unwrap();
    /// assert_eq!(IN_FLIGHT.get(), 0.0);
    /// ```
    pub fn track(&self) -> StripedInFlight<&Self> {
        self.inc();
        StripedInFlight::new(self)
    }
}

impl<U: Unit> StripedGauge<U> {
    /// A gauge at zero, of any unit.
    #[must_use]
    pub const fn with_unit() -> Self {
        Self::EMPTY
    }

    /// Adds `value`, which may be negative.
    #[inline]
    pub fn add(&self, value: U::Value) {
        self.cells.update(Add { place: 0, value: U::value(value) });
    }

    /// Takes `value` away.
    #[inline]
    pub fn sub(&self, value: U::Value) {
        self.cells.update(Add { place: 0, value: -U::value(value) });
    }

    /// The value at this moment, in the unit: the sum of all threads' cells.
    #[must_use]
    pub fn get(&self) -> f64 {
        get(&self.cells, 0, Some(&self.removed))
    }
}

impl<L: ClosedSet, U: Countable> StripedSeries<'_, L, StripedGauge<U>> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.store.cells.update(Add { place: self.place, value: 1.0 });
    }

    /// Takes one away.
    #[inline]
    pub fn dec(&self) {
        self.store.cells.update(Add { place: self.place, value: -1.0 });
    }

    /// Adds one until the guard is dropped; see [`StripedGauge::track`].
    pub fn track(&self) -> StripedInFlight<Self> {
        self.inc();
        StripedInFlight::new(*self)
    }
}

impl<L: ClosedSet, U: Unit> StripedSeries<'_, L, StripedGauge<U>> {
    /// Adds `value`, which may be negative.
    #[inline]
    pub fn add(&self, value: U::Value) {
        self.store.cells.update(Add { place: self.place, value: U::value(value) });
    }

    /// Takes `value` away.
    #[inline]
    pub fn sub(&self, value: U::Value) {
        self.store.cells.update(Add { place: self.place, value: -U::value(value) });
    }

    /// The value at this moment: the sum of all threads' cells.
    #[must_use]
    pub fn get(&self) -> f64 {
        get(&self.store.cells, self.place, self.store.removed(self.place))
    }
}

impl<U: Unit> Default for StripedGauge<U> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<U: Unit> fmt::Debug for StripedGauge<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StripedGauge").field(&self.get()).finish()
    }
}

impl<U: Unit> Empty for StripedGauge<U> {
    const EMPTY: Self = Self { cells: Stripes::new(), removed: Mark::new(), unit: PhantomData };
}

#[diagnostic::do_not_recommend]
impl<U: Unit> Metric for StripedGauge<U> {
    const KIND: Kind = Kind::Gauge;
    const UNIT: &'static str = U::NAME;
    type Config = ();
    const DEFAULT_CONFIG: () = ();
    type ConfigOf<S: Spec> = ();
    type Flat<L: ClosedSet> = StripedFlat<L, Self>;

    fn series((): ()) -> Self {
        Self::EMPTY
    }

    fn config(&self) {}

    fn reset(&self) {
        reset(&self.cells, 0, &self.removed);
    }

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        read(Sample::Gauge(self.get()))
    }
}

impl<U: Unit> StripedMetric for StripedGauge<U> {
    type Alone = Float;
    type Shared = Float;
    type Removed = Mark;

    fn read_series<L: ClosedSet, R>(
        series: StripedSeries<'_, L, Self>,
        read: impl FnOnce(Sample<'_>) -> R,
    ) -> R {
        read(Sample::Gauge(series.get()))
    }

    fn reset_series<L: ClosedSet>(series: StripedSeries<'_, L, Self>, removed: &Mark) {
        reset(&series.store.cells, series.place, removed);
    }
}

/// Takes one away from a striped gauge when it is dropped; see [`StripedGauge::track`].
#[derive(Debug)]
#[must_use = "the gauge falls again when this is dropped"]
pub struct StripedInFlight<G: Falls> {
    gauge: G,
}

impl<G: Falls> StripedInFlight<G> {
    /// For a gauge that was just raised.
    pub(crate) fn new(gauge: G) -> Self {
        Self { gauge }
    }
}

impl<G: Falls> Drop for StripedInFlight<G> {
    fn drop(&mut self) {
        self.gauge.fall();
    }
}

/// What a guard may hold: a reference to a gauge, or a series.
#[doc(hidden)]
pub trait Falls {
    fn fall(&self);
}

impl<U: Countable> Falls for &StripedGauge<U> {
    fn fall(&self) {
        self.dec();
    }
}

impl<L: ClosedSet, U: Countable> Falls for StripedSeries<'_, L, StripedGauge<U>> {
    fn fall(&self) {
        self.dec();
    }
}

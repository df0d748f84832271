//! Counters whose threads do not meet.

use std::fmt;
use std::marker::PhantomData;

use super::{Block, Blocks, StripedFlat, StripedMetric, StripedSeries, all, block};
use crate::cell::{Mark, Stripes, Sum, Update};
use crate::desc::Kind;
use crate::sample::{Number, Sample};
use crate::spec::Spec;
use crate::store::{Array, ClosedSet, Empty, Metric};
use crate::unit::{self, Countable, Plain, Unit};

/// A [`Counter`](crate::Counter) that threads update without getting in each other's way.
///
/// Each of up to sixteen threads adds to a cell of its own by a plain load and store: cheaper
/// than the locked addition of a plain counter, and no slower when all threads count at once.
/// Further threads share one cell, with locked additions. The value is exact, whatever threads
/// come and go. Reading adds up to seventeen cells.
///
/// Costs 192 bytes, and 128 more for each slot that was ever used; a thread that updates the
/// counter first in its slot allocates them. Past `u64::MAX` it wraps. Signal handlers and global
/// allocators should update plain counters: an update that interrupts another one on the same
/// thread may be lost.
///
/// ```
/// use metrics_core::StripedCounter;
///
/// static REQUESTS: StripedCounter = StripedCounter::new();
/// std::thread::scope(|scope| {
///     for _ in 0..20 {
///         scope.spawn(|| REQUESTS.inc());
///     }
/// });
/// REQUESTS.add(2);
/// assert_eq!(REQUESTS.get(), 22);
/// ```
#[repr(align(64))]
pub struct StripedCounter<U: Unit = Plain> {
    cells: Blocks<[Sum; 1], [Sum; 1]>,
    removed: Mark,
    unit: unit::Of<U>,
}

impl StripedCounter {
    /// A counter at zero. Allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self::EMPTY
    }
}

impl<U: Countable> StripedCounter<U> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.cells.update(Add { place: 0, n: 1 });
    }
}

impl<U: Unit> StripedCounter<U> {
    /// A counter at zero, of any unit.
    #[must_use]
    pub const fn with_unit() -> Self {
        Self::EMPTY
    }

    /// Adds `n`.
    #[inline]
    pub fn add(&self, n: U::Count) {
        self.cells.update(Add { place: 0, n: U::parts(n) });
    }

    /// The value at this moment: the sum of all threads' cells.
    #[must_use]
    pub fn get(&self) -> U::Count {
        U::count(self.parts())
    }

    fn parts(&self) -> u64 {
        get(&self.cells, 0, Some(&self.removed))
    }
}

#[derive(Clone, Copy)]
struct Add {
    place: usize,
    n: u64,
}

impl<A: Array<Sum>> Update<Block<A>, Block<A>> for Add {
    fn new_alone(&self) -> Block<A> {
        block()
    }

    fn new_shared(&self) -> Block<A> {
        block()
    }

    #[inline]
    fn alone(&self, block: &Block<A>) {
        block.0.at(self.place).add_alone(self.n);
    }

    fn shared(&self, block: &Block<A>) {
        block.0.at(self.place).add(self.n);
    }
}

fn sum<A: Array<Sum>>(cells: &Blocks<A, A>, place: usize) -> u64 {
    all(cells, place).fold(0, |total, cell: &Sum| total.wrapping_add(cell.get()))
}

fn get<A: Array<Sum>>(cells: &Blocks<A, A>, place: usize, removed: Option<&Mark>) -> u64 {
    // Read first, so that the sum is not below it.
    let removed = removed.map_or(0, Mark::get);
    sum(cells, place).wrapping_sub(removed)
}

fn reset<A: Array<Sum>>(cells: &Blocks<A, A>, place: usize, removed: &Mark) {
    removed.set(sum(cells, place));
}

impl<L: ClosedSet, U: Countable> StripedSeries<'_, L, StripedCounter<U>> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.store.cells.update(Add { place: self.place, n: 1 });
    }
}

impl<L: ClosedSet, U: Unit> StripedSeries<'_, L, StripedCounter<U>> {
    /// Adds `n`.
    #[inline]
    pub fn add(&self, n: U::Count) {
        self.store.cells.update(Add { place: self.place, n: U::parts(n) });
    }

    /// The value at this moment: the sum of all threads' cells.
    #[must_use]
    pub fn get(&self) -> U::Count {
        U::count(self.parts())
    }

    fn parts(&self) -> u64 {
        get(&self.store.cells, self.place, self.store.removed(self.place))
    }
}

impl<U: Unit> Default for StripedCounter<U> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<U: Unit> fmt::Debug for StripedCounter<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StripedCounter").field(&self.get()).finish()
    }
}

impl<U: Unit> Empty for StripedCounter<U> {
    const EMPTY: Self = Self { cells: Stripes::new(), removed: Mark::new(), unit: PhantomData };
}

#[diagnostic::do_not_recommend]
impl<U: Unit> Metric for StripedCounter<U> {
    const KIND: Kind = Kind::Counter;
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
        read(Sample::Counter(Number::of::<U>(self.parts())))
    }
}

impl<U: Unit> StripedMetric for StripedCounter<U> {
    type Alone = Sum;
    type Shared = Sum;
    type Removed = Mark;

    fn read_series<L: ClosedSet, R>(
        series: StripedSeries<'_, L, Self>,
        read: impl FnOnce(Sample<'_>) -> R,
    ) -> R {
        read(Sample::Counter(Number::of::<U>(series.parts())))
    }

    fn reset_series<L: ClosedSet>(series: StripedSeries<'_, L, Self>, removed: &Mark) {
        reset(&series.store.cells, series.place, removed);
    }
}

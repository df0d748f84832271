//! Histograms whose threads do not meet.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use super::{Block, StripedFlat, StripedMetric, StripedSeries, block};
use crate::bounds::Bounds;
use crate::buckets::BucketError;
use crate::cell::{Lanes, OnceBox, Pair, Stripes, Totals, Update};
use crate::desc::Kind;
use crate::histogram::HistogramSnapshot;
use crate::sample::Sample;
use crate::spec::{Spec, StatedBounds};
use crate::store::{Array, ClosedSet, Empty, Metric};
use crate::timer::{Observer, Timer};
use crate::unit::{self, Plain, Time, Unit};

/// A [`Histogram`](crate::Histogram) that threads observe in without getting in each other's
/// way.
///
/// Each of up to sixteen threads observes in cells of its own by plain loads and stores, without
/// a locked instruction; further threads share the cells of a plain histogram. Snapshots are as
/// consistent as those of a plain one: count, sum and buckets describe the same observations,
/// and every observation finished before the scrape is among them (S82). A scrape neither delays
/// an observation nor is starved by a thread that does nothing but observe. Sums are added up
/// thread by thread, so the last bits of a sum may differ from one in order of time.
///
/// Costs 192 bytes, and two sets of cells for each slot that was ever used: each 128 bytes for up
/// to 12 buckets (the one of `+Inf` is one of them), else 144 and 8 for each bucket, the latter in
/// multiples of 128. A thread that observes first in its slot allocates them.
/// Not for signal handlers and global allocators; see [`StripedCounter`](crate::StripedCounter).
///
/// NaN falls into the bucket of `+Inf` and makes the sum NaN (S77).
///
/// ```
/// use metrics_core::StripedHistogram;
///
/// static SIZES: StripedHistogram = StripedHistogram::with_buckets(&[1.0, 10.0, 100.0]);
/// std::thread::scope(|scope| {
///     scope.spawn(|| SIZES.observe(10.0)); // bounds are inclusive
///     scope.spawn(|| SIZES.observe(1_000.0));
/// });
/// let snapshot = SIZES.snapshot();
/// assert_eq!(snapshot.count, 2);
/// assert_eq!(snapshot.sum, 1_010.0);
/// assert_eq!(snapshot.buckets[1].cumulative_count, 1);
/// ```
#[repr(align(64))]
pub struct StripedHistogram<U: Unit = Plain> {
    cells: Stripes<Pair, Lanes>,
    bounds: Bounds,
    removed: Removed,
    unit: unit::Of<U>,
}

impl StripedHistogram {
    /// A histogram with the [default bounds](crate::buckets::DEFAULT).
    #[must_use]
    pub const fn new() -> Self {
        Self::of(Bounds::DEFAULT)
    }

    /// A histogram with these upper bounds, which are inclusive. A last `+Inf` is dropped (S78).
    ///
    /// # Panics
    ///
    /// If the bounds do not strictly increase, or one of them is NaN (K9). In a constant this is
    /// a compiler error.
    #[must_use]
    pub const fn with_buckets(bounds: &'static [f64]) -> Self {
        Self::of(Bounds::checked(bounds))
    }

    /// As [`with_buckets`](Self::with_buckets), for bounds that come from outside.
    ///
    /// # Errors
    ///
    /// If the bounds do not strictly increase, or one of them is NaN.
    pub const fn try_with_buckets(bounds: &'static [f64]) -> Result<Self, BucketError> {
        match Bounds::new(bounds) {
            Ok(bounds) => Ok(Self::of(bounds)),
            Err(error) => Err(error),
        }
    }
}

impl<U: Unit> StripedHistogram<U> {
    pub(crate) const fn of(bounds: Bounds) -> Self {
        Self { cells: Stripes::new(), bounds, removed: Removed::new(), unit: PhantomData }
    }

    /// A histogram of any unit, with these upper bounds in that unit, which are inclusive.
    ///
    /// # Panics
    ///
    /// As `with_buckets`.
    #[must_use]
    pub const fn with_unit(bounds: &'static [f64]) -> Self {
        Self::of(Bounds::checked(bounds))
    }

    /// Records one value.
    #[inline]
    pub fn observe(&self, value: U::Value) {
        self.record(U::value(value));
    }

    #[inline]
    fn record(&self, value: f64) {
        self.cells.update(Observe::new(&self.bounds, 0, value));
    }

    /// What was observed so far, by all threads.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        let totals = || totals(self.bounds, self.cells.alone(), self.cells.shared());
        HistogramSnapshot::new(self.bounds, &self.removed.take_off(totals))
    }
}

/// What was observed before the histogram was reset. Locked by those who read or reset it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Removed(Mutex<Option<Box<Totals>>>);

impl Removed {
    const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// What was observed since, of what is read.
    fn take_off(&self, read: impl FnOnce() -> Totals) -> Totals {
        let removed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut totals = read();
        if let Some(removed) = &*removed {
            totals.take_off(removed);
        }
        totals
    }

    fn set(&self, read: impl FnOnce() -> Totals) {
        let mut removed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *removed = Some(Box::new(read()));
    }
}

impl Empty for Removed {
    const EMPTY: Self = Self::new();
}

#[derive(Clone, Copy)]
struct Observe {
    /// In a family.
    place: usize,
    /// How many there are.
    buckets: usize,
    bucket: usize,
    value: f64,
}

impl Observe {
    #[inline]
    fn new(bounds: &Bounds, place: usize, value: f64) -> Self {
        Self { place, buckets: bounds.buckets(), bucket: bounds.find(value), value }
    }
}

impl Update<Pair, Lanes> for Observe {
    fn new_alone(&self) -> Pair {
        Pair::new(self.buckets)
    }

    fn new_shared(&self) -> Lanes {
        Lanes::new()
    }

    #[inline]
    fn alone(&self, pair: &Pair) {
        pair.observe_alone(self.bucket, self.value);
    }

    fn shared(&self, lanes: &Lanes) {
        lanes.observe(self.buckets, self.bucket, self.value);
    }
}

impl<A: Array<OnceBox<Pair>>, S: Array<Lanes>> Update<Block<A>, Block<S>> for Observe {
    fn new_alone(&self) -> Block<A> {
        block()
    }

    fn new_shared(&self) -> Block<S> {
        block()
    }

    #[allow(clippy::inline_always)] // as for `Bounds::find`
    #[inline(always)]
    fn alone(&self, block: &Block<A>) {
        // By values: a closure that borrowed `self` would keep it out of registers.
        let Self { place, buckets, bucket, value } = *self;
        let pair = block.0.at(place).get_or_init(move || Box::new(Pair::new(buckets)));
        pair.observe_alone(bucket, value);
    }

    fn shared(&self, block: &Block<S>) {
        block.0.at(self.place).observe(self.buckets, self.bucket, self.value);
    }
}

fn totals<'a>(
    bounds: Bounds,
    alone: impl Iterator<Item = &'a Pair>,
    shared: Option<&Lanes>,
) -> Totals {
    let mut totals = Totals::new(bounds.buckets());
    alone.for_each(|pair| pair.add_to(&mut totals));
    if let Some(lanes) = shared {
        lanes.add_to(&mut totals);
    }
    totals
}

impl<L: ClosedSet, U: Unit> StripedSeries<'_, L, StripedHistogram<U>> {
    /// Records one value.
    #[inline]
    pub fn observe(&self, value: U::Value) {
        self.record(U::value(value));
    }

    #[inline]
    fn record(&self, value: f64) {
        // There since `with`.
        if let Some(bounds) = self.store.config.get() {
            self.store.cells.update(Observe::new(bounds, self.place, value));
        }
    }

    /// What was observed so far, by all threads.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        let Some(&bounds) = self.store.config.get() else { return HistogramSnapshot::default() };
        let totals = || self.totals(bounds);
        let totals = match self.store.removed(self.place) {
            Some(removed) => removed.take_off(totals),
            None => totals(),
        };
        HistogramSnapshot::new(bounds, &totals)
    }

    fn totals(&self, bounds: Bounds) -> Totals {
        let cells = &self.store.cells;
        let alone = cells.alone().filter_map(|block| block.0.at(self.place).get());
        let shared = cells.shared().map(|block| block.0.at(self.place));
        totals(bounds, alone, shared)
    }
}

impl<U: Time> StripedHistogram<U> {
    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<&Self> {
        Timer::new(self)
    }
}

impl<L: ClosedSet, U: Time> StripedSeries<'_, L, StripedHistogram<U>> {
    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<Self> {
        Timer::new(*self)
    }
}

impl<U: Unit> Default for StripedHistogram<U> {
    fn default() -> Self {
        Self::of(Bounds::DEFAULT)
    }
}

impl<U: Unit> fmt::Debug for StripedHistogram<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StripedHistogram").field(&self.snapshot()).finish()
    }
}

impl<U: Time> Observer for StripedHistogram<U> {
    fn observe(&self, value: f64) {
        self.record(value);
    }
}

impl<L: ClosedSet, U: Time> Observer for StripedSeries<'_, L, StripedHistogram<U>> {
    fn observe(&self, value: f64) {
        self.record(value);
    }
}

#[diagnostic::do_not_recommend]
impl<U: Unit> Metric for StripedHistogram<U> {
    const KIND: Kind = Kind::Histogram;
    const UNIT: &'static str = U::NAME;
    type Config = Bounds;
    const DEFAULT_CONFIG: Bounds = Bounds::DEFAULT;
    type ConfigOf<S: Spec> = StatedBounds<S>;
    type Flat<L: ClosedSet> = StripedFlat<L, Self>;

    fn series(bounds: Bounds) -> Self {
        Self::of(bounds)
    }

    fn config(&self) -> Bounds {
        self.bounds
    }

    fn reset(&self) {
        self.removed.set(|| totals(self.bounds, self.cells.alone(), self.cells.shared()));
    }

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        read(self.snapshot().sample())
    }
}

impl<U: Unit> StripedMetric for StripedHistogram<U> {
    type Alone = OnceBox<Pair>;
    type Shared = Lanes;
    type Removed = Removed;

    fn read_series<L: ClosedSet, R>(
        series: StripedSeries<'_, L, Self>,
        read: impl FnOnce(Sample<'_>) -> R,
    ) -> R {
        read(series.snapshot().sample())
    }

    fn reset_series<L: ClosedSet>(series: StripedSeries<'_, L, Self>, removed: &Removed) {
        // Without it there never was a series.
        if let Some(&bounds) = series.store.config.get() {
            removed.set(|| series.totals(bounds));
        }
    }
}

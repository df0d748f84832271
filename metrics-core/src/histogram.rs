//! Classic histograms.

use std::fmt;
use std::marker::PhantomData;

use crate::bounds::Bounds;
use crate::buckets::BucketError;
use crate::cell::{Lanes, Totals};
use crate::desc::Kind;
use crate::sample::{Bucket, Sample};
use crate::spec::{Spec, StatedBounds};
use crate::store::{ClosedSet, Lazy, Metric};
use crate::timer::{Observer, Timer};
use crate::unit::{self, Plain, Time, Unit};

/// Observations counted in buckets.
///
/// Takes 48 bytes, and allocates its cells at the first observation: 128 bytes for up to 12 buckets
/// (the one of `+Inf` is one of them), else 144 and 8 for each bucket, the latter in multiples of
/// 128. An observation is one atomic read-modify-write. It waits for no other thread: threads that
/// meet spread over four lanes, and should even these be taken, one set of cells takes any number
/// of them. Lanes and set are allocated when threads first meet, and are five times the size of
/// the first cells.
///
/// What is exported is consistent: count, sum and buckets describe the same observations, and
/// every observation finished before the scrape is among them (S81, S82). A histogram that only
/// one thread observes in adds up in order, so that its sum is that of the Go client to the last
/// bit.
///
/// The bucket is found without a branch that depends on the value. Where the bounds double (as
/// those of `exponential(start, 2.0, n)` do, whatever the start), or are about as far apart as
/// the default ones, the value's exponent leads to it; otherwise all bounds are looked at, or
/// from 33 on, halved.
///
/// NaN falls into the bucket of `+Inf` and makes the sum NaN (S77).
///
/// ```
/// use metrics_core::Histogram;
///
/// static SIZES: Histogram = Histogram::with_buckets(&[1.0, 10.0, 100.0]);
/// SIZES.observe(10.0); // bounds are inclusive
/// SIZES.observe(1_000.0);
/// let snapshot = SIZES.snapshot();
/// assert_eq!(snapshot.count, 2);
/// assert_eq!(snapshot.sum, 1_010.0);
/// assert_eq!(snapshot.buckets[1].cumulative_count, 1);
/// ```
pub struct Histogram<U: Unit = Plain> {
    bounds: Bounds,
    lanes: Lanes,
    unit: unit::Of<U>,
}

/// What a histogram held at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistogramSnapshot {
    /// How many observations there were.
    pub count: u64,
    /// Their sum.
    pub sum: f64,
    /// Buckets by ascending bound, without `+Inf`.
    pub buckets: Vec<Bucket>,
}

impl Histogram {
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

impl<U: Unit> Histogram<U> {
    pub(crate) const fn of(bounds: Bounds) -> Self {
        Self { bounds, lanes: Lanes::new(), unit: PhantomData }
    }

    pub(crate) fn bounds(&self) -> &Bounds {
        &self.bounds
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
        self.lanes.observe(self.bounds.buckets(), self.bounds.find(value), value);
    }

    /// What was observed so far.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        let mut totals = Totals::new(self.bounds.buckets());
        self.lanes.add_to(&mut totals);
        HistogramSnapshot::new(self.bounds, &totals)
    }
}

impl<U: Time> Histogram<U> {
    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<&Self> {
        Timer::new(self)
    }
}

impl HistogramSnapshot {
    pub(crate) fn new(bounds: Bounds, totals: &Totals) -> Self {
        let mut count = 0_u64;
        let buckets = bounds.values().iter().zip(&totals.buckets);
        let buckets = buckets
            .map(|(&upper_bound, &in_bucket)| {
                count = count.wrapping_add(in_bucket);
                Bucket { upper_bound, cumulative_count: count }
            })
            .collect();
        let above = totals.buckets.last().copied().unwrap_or(0);
        Self { count: count.wrapping_add(above), sum: totals.sum, buckets }
    }

    pub(crate) fn sample(&self) -> Sample<'_> {
        Sample::Histogram { count: self.count, sum: self.sum, buckets: &self.buckets }
    }
}

impl<U: Unit> fmt::Debug for Histogram<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Histogram").field(&self.snapshot()).finish()
    }
}

impl<U: Unit> Default for Histogram<U> {
    fn default() -> Self {
        Self::of(Bounds::DEFAULT)
    }
}

impl<U: Time> Observer for Histogram<U> {
    fn observe(&self, value: f64) {
        self.record(value);
    }
}

#[diagnostic::do_not_recommend]
impl<U: Unit> Metric for Histogram<U> {
    const KIND: Kind = Kind::Histogram;
    const UNIT: &'static str = U::NAME;
    type Config = Bounds;
    const DEFAULT_CONFIG: Bounds = Bounds::DEFAULT;
    type ConfigOf<S: Spec> = StatedBounds<S>;
    type Flat<L: ClosedSet> = Lazy<L, Self>;

    fn series(bounds: Bounds) -> Self {
        Self::of(bounds)
    }

    fn config(&self) -> Bounds {
        self.bounds
    }

    fn reset(&self) {
        self.lanes.reset(self.bounds.buckets());
    }

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        read(self.snapshot().sample())
    }
}

//! Classic histograms.

use std::marker::PhantomData;
use std::sync::OnceLock;

use crate::buckets::{self, BucketError};
use crate::cell::{Lanes, Totals};
use crate::desc::Kind;
use crate::sample::{Bucket, Sample};
use crate::spec::{Bounds, Spec};
use crate::store::{ClosedSet, Lazy, Metric};
use crate::timer::{Observer, Timer};
use crate::unit::{self, Plain, Unit};

/// Observations counted in buckets.
///
/// Holds its bounds, and allocates its cells at the first observation (8 bytes a bucket). An
/// observation is one atomic read-modify-write; threads that meet spread over up to four lanes,
/// which are allocated when that first happens. What is exported is consistent: count, sum and
/// buckets describe the same observations, and every observation finished before the scrape is
/// among them (S81, S82).
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
#[derive(Debug)]
pub struct Histogram<U: Unit = Plain> {
    bounds: &'static [f64],
    lanes: OnceLock<Lanes>,
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
    /// A histogram with the [default bounds](buckets::DEFAULT).
    #[must_use]
    pub const fn new() -> Self {
        Self::of(buckets::DEFAULT)
    }

    /// A histogram with these upper bounds, which are inclusive. A last `+Inf` is dropped (S78).
    ///
    /// # Panics
    ///
    /// If the bounds do not strictly increase, or one of them is NaN (K9). In a constant this is
    /// a compiler error.
    #[must_use]
    pub const fn with_buckets(bounds: &'static [f64]) -> Self {
        Self::of(buckets::checked(bounds))
    }

    /// As [`with_buckets`](Self::with_buckets), for bounds that come from outside.
    ///
    /// # Errors
    ///
    /// If the bounds do not strictly increase, or one of them is NaN.
    pub const fn try_with_buckets(bounds: &'static [f64]) -> Result<Self, BucketError> {
        match buckets::check(bounds) {
            Ok(bounds) => Ok(Self::of(bounds)),
            Err(error) => Err(error),
        }
    }
}

impl<U: Unit> Histogram<U> {
    /// With bounds that were checked.
    pub(crate) const fn of(bounds: &'static [f64]) -> Self {
        Self { bounds, lanes: OnceLock::new(), unit: PhantomData }
    }

    /// Records one value.
    #[inline]
    pub fn observe(&self, value: f64) {
        let lanes = self.lanes.get_or_init(|| Lanes::new(self.bounds.len() + 1));
        lanes.observe(buckets::find(self.bounds, value), value);
    }

    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<&Self> {
        Timer::new(self)
    }

    /// What was observed so far.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        let totals = match self.lanes.get() {
            Some(lanes) => lanes.totals(),
            None => Totals { sum: 0.0, buckets: vec![0; self.bounds.len() + 1] },
        };
        let mut count = 0_u64;
        let buckets = self.bounds.iter().zip(&totals.buckets);
        let buckets = buckets
            .map(|(&upper_bound, &in_bucket)| {
                count = count.wrapping_add(in_bucket);
                Bucket { upper_bound, cumulative_count: count }
            })
            .collect();
        let above = totals.buckets.last().copied().unwrap_or(0);
        HistogramSnapshot { count: count.wrapping_add(above), sum: totals.sum, buckets }
    }
}

impl<U: Unit> Default for Histogram<U> {
    fn default() -> Self {
        Self::of(buckets::DEFAULT)
    }
}

impl<U: Unit> Observer for Histogram<U> {
    fn observe(&self, value: f64) {
        Self::observe(self, value);
    }
}

#[diagnostic::do_not_recommend]
impl<U: Unit> Metric for Histogram<U> {
    const KIND: Kind = Kind::Histogram;
    type Config = &'static [f64];
    type ConfigOf<S: Spec> = Bounds<S>;
    type Flat<L: ClosedSet> = Lazy<L, Self>;

    fn series(bounds: &'static [f64]) -> Self {
        Self::of(bounds)
    }

    fn reset(&self) {
        if let Some(lanes) = self.lanes.get() {
            lanes.reset();
        }
    }

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        let HistogramSnapshot { count, sum, buckets } = self.snapshot();
        read(Sample::Histogram { count, sum, buckets: &buckets })
    }
}

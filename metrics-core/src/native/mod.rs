//! Native histograms: buckets of a resolution and not of bounds.

mod exemplars;
mod schema;
mod state;

use std::fmt;
use std::marker::PhantomData;
use std::sync::OnceLock;
use std::time::SystemTime;

use crate::cell::Sum;
use crate::desc::Kind;
use crate::exemplar::Exemplar;
use crate::intake::Intake;
use crate::options::{NativeError, NativeOptions, nanos};
use crate::sample::{Bucket, Detailed, Native, Sample};
use crate::spec::{Spec, StatedNative};
use crate::store::{ClosedSet, Lazy, Metric};
use crate::timer::{ExemplarObserver, Observer, Timer};
use crate::unit::{self, Plain, Time, Unit};

use state::{Observed, State};

/// How many observations are folded at once.
const FULL: usize = 64;

/// Observations counted in buckets that are as wide as the values in them are large, and that are
/// there once they are needed (F1–F12).
///
/// Nobody states bounds: a [factor](NativeOptions::bucket_factor) says how exact the quantiles
/// are. Such a histogram reaches Prometheus by protobuf only
/// ([`Format::Protobuf`](crate::Format::Protobuf)), and Prometheus has to be told to take it. The
/// text formats carry its classic part: count, sum and the
/// [buckets](NativeOptions::buckets) that were stated beside the native ones (F11).
///
/// NaN is counted, makes the sum NaN and lies in no native bucket; infinities have buckets of their
/// own, after all numbers (S87).
///
/// If there are [too many](NativeOptions::max_bucket_number) buckets, the histogram is reset or
/// coarsened. A reset, be it one that is [due](NativeOptions::min_reset_duration), takes exemplars
/// away, too (K19), and moves the moment at which the histogram began at zero.
///
/// Exemplars cost nothing until there is one. What is wrong with one costs the exemplar and not the
/// value, and is [counted](Self::refused_exemplars) (D13).
///
/// # Costs
///
/// A histogram takes 136 bytes, and at its first observation allocates 432 more, and 16 bytes
/// for each bucket. An observation takes the first of four lanes that is free and leaves its value.
/// One in 64 folds what was left into the buckets. Others go on leaving values meanwhile; one waits
/// only if it is 512 ahead of those who fold. With a
/// [minimum reset duration](NativeOptions::min_reset_duration) an observation looks at the clock.
///
/// What is exported is consistent: count, sum and all buckets are of the same observations, with
/// every one that finished before the scrape.
///
/// ```
/// use metrics_core::NativeHistogram;
///
/// static SIZES: NativeHistogram = NativeHistogram::new();
/// SIZES.observe(0.0);
/// SIZES.observe(1_000.0);
/// SIZES.observe_with_exemplar(1_001.0, &[("trace_id", "4bf92f35")]);
/// let snapshot = SIZES.snapshot();
/// assert_eq!((snapshot.count, snapshot.zero_count), (3, 1));
/// assert_eq!(snapshot.positive, [(80, 2)]); // up to 2^(80/8)
/// ```
pub struct NativeHistogram<U: Unit = Plain> {
    options: NativeOptions,
    cells: OnceLock<Box<Intake<Observed, State>>>,
    refused: Sum,
    unit: unit::Of<U>,
}

/// What a native histogram held at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct NativeSnapshot {
    /// How many observations there were.
    pub count: u64,
    /// Their sum.
    pub sum: f64,
    /// Classic buckets by ascending bound, without `+Inf`.
    pub buckets: Vec<Bucket>,
    /// The resolution of the native buckets.
    pub schema: i32,
    /// Values up to this far from zero lie in the zero bucket.
    pub zero_threshold: f64,
    /// How many there are.
    pub zero_count: u64,
    /// Indexes and counts of the buckets of positive values, by index.
    pub positive: Vec<(i32, u64)>,
    /// Those of negative values.
    pub negative: Vec<(i32, u64)>,
    /// When the histogram began at zero: `None` before the first observation.
    pub created: Option<SystemTime>,
    /// The exemplars of the classic buckets.
    slots: Vec<Exemplar>,
    exemplars: Vec<Exemplar>,
}

impl NativeSnapshot {
    /// The exemplars of the native buckets, by value.
    #[must_use]
    pub fn exemplars(&self) -> &[Exemplar] {
        &self.exemplars
    }
}

impl NativeHistogram {
    /// A histogram whose buckets are each at most ten percent wider than the one before.
    #[must_use]
    pub const fn new() -> Self {
        Self::of(NativeOptions::new())
    }

    /// A histogram that is told more.
    ///
    /// # Panics
    ///
    /// If the factor is not above 1, a threshold is negative or not a finite number, or the classic
    /// bounds do not increase. In a constant this is a compiler error.
    #[must_use]
    #[track_caller]
    pub const fn with_options(options: NativeOptions) -> Self {
        Self::of(options.checked())
    }

    /// As [`with_options`](Self::with_options), for options that come from outside.
    ///
    /// # Errors
    ///
    /// If the factor is not above 1, a threshold is negative or not a finite number, or the classic
    /// bounds do not increase.
    pub const fn try_with_options(options: NativeOptions) -> Result<Self, NativeError> {
        match options.check() {
            Ok(()) => Ok(Self::of(options)),
            Err(error) => Err(error),
        }
    }
}

impl<U: Unit> NativeHistogram<U> {
    pub(crate) const fn of(options: NativeOptions) -> Self {
        Self { options, cells: OnceLock::new(), refused: Sum::new(), unit: PhantomData }
    }

    /// Records one value.
    #[inline]
    pub fn observe(&self, value: U::Value) {
        self.put(U::value(value), None);
    }

    /// Records one value, and keeps it as an exemplar with these labels.
    pub fn observe_with_exemplar(&self, value: U::Value, labels: &[(&str, &str)]) {
        self.put_with_exemplar(U::value(value), labels);
    }

    fn put_with_exemplar(&self, value: f64, labels: &[(&str, &str)]) {
        let exemplar = Exemplar::of(value, labels).ok();
        if exemplar.is_none() {
            self.refused.add(1);
        }
        let exemplar = exemplar.map(|exemplar| Box::new(exemplar.at((self.options.clock)())));
        self.put(value, exemplar);
    }

    /// What was observed so far.
    #[must_use]
    pub fn snapshot(&self) -> NativeSnapshot {
        match self.cells.get() {
            Some(cells) => cells.read(|state| state.snapshot(self.now())),
            None => NativeSnapshot { created: None, ..State::new(&self.options).snapshot(0) },
        }
    }

    /// How many exemplars were dropped because their labels are invalid.
    #[must_use]
    pub fn refused_exemplars(&self) -> u64 {
        self.refused.get()
    }

    fn put(&self, value: f64, exemplar: Option<Box<Exemplar>>) {
        let cells =
            self.cells.get_or_init(|| Box::new(Intake::new(State::new(&self.options), FULL)));
        // Only resets ask when it was.
        let at = if self.options.min_reset_duration.is_zero() { 0 } else { self.now() };
        cells.put(Observed { value, at, exemplar });
    }

    fn now(&self) -> u64 {
        nanos((self.options.clock)())
    }
}

impl<U: Unit> Default for NativeHistogram<U> {
    fn default() -> Self {
        Self::of(NativeOptions::new())
    }
}

impl<U: Unit> fmt::Debug for NativeHistogram<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("NativeHistogram").field(&self.snapshot()).finish()
    }
}

impl<U: Time> NativeHistogram<U> {
    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<&Self> {
        Timer::new(self)
    }
}

impl<U: Time> Observer for NativeHistogram<U> {
    fn observe(&self, value: f64) {
        self.put(value, None);
    }
}

impl<U: Time> ExemplarObserver for NativeHistogram<U> {
    fn observe_with_exemplar(&self, value: f64, labels: &[(&str, &str)]) {
        self.put_with_exemplar(value, labels);
    }
}

#[diagnostic::do_not_recommend]
impl<U: Unit> Metric for NativeHistogram<U> {
    const KIND: Kind = Kind::Histogram;
    const UNIT: &'static str = U::NAME;
    type Config = NativeOptions;
    const DEFAULT_CONFIG: NativeOptions = NativeOptions::new();
    type ConfigOf<S: Spec> = StatedNative<S>;
    type Flat<L: ClosedSet> = Lazy<L, Self>;

    fn series(options: NativeOptions) -> Self {
        Self::of(options)
    }

    fn config(&self) -> NativeOptions {
        self.options
    }

    fn reset(&self) {
        self.refused.reset();
        if let Some(cells) = self.cells.get() {
            cells.read(|state| state.reset(self.now()));
        }
    }

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        let snapshot = self.snapshot();
        let native = Native {
            schema: snapshot.schema,
            zero_threshold: snapshot.zero_threshold,
            zero_count: snapshot.zero_count,
            positive: &snapshot.positive,
            negative: &snapshot.negative,
            exemplars: &snapshot.exemplars,
        };
        let NativeSnapshot { count, sum, buckets, slots, created, .. } = &snapshot;
        let sample = Sample::Histogram { count: *count, sum: *sum, buckets };
        let mut detailed = Detailed::of(sample).native(native).exemplars(slots);
        if let Some(created) = created {
            detailed = detailed.created(*created);
        }
        read(detailed.sample())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures in the documentation.
    #[test]
    fn what_a_histogram_takes() {
        assert_eq!(size_of::<NativeHistogram>(), 136);
        assert_eq!(size_of::<Intake<Observed, State>>(), 432);
        let bucket = NativeHistogram::new();
        bucket.observe(1.0);
        assert_eq!(size_of_val(&bucket.snapshot().positive[0]), 16);
    }
}

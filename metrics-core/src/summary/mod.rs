//! Summaries: quantiles that are computed here.

mod stream;
mod windows;

use std::fmt;
use std::marker::PhantomData;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::cell::{Lanes, Mark, Totals};
use crate::desc::Kind;
use crate::intake::Intake;
use crate::options::{ObjectiveError, SummaryOptions, nanos};
use crate::sample::{Detailed, Quantile, Sample};
use crate::spec::{Spec, StatedSummary};
use crate::store::{ClosedSet, Lazy, Metric};
use crate::timer::{Observer, Timer};
use crate::unit::{self, Plain, Time, Unit};

use windows::{Observed, Windows};

/// Observations with quantiles that are computed here, of the last while.
///
/// A [`Histogram`](crate::Histogram) is cheaper and can be added up over processes; a summary
/// knows its quantiles to an error that was asked for. Without
/// [objectives](SummaryOptions::objectives) it has count and sum only.
///
/// Count and sum are of all observations, quantiles of those of the last
/// [`max_age`](SummaryOptions::max_age) (G6): in steps of `max_age / age_buckets`, so they look
/// back on as long as that or up to a step less (S100). They are NaN if nothing was observed for so
/// long (G7). Up to 499 observations they are exact; beyond, each is within its error in rank. An
/// observation of NaN makes the sum NaN, and has no rank.
///
/// # Costs
///
/// A summary takes 72 bytes, and allocates at its first observation.
///
/// Without objectives, an observation is one atomic read-modify-write and the cells are those of a
/// histogram of one bucket. With objectives it looks at the clock, takes the first of four lanes
/// that is free and leaves its value. One in [`buf_cap`](SummaryOptions::buf_cap) sorts what was
/// left, and merges it into each of the [`age_buckets`](SummaryOptions::age_buckets) streams: some
/// 100 µs with the defaults and three objectives. Others go on leaving values meanwhile; one waits
/// only if it is eight times `buf_cap` ahead of those who merge. A
/// stream takes 4 kB, and from 500 observations on 24 bytes for each of its samples: fewer than a
/// hundred of a million observations that come sorted, reversed or at random, but 40 000 if they come
/// from the outside in.
///
/// What is exported is consistent: count, sum and quantiles are of the same observations, with
/// every one that finished before the scrape.
///
/// ```
/// use metrics_core::{Summary, SummaryOptions};
///
/// static LATENCY: Summary = Summary::with_objectives(&[(0.5, 0.05), (0.99, 0.001)]);
/// (1..=100).for_each(|millis| LATENCY.observe(f64::from(millis) / 1000.0));
/// let snapshot = LATENCY.snapshot();
/// assert_eq!(snapshot.count, 100);
/// assert_eq!(snapshot.quantiles[1].value, 0.099);
/// ```
pub struct Summary<U: Unit = Plain> {
    options: SummaryOptions,
    cells: OnceLock<Box<Cells>>,
    unit: unit::Of<U>,
}

/// What a summary held at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SummarySnapshot {
    /// How many observations there were.
    pub count: u64,
    /// Their sum.
    pub sum: f64,
    /// Quantiles by ascending rank.
    pub quantiles: Vec<Quantile>,
    /// When the summary began at zero: `None` before the first observation.
    pub created: Option<SystemTime>,
}

#[derive(Debug)]
enum Cells {
    /// One bucket, and when it began at zero, in nanoseconds since the Unix epoch.
    Plain(Lanes, Mark),
    Windows(Intake<Observed, Windows>),
}

impl Summary {
    /// A summary without quantiles.
    #[must_use]
    pub const fn new() -> Self {
        Self::of(SummaryOptions::new())
    }

    /// A summary with these quantiles, each with its error in rank (G2).
    ///
    /// # Panics
    ///
    /// If a rank or an error is not in 0 to 1, or a rank is given twice. In a constant this is a
    /// compiler error.
    #[must_use]
    #[track_caller]
    pub const fn with_objectives(objectives: &'static [(f64, f64)]) -> Self {
        Self::with_options(SummaryOptions::new().objectives(objectives))
    }

    /// A summary that is told more.
    ///
    /// # Panics
    ///
    /// As [`with_objectives`](Self::with_objectives).
    #[must_use]
    #[track_caller]
    pub const fn with_options(options: SummaryOptions) -> Self {
        Self::of(options.checked())
    }

    /// As [`with_options`](Self::with_options), for options that come from outside.
    ///
    /// # Errors
    ///
    /// If a rank or an error is not in 0 to 1, or a rank is given twice.
    pub const fn try_with_options(options: SummaryOptions) -> Result<Self, ObjectiveError> {
        match options.check() {
            Ok(()) => Ok(Self::of(options)),
            Err(error) => Err(error),
        }
    }
}

impl<U: Unit> Summary<U> {
    pub(crate) const fn of(options: SummaryOptions) -> Self {
        Self { options, cells: OnceLock::new(), unit: PhantomData }
    }

    /// Records one value.
    #[inline]
    pub fn observe(&self, value: U::Value) {
        self.record(U::value(value));
    }

    #[inline]
    fn record(&self, value: f64) {
        match &**self.cells.get_or_init(|| Box::new(Cells::new(&self.options))) {
            Cells::Plain(lanes, _) => lanes.observe(1, 0, value),
            Cells::Windows(intake) => intake.put(Observed { value, at: self.now() }),
        }
    }

    /// What was observed so far, and the quantiles of this moment.
    #[must_use]
    pub fn snapshot(&self) -> SummarySnapshot {
        let moment = |nanos| Some(UNIX_EPOCH + Duration::from_nanos(nanos));
        match self.cells.get().map(|cells| &**cells) {
            None => {
                // Nothing was observed, and there is nothing to keep.
                let quantiles = Windows::new(&self.options).quantiles(0);
                SummarySnapshot { quantiles, ..SummarySnapshot::default() }
            }
            Some(Cells::Plain(lanes, created)) => {
                let created = created.get();
                let mut totals = Totals::new(1);
                lanes.add_to(&mut totals);
                SummarySnapshot {
                    count: totals.buckets[0],
                    sum: totals.sum,
                    quantiles: Vec::new(),
                    created: moment(created),
                }
            }
            Some(Cells::Windows(intake)) => intake.read(|windows| SummarySnapshot {
                quantiles: windows.quantiles(self.now()),
                count: windows.count,
                sum: windows.sum,
                created: moment(windows.start()),
            }),
        }
    }

    fn now(&self) -> u64 {
        nanos((self.options.clock)())
    }
}

impl Cells {
    fn new(options: &SummaryOptions) -> Self {
        if options.objectives.is_empty() {
            let created = Mark::new();
            created.set(nanos((options.clock)()));
            return Self::Plain(Lanes::new(), created);
        }
        Self::Windows(Intake::new(Windows::new(options), options.buf_cap))
    }
}

impl<U: Unit> Default for Summary<U> {
    fn default() -> Self {
        Self::of(SummaryOptions::new())
    }
}

impl<U: Unit> fmt::Debug for Summary<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Summary").field(&self.snapshot()).finish()
    }
}

impl<U: Time> Summary<U> {
    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<&Self> {
        Timer::new(self)
    }
}

impl<U: Time> Observer for Summary<U> {
    fn observe(&self, value: f64) {
        self.record(value);
    }
}

#[diagnostic::do_not_recommend]
impl<U: Unit> Metric for Summary<U> {
    const KIND: Kind = Kind::Summary;
    const UNIT: &'static str = U::NAME;
    type Config = SummaryOptions;
    const DEFAULT_CONFIG: SummaryOptions = SummaryOptions::new();
    type ConfigOf<S: Spec> = StatedSummary<S>;
    type Flat<L: ClosedSet> = Lazy<L, Self>;

    fn series(options: SummaryOptions) -> Self {
        Self::of(options)
    }

    fn config(&self) -> SummaryOptions {
        self.options
    }

    fn reset(&self) {
        match self.cells.get().map(|cells| &**cells) {
            None => {}
            Some(Cells::Plain(lanes, created)) => {
                lanes.reset(1);
                created.set(self.now());
            }
            Some(Cells::Windows(intake)) => {
                intake.read(|windows| *windows = Windows::new(&self.options));
            }
        }
    }

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        let SummarySnapshot { count, sum, quantiles, created } = self.snapshot();
        let summary = Sample::Summary { count, sum, quantiles: &quantiles };
        match created {
            None => read(summary),
            Some(created) => read(Detailed::of(summary).created(created).sample()),
        }
    }
}

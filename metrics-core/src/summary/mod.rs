//! Summaries: quantiles that are computed here.

mod stream;
mod windows;

use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::cell::{Lanes, Mark, OnceBox, Totals};
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
/// A summary takes 88 bytes, and allocates at its first observation.
///
/// Without objectives, an observation is one atomic read-modify-write and the cells are those of a
/// histogram of one bucket. With objectives it looks at the clock, takes the first of four lanes
/// that is free and leaves its value. One in [`buf_cap`](SummaryOptions::buf_cap) sorts what was
/// left, and merges it into each of the [`age_buckets`](SummaryOptions::age_buckets) streams: some
/// 40 µs with the defaults and three objectives. Others go on leaving values meanwhile; one waits
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
    /// One bucket, unless there are objectives. Not behind a pointer: an observation waits for each
    /// one that it follows.
    lanes: Lanes,
    /// When that began at zero, in nanoseconds since the Unix epoch; 0 before.
    created: Mark,
    windows: OnceBox<Intake<Observed, Windows>>,
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
        Self {
            options,
            lanes: Lanes::new(),
            created: Mark::new(),
            windows: OnceBox::new(),
            unit: PhantomData,
        }
    }

    /// Records one value.
    #[inline]
    pub fn observe(&self, value: U::Value) {
        self.record(U::value(value));
    }

    #[inline]
    fn record(&self, value: f64) {
        if self.options.objectives.is_empty() {
            if self.created.get() == 0 {
                self.begin();
            }
            self.lanes.observe(1, 0, value);
        } else {
            self.windows().put(Observed { value, at: self.now() });
        }
    }

    #[cold]
    fn begin(&self) {
        // Never 0, which is none.
        self.created.set(self.now().max(1));
    }

    #[inline]
    fn windows(&self) -> &Intake<Observed, Windows> {
        let make = || Box::new(Intake::new(Windows::new(&self.options), self.options.buf_cap));
        self.windows.get_or_init(make)
    }

    /// What was observed so far, and the quantiles of this moment.
    #[must_use]
    pub fn snapshot(&self) -> SummarySnapshot {
        let moment = |nanos| UNIX_EPOCH + Duration::from_nanos(nanos);
        if self.options.objectives.is_empty() {
            // Before the cells, which may be set back; and after them, if it just began.
            let created = self.created.get();
            let mut totals = Totals::new(1);
            self.lanes.add_to(&mut totals);
            return SummarySnapshot {
                count: totals.buckets[0],
                sum: totals.sum,
                quantiles: Vec::new(),
                created: Some(if created == 0 { self.created.get() } else { created })
                    .filter(|&created| created != 0)
                    .map(moment),
            };
        }
        let Some(intake) = self.windows.get() else {
            // Nothing was observed, and there is nothing to keep.
            let quantiles = Windows::new(&self.options).quantiles(0);
            return SummarySnapshot { quantiles, ..SummarySnapshot::default() };
        };
        intake.read(|windows| SummarySnapshot {
            quantiles: windows.quantiles(self.now()),
            count: windows.count,
            sum: windows.sum,
            created: Some(moment(windows.start())),
        })
    }

    fn now(&self) -> u64 {
        nanos((self.options.clock)())
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
        if self.created.get() != 0 {
            self.lanes.reset(1);
            self.begin();
        }
        if let Some(intake) = self.windows.get() {
            intake.read(|windows| *windows = Windows::new(&self.options));
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const OBJECTIVES: &[(f64, f64)] = &[(0.5, 0.05), (0.9, 0.01), (0.99, 0.001)];

    thread_local! {
        static SECONDS: Cell<u64> = const { Cell::new(0) };
    }

    /// A clock that this thread sets.
    fn clock() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(SECONDS.get())
    }

    /// What a window holds decides its quantiles, across rotations: sorted, reversed, random and constant
    /// values, a million of each in a release build.
    #[test]
    fn s100_quantiles_are_those_of_the_window() {
        const EACH: u32 = if cfg!(miri) {
            200
        } else if cfg!(debug_assertions) {
            4_000
        } else {
            200_000
        };
        let options = SummaryOptions::new()
            .objectives(OBJECTIVES)
            .max_age(Duration::from_secs(30))
            .age_buckets(3)
            .clock(clock);
        let orders: [fn(u32) -> u32; 4] = [
            |i| i,
            |i| EACH - 1 - i,
            |i| i.wrapping_mul(0x9E37_79B1).rotate_left(16) % EACH,
            |_| 7,
        ];
        for order in orders {
            let summary = Summary::with_options(options);
            let mut windows: Vec<Vec<f64>> = Vec::new();
            for period in 0..5_u32 {
                // The first observation begins the first period.
                SECONDS.set(u64::from(period) * 10 + u64::from(period > 0));
                let of_period: Vec<f64> =
                    (0..EACH).map(|i| f64::from(order(i)) + f64::from(period * EACH)).collect();
                for &value in &of_period {
                    summary.observe(value);
                }
                windows.push(of_period);
                let mut window: Vec<f64> =
                    windows.iter().rev().take(3).flatten().copied().collect();
                window.sort_by(f64::total_cmp);
                for (quantile, &(rank, error)) in
                    summary.snapshot().quantiles.iter().zip(OBJECTIVES)
                {
                    let n = window.len() as f64;
                    let first =
                        window.partition_point(|&value| value < quantile.value) as f64 + 1.0;
                    let last = window.partition_point(|&value| value <= quantile.value) as f64;
                    let allowed = (rank - error) * n - 1.0..=(rank + error) * n + 1.0;
                    assert!(first <= last, "a value that was observed");
                    let is_within = last >= *allowed.start() && first <= *allowed.end();
                    assert!(is_within, "{rank}: {first} to {last} of {n}");
                }
            }
        }
    }

    /// The figures in the documentation.
    #[test]
    fn what_a_summary_takes() {
        assert_eq!(size_of::<Summary>(), 88);
    }

    #[test]
    fn one_without_objectives_began_even_if_that_was_at_the_epoch() {
        let summary = Summary::with_options(SummaryOptions::new().clock(|| UNIX_EPOCH));
        assert_eq!(summary.snapshot().created, None);
        summary.observe(1.0);
        assert_eq!(summary.snapshot().created, Some(UNIX_EPOCH + Duration::from_nanos(1)));
    }
}

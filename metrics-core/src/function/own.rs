//! Records in metrics of the user's own.

use std::sync::Arc;
use std::time::Instant;

use super::outcome::{Outcome, Verdict};
use super::watch::Record;
use crate::label::{ClosedLabel, Domain, Label};
use crate::named::Named;
use crate::store::{ClosedSet, LabelSet, Metric, Store};
use crate::striped::StripedSeries;
use crate::timer::Observer;
use crate::unit::Countable;
use crate::vec::{MetricVec, Series};
use crate::{Counter, FloatCounter, Gauge, StripedCounter, StripedGauge};

/// Counts calls.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot count calls",
    label = "not a counter",
    note = "calls are counted by a `Counter`; of a family name the labels: `labels(…)`"
)]
#[doc(hidden)]
pub trait Counts {
    fn count(&self);
}

/// Times calls.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot time a function",
    label = "not a histogram",
    note = "calls are timed by a `Histogram`; of a family name the labels: `labels(…)`"
)]
#[doc(hidden)]
pub trait Times {
    fn time(&self, seconds: f64);
}

/// Holds how many calls are running.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold what is in flight",
    label = "not a gauge",
    note = "calls in flight are held by a `Gauge`; of a family name the labels: `labels(…)`"
)]
#[doc(hidden)]
pub trait Tracks {
    fn raise(&self);
    fn lower(&self);
}

macro_rules! counters {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Counts for $ty {
            #[inline]
            fn count(&self) {
                self.inc();
            }
        }
    )*};
}
counters! {
    [U: Countable] Counter<U>;
    [U: Countable] FloatCounter<U>;
    [U: Countable] StripedCounter<U>;
    [U: Countable] Series<'_, Counter<U>>;
    [U: Countable] Series<'_, FloatCounter<U>>;
    [U: Countable] Series<'_, StripedCounter<U>>;
    [L: ClosedSet, U: Countable] StripedSeries<'_, L, StripedCounter<U>>;
}

#[diagnostic::do_not_recommend]
impl<O: Observer> Times for O {
    #[inline]
    fn time(&self, seconds: f64) {
        self.observe(seconds);
    }
}

macro_rules! gauges {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Tracks for $ty {
            #[inline]
            fn raise(&self) {
                self.inc();
            }

            #[inline]
            fn lower(&self) {
                self.dec();
            }
        }
    )*};
}
gauges! {
    [U: Countable] Gauge<U>;
    [U: Countable] StripedGauge<U>;
    [U: Countable] Series<'_, Gauge<U>>;
    [U: Countable] Series<'_, StripedGauge<U>>;
    [L: ClosedSet, U: Countable] StripedSeries<'_, L, StripedGauge<U>>;
}

/// Metrics behind what leads to them.
macro_rules! forward {
    ($($ty:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Counts> Counts for $ty {
            #[inline]
            fn count(&self) {
                (**self).count();
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: Tracks> Tracks for $ty {
            #[inline]
            fn raise(&self) {
                (**self).raise();
            }

            #[inline]
            fn lower(&self) {
                (**self).lower();
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: FamilyOf> FamilyOf for $ty {
            type Labels = T::Labels;
            type Metric = T::Metric;

            #[inline]
            fn family(&self) -> &MetricVec<T::Labels, T::Metric> {
                (**self).family()
            }
        }
    )*};
}
forward!(&T Arc<T> Named<T>);

/// A family, whose series are chosen by labels.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no labels",
    label = "not a family",
    note = "leave `labels` out, or take a family, such as a `CounterVec<L>`"
)]
#[doc(hidden)]
pub trait FamilyOf {
    type Labels: LabelSet;
    type Metric: Metric;

    fn family(&self) -> &MetricVec<Self::Labels, Self::Metric>;

    /// The family, and its labels, of which none is given yet.
    #[inline]
    #[allow(clippy::type_complexity)]
    fn open(&self) -> (&MetricVec<Self::Labels, Self::Metric>, <Self::Labels as LabelSet>::Blank) {
        (self.family(), Self::Labels::BLANK)
    }
}

#[diagnostic::do_not_recommend]
impl<L: LabelSet, M: Metric> FamilyOf for MetricVec<L, M> {
    type Labels = L;
    type Metric = M;

    #[inline]
    fn family(&self) -> &Self {
        self
    }
}

/// A label's value, which was given.
#[diagnostic::on_unimplemented(
    message = "label `{Self}` is missing",
    label = "`{Self}` is not among them",
    note = "all labels of the set are given: `name = value`, and `outcome` and `error` as words"
)]
#[doc(hidden)]
pub trait Given<T> {
    fn get(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T> Given<T> for Value<T> {
    #[inline]
    fn get(self) -> T {
        self.0
    }
}

/// Stands for a label's value in the set that is being made.
#[doc(hidden)]
pub struct Value<T>(pub T);

/// The series that a call is recorded in: known from the start, or by how the call ends.
#[doc(hidden)]
pub trait Resolve {
    type Series;

    fn series(&mut self, verdict: Verdict) -> Self::Series;
}

/// A series that is known from the start.
#[doc(hidden)]
pub struct Now<S>(pub S);

impl<S: Copy> Resolve for Now<S> {
    type Series = S;

    #[inline]
    fn series(&mut self, _: Verdict) -> S {
        self.0
    }
}

/// A series of which some labels are known at the end of the call. The others were read at its
/// begin: nothing is borrowed but the family.
///
/// Its type does not name the label set. A future that holds one would not be `Send` otherwise:
/// there the compiler knows no lifetimes, and asks for a label set of any.
#[doc(hidden)]
pub struct Later<'a, S, K, C, R> {
    store: &'a S,
    config: C,
    key: K,
    at: fn(&'a S, &K, usize, &C) -> R,
    /// How far apart the values of the labels are.
    outcome: usize,
    error: usize,
}

/// A series by its store, a key, how much further on it is, and what the series share.
type LaterOf<'a, L, M> = Later<
    'a,
    <L as LabelSet>::Store<M>,
    <<L as LabelSet>::Store<M> as Store<L, M>>::Key,
    <M as Metric>::Config,
    <<L as LabelSet>::Store<M> as Store<L, M>>::Ref<'a>,
>;

/// Chooses a series but for its labels `outcome` and `error`, which have their first values. The
/// parameters say which of the two there are.
#[doc(hidden)]
#[inline]
pub fn later<'a, const OUTCOME: bool, const ERROR: bool, L: LabelSet, M: Metric>(
    family: &'a MetricVec<L, M>,
    labels: L::With<'_>,
) -> LaterOf<'a, L, M> {
    let outcome = const { if OUTCOME { stride(L::LABELS, L::FIELDS, "outcome") } else { 0 } };
    let error = const { if ERROR { stride(L::LABELS, L::FIELDS, "error") } else { 0 } };
    Later {
        store: family.store(),
        config: family.config(),
        key: <L::Store<M> as Store<L, M>>::key(labels),
        at: <L::Store<M> as Store<L, M>>::at,
        outcome,
        error,
    }
}

impl<S, K, C, R> Resolve for Later<'_, S, K, C, R> {
    type Series = R;

    #[inline]
    fn series(&mut self, Verdict { outcome, error }: Verdict) -> R {
        let shift = outcome.index() * self.outcome + error * self.error;
        (self.at)(self.store, &self.key, shift, &self.config)
    }
}

/// How far apart the values of the label `field` are among the combinations of closed labels.
const fn stride(labels: &[Label], fields: &[&str], field: &str) -> usize {
    let (mut stride, mut i) = (1, fields.len());
    while i > 0 {
        i -= 1;
        if equal(fields[i], field) {
            return stride;
        }
        if let Domain::Closed(values) = labels[i].domain {
            stride *= values.len();
        }
    }
    0
}

const fn equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// Counts a call when it ends.
///
/// Here, as below, the metric's trait is asked for where the record is made and not where it is
/// used: a metric that does not fit is one error.
#[doc(hidden)]
pub struct Counting<S: Resolve> {
    series: S,
    count: fn(&S::Series),
}

impl<'a, M: Counts> Counting<Now<&'a M>> {
    #[inline]
    #[doc(hidden)]
    pub fn of(metric: &'a M) -> Self {
        Self { series: Now(metric), count: |metric| metric.count() }
    }
}

impl<S: Resolve<Series: Counts>> Counting<S> {
    #[inline]
    #[doc(hidden)]
    pub fn new(series: S) -> Self {
        Self { series, count: S::Series::count }
    }
}

impl<S: Resolve> Record for Counting<S> {
    #[inline]
    fn record(&mut self, verdict: Verdict) {
        (self.count)(&self.series.series(verdict));
    }
}

/// Times a call.
#[doc(hidden)]
pub struct Timing<S: Resolve> {
    series: S,
    time: fn(&S::Series, f64),
    start: Instant,
}

impl<'a, M: Times> Timing<Now<&'a M>> {
    #[inline]
    #[doc(hidden)]
    pub fn of(metric: &'a M) -> Self {
        let time = |metric: &&M, seconds| metric.time(seconds);
        Self { series: Now(metric), time, start: Instant::now() }
    }
}

impl<S: Resolve<Series: Times>> Timing<S> {
    #[inline]
    #[doc(hidden)]
    pub fn new(series: S) -> Self {
        Self { series, time: S::Series::time, start: Instant::now() }
    }
}

impl<S: Resolve> Record for Timing<S> {
    #[inline]
    fn record(&mut self, verdict: Verdict) {
        let elapsed = self.start.elapsed();
        (self.time)(&self.series.series(verdict), elapsed.as_secs_f64());
    }
}

/// Holds a call in flight.
#[doc(hidden)]
pub struct Tracking<S: Resolve> {
    series: S,
    lower: fn(&S::Series),
}

impl<'a, M: Tracks> Tracking<Now<&'a M>> {
    #[inline]
    #[doc(hidden)]
    pub fn of(metric: &'a M) -> Self {
        metric.raise();
        Self { series: Now(metric), lower: |metric| metric.lower() }
    }
}

impl<S: Resolve<Series: Tracks>> Tracking<S> {
    #[inline]
    #[doc(hidden)]
    pub fn new(mut series: S) -> Self {
        series.series(Outcome::Ok.into()).raise();
        Self { series, lower: S::Series::lower }
    }
}

impl<S: Resolve> Record for Tracking<S> {
    #[inline]
    fn record(&mut self, verdict: Verdict) {
        (self.lower)(&self.series.series(verdict));
    }
}

//! Families: the series of one metric, told apart by a label set.

mod bounded;
mod entry;
mod fresh;
mod handle;
mod idle;
mod kept;
mod key;
mod limits;
mod open;
mod series;
mod slots;
mod spill;
mod staging;
mod table;
#[cfg(test)]
mod tests;

use crate::bounds::Bounds;
use crate::buckets::BucketError;
use crate::counter::Counter;
use crate::desc::Kind;
use crate::float_counter::FloatCounter;
use crate::gauge::Gauge;
use crate::histogram::Histogram;
use crate::info::{Info, StateSet};
use crate::label::Labels;
use crate::native::NativeHistogram;
use crate::options::{NativeError, NativeOptions, ObjectiveError, SummaryOptions};
use crate::spec::{Made, Spec};
use crate::store::{LabelSet, Metric, Store};
use crate::striped::{StripedCounter, StripedGauge, StripedHistogram};
use crate::summary::Summary;
use crate::traced::Traced;
use crate::unit::{Plain, Unit};

pub(crate) use bounded::Bounded;
pub(crate) use entry::Found;
pub use fresh::Fresh;
pub(crate) use handle::Keeping;
pub use handle::{OpenHandle, OwnedHandle};
pub use open::Open;
pub use series::{Series, SeriesInFlight};
pub(crate) use staging::Staging;

/// Counters told apart by labels.
pub type CounterVec<L, U = Plain> = MetricVec<L, Counter<U>>;

/// Counters of fractions told apart by labels.
pub type FloatCounterVec<L, U = Plain> = MetricVec<L, FloatCounter<U>>;

/// Gauges told apart by labels.
pub type GaugeVec<L, U = Plain> = MetricVec<L, Gauge<U>>;

/// Histograms told apart by labels, with the same bounds.
pub type HistogramVec<L, U = Plain> = MetricVec<L, Histogram<U>>;

/// Information with labels that are known only at run time: see [`Info`].
pub type InfoVec<L> = MetricVec<L, Info>;

/// State sets told apart by labels: see [`StateSet`].
pub type StateSetVec<L, E> = MetricVec<L, StateSet<E>>;

/// Native histograms told apart by labels, that are all told the same.
pub type NativeHistogramVec<L, U = Plain> = MetricVec<L, NativeHistogram<U>>;

/// Summaries told apart by labels, with the same objectives.
pub type SummaryVec<L, U = Plain> = MetricVec<L, Summary<U>>;

/// Counters told apart by labels that keep exemplars: see [`Traced`].
pub type TracedCounterVec<L, U = Plain> = MetricVec<L, Traced<Counter<U>>>;

/// Histograms told apart by labels, with the same bounds, that keep exemplars: see [`Traced`].
pub type TracedHistogramVec<L, U = Plain> = MetricVec<L, Traced<Histogram<U>>>;

/// Counters told apart by labels, whose updates never meet: see [`StripedCounter`] and
/// [`StripedSeries`](crate::StripedSeries).
///
/// With closed labels only, a family takes a quarter of a kilobyte, and for each slot that was ever
/// used 8 bytes a series, in multiples of 128. A thread that updates the family first in its slot
/// allocates these. With an open label, every series is a whole [`StripedCounter`] of its own.
pub type StripedCounterVec<L, U = Plain> = MetricVec<L, StripedCounter<U>>;

/// Gauges told apart by labels, whose updates never meet: see [`StripedGauge`]. They take what
/// [`StripedCounterVec`] takes.
pub type StripedGaugeVec<L, U = Plain> = MetricVec<L, StripedGauge<U>>;

/// Histograms told apart by labels, with the same bounds, whose observations never meet: see
/// [`StripedHistogram`].
///
/// With closed labels only, a family takes 320 bytes, for each slot that was ever used 8 bytes a
/// series, and for each series that was observed there two sets of cells. With an open label, every
/// series is a whole [`StripedHistogram`] of its own.
pub type StripedHistogramVec<L, U = Plain> = MetricVec<L, StripedHistogram<U>>;

/// The series of one metric, told apart by the labels `L`.
///
/// What `with` costs and returns depends on the labels. When all are *closed*, the series lie in
/// the family itself: `with` is index arithmetic and returns `&M`. With an *open* label they lie
/// in a table: `with` hashes and looks up without allocating, and returns a [`Series`].
/// A series is exported once `with` was asked for it.
///
/// # Costs
///
/// | | closed labels | an open label |
/// |---|---|---|
/// | [`with`](Self::with) of a series that is there | index arithmetic and a look at a flag | hashing the text, two or three dependent loads, comparing the text; writes nothing |
/// | an update of what it returned | the metric's | a look at a generation, and the metric's |
/// | `with` of a new series | raises the flag | takes the family's lock; moves at most 4 160 links |
/// | [`handle`](Self::handle), and its drop | as `with`, and nothing | a lookup and the lock, and the lock |
/// | [`remove`](Self::remove) | lowers the flag, sets the cells to zero | the lock |
/// | a series of a counter or gauge | 8 bytes | 64 bytes and 10 to 20 for the index: 79 of 100 000, 75 of a million |
/// | a series of a histogram | 56 bytes, and the cells once it is observed | 128 bytes and the index, and the cells |
/// | the family itself | 128 bytes and its series, allocated with the struct | 24 bytes; some 700 more at the first series |
///
/// The text of open labels lies in the series up to 40 bytes; beyond, it takes a power of two more. A
/// label with `max` takes as much again as a series of a counter for each of its values.
///
/// ```
/// use metrics_core::{CounterVec, LabelSet, LabelValue};
///
/// #[derive(LabelValue)]
/// #[label(rename_all = "lowercase")]
/// enum Method {
///     Get,
///     Post,
/// }
///
/// #[derive(LabelSet)]
/// struct Request<'a> {
///     method: Method,
///     #[label(max = 300)]
///     route: &'a str,
/// }
///
/// static REQUESTS: CounterVec<Request<'static>> = CounterVec::new();
///
/// let route = String::from("/cart");
/// REQUESTS.with(Request { method: Method::Get, route: &route }).inc();
/// REQUESTS.with(Request { method: Method::Post, route: &route }).inc();
/// assert_eq!(REQUESTS.with(Request { method: Method::Get, route: "/cart" }).get(), 1);
/// ```
pub struct MetricVec<L: LabelSet, M: Metric> {
    config: M::Config,
    store: L::Store<M>,
    /// Of a size that is known whatever `L` is. The compiler asks a struct's last field for it,
    /// and would repeat that `L` is no label set wherever a struct that ends in a family is used.
    _last: (),
}

impl<L: LabelSet, M: Metric> MetricVec<L, M> {
    /// A family without series. Allocates nothing. Histograms have the
    /// [default bounds](crate::buckets::DEFAULT).
    #[must_use]
    pub const fn new() -> Self {
        Self::of(M::DEFAULT_CONFIG)
    }
}

impl<L: LabelSet, M: Metric<Config = Bounds>> MetricVec<L, M> {
    /// A family without series, whose histograms have these upper bounds.
    ///
    /// # Panics
    ///
    /// As [`Histogram::with_buckets`].
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

impl<L: LabelSet, U: Unit> MetricVec<L, NativeHistogram<U>> {
    /// A family without series, whose histograms are told this.
    ///
    /// # Panics
    ///
    /// As [`NativeHistogram::with_options`].
    #[must_use]
    #[track_caller]
    pub const fn with_options(options: NativeOptions) -> Self {
        Self::of(options.checked())
    }

    /// As [`with_options`](Self::with_options), for options that come from outside.
    ///
    /// # Errors
    ///
    /// As [`NativeHistogram::try_with_options`].
    pub const fn try_with_options(options: NativeOptions) -> Result<Self, NativeError> {
        match options.check() {
            Ok(()) => Ok(Self::of(options)),
            Err(error) => Err(error),
        }
    }
}

impl<L: LabelSet, U: Unit> MetricVec<L, Summary<U>> {
    /// A family without series, whose summaries are told this.
    ///
    /// # Panics
    ///
    /// As [`Summary::with_options`].
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

impl<L: LabelSet, M: Metric> MetricVec<L, M> {
    pub(crate) const fn of(config: M::Config) -> Self {
        Self { config, store: <L::Store<M> as Store<L, M>>::EMPTY, _last: () }
    }

    /// The series with these labels, which is made if it is not there.
    ///
    /// The result borrows the family and not the labels. Two lookups in one expression are fine:
    /// nothing is locked once this returns.
    #[inline]
    pub fn with<'a>(&'a self, labels: L::With<'_>) -> <L::Store<M> as Store<L, M>>::Ref<'a> {
        self.store.with(labels, &self.config)
    }

    /// Holds on to the series with these labels: for a place in the code that updates it often.
    ///
    /// Costs no lookup any more. Of a family with an open label it keeps the series' memory from
    /// being used for another one; making and dropping it takes the family's lock. To keep it in
    /// a struct, see [`OwnedHandle`].
    pub fn handle<'a>(&'a self, labels: L::With<'_>) -> <L::Store<M> as Store<L, M>>::Handle<'a> {
        self.store.handle(labels, &self.config)
    }

    /// Removes a series: it is not exported any more. `false` if there is none.
    ///
    /// With an open label, whoever has the series goes on with it and nobody sees it (H10), and
    /// one that is made again with the same labels is a fresh one (H11). Its memory is used for
    /// another series ten minutes later at the earliest, and freed with the family. With closed
    /// labels only, the series is set back to zero and hidden until it is asked for again; a
    /// guard of [`Gauge::track`] that lives on takes its one away from what comes then.
    pub fn remove(&self, labels: L::With<'_>) -> bool {
        self.store.remove(labels)
    }

    /// Removes the series that have all of these values, and counts them. A name that is no label
    /// of the set matches nothing. Costs as much as [`retain`](Self::retain).
    ///
    /// ```
    /// use metrics_core::{CounterVec, LabelSet};
    ///
    /// #[derive(LabelSet)]
    /// struct Call<'a> {
    ///     #[label(max = 100)]
    ///     tenant: &'a str,
    ///     cached: bool,
    /// }
    ///
    /// static CALLS: CounterVec<Call<'static>> = CounterVec::new();
    /// for cached in [true, false] {
    ///     CALLS.with(Call { tenant: "a", cached }).inc();
    ///     CALLS.with(Call { tenant: "b", cached }).inc();
    /// }
    /// assert_eq!(CALLS.remove_matching(&[("tenant", "a")]), 2);
    /// assert_eq!(CALLS.remove_matching(&[("tenant", "b"), ("cached", "true")]), 1);
    /// assert_eq!(CALLS.remove_matching(&[("zone", "eu")]), 0);
    /// ```
    pub fn remove_matching(&self, values: &[(&str, &str)]) -> usize {
        let matches =
            |labels: &Labels<'_>| values.iter().all(|&(name, v)| labels.get(name) == Some(v));
        self.store.retain(|labels| !matches(labels))
    }

    /// Removes the series that `keep` does not pick, and counts them. Series that are made
    /// meanwhile may be left out.
    ///
    /// `keep` may use the family: no lock is held while it runs. If it panics, what it has not
    /// seen stays. Costs a list of the series and, with an open label, the family's lock for
    /// each one that goes.
    ///
    /// ```
    /// use metrics_core::{GaugeVec, LabelSet};
    ///
    /// #[derive(LabelSet)]
    /// struct Disk<'a> {
    ///     #[label(max = 100)]
    ///     disk: &'a str,
    /// }
    ///
    /// static FREE_BYTES: GaugeVec<Disk<'static>> = GaugeVec::new();
    /// for disk in ["sda", "sdb"] {
    ///     FREE_BYTES.with(Disk { disk }).set(1e9);
    /// }
    /// let removed = FREE_BYTES.retain(|labels| labels.get("disk") != Some("sdb"));
    /// assert_eq!(removed, 1);
    /// ```
    pub fn retain(&self, keep: impl FnMut(&Labels<'_>) -> bool) -> usize {
        self.store.retain(keep)
    }

    /// Removes all series that there are, and counts them.
    pub fn clear(&self) -> usize {
        self.store.retain(|_| false)
    }

    /// Does what the attributes of a derived field ask for before a scrape.
    pub(crate) fn prepare<S: Spec>(&self) {
        self.store.prepare::<S>(&self.config);
    }

    /// A family without series, as a derived field's attributes ask for it.
    pub(crate) const fn stated<S: Spec>() -> Self {
        let config = <M::ConfigOf<S> as Made<M::Config>>::MADE;
        let store = <<L::Store<M> as Store<L, M>>::Of<S> as Made<L::Store<M>>>::MADE;
        Self { config, store, _last: () }
    }

    pub(crate) const KIND: Kind = M::KIND;

    pub(crate) fn config(&self) -> M::Config {
        self.config
    }

    pub(crate) fn store(&self) -> &L::Store<M> {
        &self.store
    }
}

impl<L: LabelSet, M: Metric> Default for MetricVec<L, M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<L: LabelSet, M: Metric> std::fmt::Debug for MetricVec<L, M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut series = f.debug_map();
        self.store.visit(|values, sample| {
            series.entry(&values, &sample);
        });
        series.finish()
    }
}

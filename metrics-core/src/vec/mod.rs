//! Families: the series of one metric, told apart by a label set.

mod open;
mod series;

use crate::counter::Counter;
use crate::desc::Kind;
use crate::gauge::Gauge;
use crate::histogram::Histogram;
use crate::store::{LabelSet, Metric, Store};
use crate::unit::{Plain, Unit};
use crate::{buckets, buckets::BucketError};

pub use open::Open;
pub use series::Series;

/// Counters told apart by labels.
pub type CounterVec<L, U = Plain> = MetricVec<L, Counter<U>>;

/// Gauges told apart by labels.
pub type GaugeVec<L, U = Plain> = MetricVec<L, Gauge<U>>;

/// Histograms told apart by labels, with the same bounds.
pub type HistogramVec<L, U = Plain> = MetricVec<L, Histogram<U>>;

/// The series of one metric, told apart by the labels `L`.
///
/// What `with` costs and returns depends on the labels. When all are *closed*, the series lie in
/// the family itself: `with` is index arithmetic and returns `&M`. With an *open* label they lie
/// in a table: `with` hashes and looks up without allocating, and returns a [`Series`].
/// A series is exported once `with` was asked for it.
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

impl<L: LabelSet, M: Metric<Config = ()>> MetricVec<L, M> {
    /// A family without series. Allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self::of(())
    }
}

impl<L: LabelSet, U: Unit> MetricVec<L, Histogram<U>> {
    /// A family without series, whose histograms have these upper bounds.
    ///
    /// # Panics
    ///
    /// As [`Histogram::with_buckets`].
    #[must_use]
    pub const fn with_buckets(bounds: &'static [f64]) -> Self {
        Self::of(buckets::checked(bounds))
    }

    /// As [`with_buckets`](Self::with_buckets), for bounds that come from outside.
    ///
    /// # Errors
    ///
    /// If the bounds do not strictly increase, or one of them is NaN.
    pub fn try_with_buckets(bounds: &'static [f64]) -> Result<Self, BucketError> {
        buckets::check(bounds).map(Self::of)
    }

    /// A family without series, whose histograms have the [default bounds](buckets::DEFAULT).
    #[must_use]
    pub const fn with_default_buckets() -> Self {
        Self::of(buckets::DEFAULT)
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
        self.store.with(labels, self.config)
    }

    pub(crate) const KIND: Kind = M::KIND;

    pub(crate) fn store(&self) -> &L::Store<M> {
        &self.store
    }
}

impl<L: LabelSet, M: Metric<Config = ()>> Default for MetricVec<L, M> {
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

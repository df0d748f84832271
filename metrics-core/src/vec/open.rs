//! The store of a family with an open label.

use std::sync::OnceLock;
use std::time::Duration;

use super::bounded::Bounded;
use super::fresh::Fresh;
use super::handle::OpenHandle;
use super::kept::Kept;
use super::limits::Limits;
use super::{MetricVec, Series};
use crate::label::{Domain, Labels, cardinality};
use crate::sample::Sample;
use crate::spec::{Made, Spec, StatedMax};
use crate::store::{LabelSet, Metric, OpenSet, Store};

/// The series of a family with an open label; allocated at the first lookup.
#[doc(hidden)]
pub struct Open<M: Metric> {
    inner: OnceLock<Box<Bounded<M>>>,
    max_series: Option<u32>,
}

impl<M: Metric> Open<M> {
    pub(super) fn inner<L: OpenSet>(&self) -> &Bounded<M> {
        self.inner.get_or_init(|| {
            let max_series = self.max_series.map(|max| max as usize);
            Box::new(Bounded::new(Limits::new(L::LABELS, max_series), M::reset))
        })
    }

    const fn of(max_series: Option<u32>) -> Self {
        Self { inner: OnceLock::new(), max_series }
    }
}

/// The values of all labels in order of declaration.
fn values<'v, L: LabelSet>(closed: u32, texts: &[&'v str]) -> Vec<&'v str> {
    let mut closed = closed as usize;
    let mut texts = texts.iter().rev();
    let mut values: Vec<&str> = L::LABELS
        .iter()
        .rev()
        .map(|label| match label.domain {
            Domain::Closed(values) => {
                let value = values[closed % values.len()];
                closed /= values.len();
                value
            }
            Domain::Open { .. } => texts.next().copied().unwrap_or_default(),
        })
        .collect();
    values.reverse();
    values
}

impl<S: Spec, M: Metric> Made<Open<M>> for StatedMax<S> {
    const MADE: Open<M> = Open::of(S::MAX_SERIES);
}

impl<L: OpenSet, M: Metric> Store<L, M> for Open<M> {
    const EMPTY: Self = {
        assert!(cardinality(L::LABELS) <= u32::MAX as usize, "too many combinations of labels");
        Self::of(None)
    };

    type Of<S: Spec> = StatedMax<S>;

    type Ref<'a> = Series<'a, M>;
    type Handle<'a> = OpenHandle<'a, M>;

    #[inline]
    fn with<'a>(&'a self, labels: L::With<'_>, config: &M::Config) -> Series<'a, M> {
        let inner = self.inner::<L>();
        let make = || M::series(*config);
        Series::new(L::with_key(labels, |closed, texts| inner.with(closed, texts, make)))
    }

    type Key = Kept;

    fn key(labels: L::With<'_>) -> Kept {
        L::with_key(labels, Kept::new)
    }

    #[inline]
    fn at<'a>(&'a self, key: &Kept, shift: usize, config: &M::Config) -> Series<'a, M> {
        let inner = self.inner::<L>();
        let closed = key.closed + u32::try_from(shift).unwrap_or_default();
        Series::new(key.read_texts(|texts| inner.with(closed, texts, || M::series(*config))))
    }

    fn handle<'a>(&'a self, labels: L::With<'_>, config: &M::Config) -> OpenHandle<'a, M> {
        let inner = self.inner::<L>();
        let make = || M::series(*config);
        L::with_key(labels, |closed, texts| inner.handle(closed, texts, make))
    }

    fn visit(&self, mut each: impl FnMut(&[&str], Sample<'_>)) {
        if let Some(inner) = self.inner.get() {
            inner.visit(|found, closed, texts| {
                let values = values::<L>(closed, texts);
                found.entry.metric.read(|sample| each(&values, sample));
            });
        }
    }

    fn remove(&self, labels: L::With<'_>) -> bool {
        let Some(inner) = self.inner.get() else { return false };
        L::with_key(labels, |closed, texts| inner.remove(closed, texts).is_some())
    }

    fn retain(&self, mut keep: impl FnMut(&Labels<'_>) -> bool) -> usize {
        let Some(inner) = self.inner.get() else { return 0 };
        inner.remove_if(
            |_, closed, texts| !keep(&Labels::new(L::NAMES, &values::<L>(closed, texts))),
            |_| {},
        )
    }

    fn prepare<S: Spec>(&self, _: &M::Config) {
        if let (Some(inner), Some(idle)) = (self.inner.get(), S::TTL) {
            inner.remove_idle(idle);
        }
    }
}

/// Families with an open label.
impl<L: OpenSet + LabelSet<Store<M> = Open<M>>, M: Metric> MetricVec<L, M> {
    /// The family with at most `max` series, for a family that is not derived: what
    /// `#[metric(max_series = …)]` does there.
    ///
    /// Once there are as many, a lookup of further labels gets the series that stands for all of
    /// these: each open label has the value that its `overflow` states. These series, one for
    /// each combination of the closed labels, come on top.
    ///
    /// ```
    /// use metrics_core::{CounterVec, LabelSet};
    ///
    /// #[derive(LabelSet)]
    /// struct Call<'a> {
    ///     #[label(unbounded)]
    ///     peer: &'a str,
    ///     #[label(unbounded)]
    ///     method: &'a str,
    /// }
    ///
    /// static CALLS: CounterVec<Call<'static>> = CounterVec::new().with_max_series(2);
    /// CALLS.with(Call { peer: "a", method: "get" }).inc();
    /// CALLS.with(Call { peer: "b", method: "get" }).inc();
    /// CALLS.with(Call { peer: "c", method: "put" }).inc();
    /// assert_eq!(CALLS.with(Call { peer: "other", method: "other" }).get(), 1);
    /// ```
    #[must_use]
    pub const fn with_max_series(mut self, max: u32) -> Self {
        self.store.max_series = Some(max);
        self
    }

    /// How many lookups were folded: had a value past its label's `max`, or labels past
    /// `max_series`, and got the series that stands for all such.
    #[must_use]
    pub fn folded(&self) -> u64 {
        self.store().inner.get().map_or(0, |inner| inner.folded())
    }

    /// Exchanges all series for those that `fill` makes. A scrape sees all of the old ones or
    /// all of the new ones.
    ///
    /// A series that was there before is a fresh one, also with the same labels. Updates of the
    /// old ones go nowhere from then on. If `fill` panics, the family stays as it was.
    ///
    /// The memory of the old series is used again ten minutes later, and not freed before the
    /// family is: who exchanges `n` series every `s` seconds has memory for `n * (600 / s + 2)`
    /// of them.
    ///
    /// ```
    /// use metrics_core::{GaugeVec, LabelSet};
    ///
    /// #[derive(LabelSet)]
    /// struct Node {
    ///     #[label(max = 1000)]
    ///     node: String,
    /// }
    ///
    /// static LOAD: GaugeVec<Node> = GaugeVec::new();
    /// LOAD.with(Node { node: "gone".into() }).set(1.0);
    /// LOAD.replace_all(|fresh| {
    ///     for (node, load) in [("a", 0.5), ("b", 0.25)] {
    ///         fresh.with(Node { node: node.into() }).set(load);
    ///     }
    /// });
    /// assert!(!LOAD.remove(Node { node: "gone".into() }));
    /// assert_eq!(LOAD.with(Node { node: "a".into() }).get(), 0.5);
    /// ```
    pub fn replace_all(&self, fill: impl FnOnce(&Fresh<'_, L, M>)) {
        let inner = self.store().inner::<L>();
        let fresh = Fresh::new(inner, self.config());
        fill(&fresh);
        fresh.publish();
    }

    /// Removes the series whose value did not change for `idle`, as far as calls of this can
    /// tell: a series counts as changed when its value differs from what the call before saw.
    /// Returns how many there were.
    ///
    /// Updates cost nothing more for it; what was seen takes some 40 bytes a series. A gauge that
    /// is set to the value it has counts as idle. An update in the moment of its removal is lost.
    pub fn remove_idle(&self, idle: Duration) -> usize {
        self.store().inner.get().map_or(0, |inner| inner.remove_idle(idle))
    }

    /// Replaces the clock by which removed series wait before their memory is used again, and by
    /// which idle ones are judged: for tests.
    #[doc(hidden)]
    pub fn set_clock(&self, clock: fn() -> Duration) {
        self.store().inner::<L>().set_clock(clock);
    }
}

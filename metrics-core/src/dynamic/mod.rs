//! Families whose label names are known at run time only.

mod builder;
mod error;
mod fresh;
mod own;
mod resolve;
mod series;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::label::Labels;
use crate::store::Metric;
use crate::vec::{Bounded, Keeping};

use builder::Parts;
use resolve::{Curried, Dimensions};

pub use error::LabelError;
pub use fresh::DynamicFresh;
pub use own::{Own, OwnMetric, OwnVec, SeriesSlot};
pub use series::{DynamicHandle, DynamicMetric};

/// The series of one metric, told apart by labels whose names are known at run time only.
///
/// Made from a metric with a name: `Counter::named("…", "…").labels(["…", "…"])`. What a clone
/// or a [curried](Self::curry) view adds and removes is in all of them. Families hold 2 000
/// series unless they are [told otherwise](crate::NamedBuilder::max_series) (D7).
///
/// # Costs
///
/// | | |
/// |---|---|
/// | [`with`](Self::with) of a series that is there | hashing and comparing the values, two or three dependent loads; no lock, and writes nothing |
/// | that, with currying, constraints or names | the values are put together on the stack, or from nine labels on in an allocation |
/// | `with` of a new series | the family's lock; moves at most 4 160 links |
/// | an update of what it returned | a look at a generation, and the metric's |
/// | [`remove`](Self::remove), [`handle`](Self::handle) and its drop | the lock |
/// | [`remove_matching`](Self::remove_matching), [`retain`](Self::retain), [`clear`](Self::clear) | a list of all series, and the lock for each one that goes |
/// | a series of a counter or gauge | as in a [`MetricVec`](crate::MetricVec) with an open label, all values being its text |
///
/// ```
/// use metrics_core::{Counter, Registry};
///
/// let names = vec![String::from("zone"), String::from("shard")]; // from a configuration, say
/// let registry = Registry::new();
/// let requests = registry.register(Counter::named("requests_total", "Requests.").labels(names))?;
/// requests.with(&["eu", "1"])?.inc();
/// requests.with_labels(&[("shard", "1"), ("zone", "eu")])?.inc();
/// assert_eq!(requests.with(&["eu", "1"])?.get(), 2);
/// assert!(requests.with(&["eu"]).is_err());
///
/// let eu = requests.curry(&[("zone", "eu")])?;
/// eu.with(&["2"])?.inc();
/// assert_eq!(eu.remove_matching(&[]), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct DynamicVec<M: DynamicMetric> {
    shared: Arc<Shared<M>>,
    curried: Curried,
}

/// What a family and its views share.
struct Shared<M: DynamicMetric> {
    dimensions: Dimensions,
    config: M::Config,
    series: Bounded<M::Cell>,
}

impl<M: DynamicMetric> DynamicVec<M> {
    fn new(parts: Parts<M>, desc: crate::Desc) -> Self {
        let Parts { config, max_series, constraints } = parts;
        let dimensions = Dimensions { desc, constraints: constraints.into() };
        let series = Bounded::of_series(max_series, dimensions.len(), M::reset);
        Self { shared: Arc::new(Shared { dimensions, config, series }), curried: Curried::new() }
    }

    /// The series with these values, in the order of the labels without those that are curried;
    /// it is made if it is not there (H1, H3).
    ///
    /// # Errors
    ///
    /// If there are not as many values as labels (S60).
    #[inline]
    pub fn with(&self, values: &[&str]) -> Result<M::Ref<'_>, LabelError> {
        let dimensions = &self.shared.dimensions;
        dimensions.positional(&self.curried, values, |texts| self.find(texts))
    }

    /// The series with these labels, in any order; it is made if it is not there (H2, H3).
    ///
    /// # Errors
    ///
    /// If there are not as many labels as the family has, one of them is missing, or one is
    /// curried (S61).
    pub fn with_labels(&self, labels: &[(&str, &str)]) -> Result<M::Ref<'_>, LabelError> {
        let dimensions = &self.shared.dimensions;
        dimensions.by_name(&self.curried, labels, |texts| self.find(texts))
    }

    #[inline]
    fn find(&self, texts: &[&str]) -> M::Ref<'_> {
        let Shared { dimensions, config, series } = &*self.shared;
        let found = series.with(0, texts, || M::cell(config));
        M::found(found, config, &dimensions.desc, texts)
    }

    /// A view of the family in which these labels have their value already (H4). It shares the
    /// series, can be curried again (H5), and takes the other labels in their order.
    ///
    /// # Errors
    ///
    /// If one of the labels is curried already or given twice, or if the family has no such
    /// label (S63).
    ///
    /// ```
    /// use metrics_core::Gauge;
    ///
    /// let load = Gauge::named("load", "Load.").labels(["zone", "rack", "host"]).build();
    /// let rack = load.curry(&[("rack", "7")])?;
    /// let eu = rack.curry(&[("zone", "eu")])?;
    /// eu.with(&["a"])?.set(0.5);
    /// assert_eq!(rack.with(&["eu", "a"])?.get(), 0.5);
    /// assert_eq!(load.with(&["eu", "7", "a"])?.get(), 0.5);
    /// # Ok::<(), metrics_core::LabelError>(())
    /// ```
    pub fn curry(&self, labels: &[(&str, &str)]) -> Result<Self, LabelError> {
        let curried = self.shared.dimensions.curry(&self.curried, labels)?;
        Ok(Self { shared: Arc::clone(&self.shared), curried })
    }

    /// Removes the series with these values: it is not exported any more (H6). `false` if there
    /// is none.
    ///
    /// Whoever has it goes on with it and nobody sees it (H10); one that is made again with the
    /// same values is a fresh one (H11).
    ///
    /// # Errors
    ///
    /// As [`with`](Self::with).
    pub fn remove(&self, values: &[&str]) -> Result<bool, LabelError> {
        let dimensions = &self.shared.dimensions;
        dimensions.positional(&self.curried, values, |texts| self.remove_texts(texts))
    }

    /// Removes the series with these labels, in any order (H7); as [`remove`](Self::remove).
    ///
    /// # Errors
    ///
    /// As [`with_labels`](Self::with_labels).
    pub fn remove_labels(&self, labels: &[(&str, &str)]) -> Result<bool, LabelError> {
        let dimensions = &self.shared.dimensions;
        dimensions.by_name(&self.curried, labels, |texts| self.remove_texts(texts))
    }

    fn remove_texts(&self, texts: &[&str]) -> bool {
        match self.shared.series.remove(0, texts) {
            Some(found) => {
                M::removed(found.cell());
                true
            }
            None => false,
        }
    }

    /// Removes the series of this view that have all of these values, and counts them (H8, K1,
    /// K2). A name that is no label of the family matches nothing, and neither does a label that
    /// is curried (S65).
    #[allow(clippy::must_use_candidate)] // it is asked for what it does
    pub fn remove_matching(&self, labels: &[(&str, &str)]) -> usize {
        let dimensions = &self.shared.dimensions;
        let Some(pattern) = dimensions.pattern(&self.curried, labels) else { return 0 };
        self.remove_if(|texts| pattern.iter().all(|(place, value)| texts[*place] == *value))
    }

    /// Removes the series of this view that `keep` does not pick, and counts them. Series that
    /// are made meanwhile may be left out.
    ///
    /// `keep` is shown all labels, also those that are curried. It may use the family: no lock is
    /// held while it runs. If it panics, what it has not seen stays.
    pub fn retain(&self, mut keep: impl FnMut(&Labels<'_>) -> bool) -> usize {
        let names: Vec<&str> = self.shared.dimensions.desc.labels().collect();
        self.remove_if(|texts| self.shows(texts) && !keep(&Labels::new(&names, texts)))
    }

    /// Whether a series with these values is one of this view's.
    fn shows(&self, texts: &[&str]) -> bool {
        self.curried.iter().all(|(place, value)| *texts[*place] == **value)
    }

    /// Exchanges all series of this view for those that `fill` makes. A scrape sees all of the
    /// old ones or all of the new ones (D9).
    ///
    /// A series that was there before is a fresh one, also with the same labels. Updates of the
    /// old ones go nowhere from then on. If `fill` panics, the family stays as it was. For what
    /// it costs, see [`MetricVec::replace_all`](crate::MetricVec::replace_all).
    ///
    /// ```
    /// use metrics_core::Gauge;
    ///
    /// let load = Gauge::named("load", "Load.").labels(["zone", "node"]).build();
    /// let eu = load.curry(&[("zone", "eu")])?;
    /// eu.with(&["gone"])?.set(1.0);
    /// eu.replace_all(|fresh| {
    ///     for (node, load) in [("a", 0.5), ("b", 0.25)] {
    ///         fresh.with(&[node])?.set(load);
    ///     }
    ///     Ok(())
    /// })?;
    /// assert!(!load.remove(&["eu", "gone"])?);
    /// assert_eq!(load.with(&["eu", "a"])?.get(), 0.5);
    /// # Ok::<(), metrics_core::LabelError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What `fill` returns as its error; the family then stays as it was.
    pub fn replace_all<E>(
        &self,
        fill: impl FnOnce(&DynamicFresh<'_, M>) -> Result<(), E>,
    ) -> Result<(), E> {
        let fresh = DynamicFresh::new(self);
        fill(&fresh)?;
        fresh.publish();
        Ok(())
    }

    /// Removes all series of the family that there are, and counts them: also those outside of a
    /// curried view (H9). Those of the view are removed by
    /// [`remove_matching(&[])`](Self::remove_matching).
    #[allow(clippy::must_use_candidate)] // it is asked for what it does
    pub fn clear(&self) -> usize {
        self.remove_if(|_| true)
    }

    /// `goes` is given the values of all labels.
    fn remove_if(&self, mut goes: impl FnMut(&[&str]) -> bool) -> usize {
        let Shared { dimensions, series, .. } = &*self.shared;
        // The key of no labels reads as one empty text.
        let labels = dimensions.len();
        series.remove_if(|_, _, texts| goes(&texts[..labels]), |found| M::removed(found.cell()))
    }

    /// How many lookups found the family full, and got the series that stands for all further
    /// ones; see [`max_series`](crate::NamedBuilder::max_series).
    #[must_use]
    pub fn folded(&self) -> u64 {
        self.shared.series.folded()
    }

    /// Replaces the clock by which removed series wait before their memory is used again, and by
    /// which idle ones are judged: for tests.
    #[doc(hidden)]
    pub fn set_clock(&self, clock: fn() -> Duration) {
        self.shared.series.set_clock(clock);
    }

    fn visit(&self, mut each: impl FnMut(&M::Cell, &[&str])) {
        let Shared { dimensions, series, .. } = &*self.shared;
        let labels = dimensions.len();
        series.visit(|found, _, texts| each(found.cell(), &texts[..labels]));
    }
}

impl<M: Metric> DynamicVec<M> {
    /// Holds on to the series with these values, and on to the family: for a place in the code,
    /// or in a struct, that updates it often.
    ///
    /// Costs no lookup any more. Keeps the series' memory from being used for another one; making
    /// and dropping it takes the family's lock.
    ///
    /// ```
    /// use metrics_core::{Counter, DynamicHandle};
    ///
    /// struct Connection {
    ///     received: DynamicHandle<Counter>,
    /// }
    ///
    /// let messages = Counter::named("messages_total", "Messages.").labels(["peer"]).build();
    /// let connection = Connection { received: messages.handle(&["10.0.0.7"])? };
    /// connection.received.inc();
    /// assert_eq!(messages.with(&["10.0.0.7"])?.get(), 1);
    /// # Ok::<(), metrics_core::LabelError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`with`](Self::with).
    pub fn handle(&self, values: &[&str]) -> Result<DynamicHandle<M>, LabelError> {
        let dimensions = &self.shared.dimensions;
        dimensions.positional(&self.curried, values, |texts| self.keep(texts))
    }

    /// As [`handle`](Self::handle), with labels in any order.
    ///
    /// # Errors
    ///
    /// As [`with_labels`](Self::with_labels).
    pub fn handle_labels(&self, labels: &[(&str, &str)]) -> Result<DynamicHandle<M>, LabelError> {
        let dimensions = &self.shared.dimensions;
        dimensions.by_name(&self.curried, labels, |texts| self.keep(texts))
    }

    /// Removes the series of the family whose value did not change for `idle`, also those outside
    /// of a curried view, and counts them; see
    /// [`MetricVec::remove_idle`](crate::MetricVec::remove_idle).
    #[allow(clippy::must_use_candidate)] // it is asked for what it does
    pub fn remove_idle(&self, idle: Duration) -> usize {
        self.shared.series.remove_idle(idle)
    }

    fn keep(&self, texts: &[&str]) -> DynamicHandle<M> {
        let owner = Arc::clone(&self.shared);
        let make = || M::series(self.shared.config);
        let take = |series: &'static Bounded<M>| series.handle(0, texts, make);
        DynamicHandle(Keeping::new(owner, |shared| &shared.series, take))
    }
}

impl<M: DynamicMetric> Clone for DynamicVec<M> {
    /// Another handle to the same series.
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), curried: self.curried.clone() }
    }
}

impl<M: DynamicMetric> fmt::Debug for DynamicVec<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Dimensions { desc, .. } = &self.shared.dimensions;
        let curried = &self.curried;
        f.debug_struct("DynamicVec").field("desc", desc).field("curried", curried).finish()
    }
}

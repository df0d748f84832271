//! How a family of labels that are known at run time only is made.

use std::borrow::Cow;
use std::fmt;

use super::resolve::Constraint;
use super::series::DynamicMetric;
use super::{DynamicVec, Metric};
use crate::bounds::Bounds;
use crate::desc::{Desc, DescError, Kind, Str};
use crate::named::{NamedBuilder, Standalone};
use crate::scrape::Scrape;

/// How many series a family holds that says nothing of it (D7).
const MAX_SERIES: usize = 2_000;

/// What a family is made of when its descriptor is known.
#[doc(hidden)]
pub struct Parts<M: DynamicMetric> {
    pub(super) config: M::Config,
    pub(super) max_series: Option<usize>,
    /// For each label; empty if no label has one.
    pub(super) constraints: Vec<Option<Constraint>>,
}

impl<M: DynamicMetric> Parts<M> {
    pub(super) fn new(config: M::Config) -> Self {
        Self { config, max_series: Some(MAX_SERIES), constraints: Vec::new() }
    }
}

impl<M: DynamicMetric> fmt::Debug for Parts<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").field("max_series", &self.max_series).finish_non_exhaustive()
    }
}

impl<M: Metric + Standalone<Parts = M>> NamedBuilder<M> {
    /// Makes it a family, whose series are told apart by labels of these names.
    ///
    /// For names that are known at run time only. Where the compiler may know them, a
    /// [`MetricVec`](crate::MetricVec) finds more mistakes, sooner, and is faster.
    pub fn labels<I: IntoIterator<Item: Into<Str>>>(self, names: I) -> NamedBuilder<DynamicVec<M>> {
        let Self { desc, parts, error } = self;
        let parts = Parts::new(parts.config());
        NamedBuilder { desc: desc.labels(names), parts, error }
    }
}

impl<M: DynamicMetric> NamedBuilder<DynamicVec<M>> {
    /// Runs `constraint` on every value that is given for a label, before anything else looks at
    /// it: in lookups, when the label is curried, in removals (A10, S62). So values that mean the
    /// same, such as `EU` and `eu`, are one.
    ///
    /// A second constraint for a label takes the place of the first. One for a label that there
    /// is not makes the descriptor invalid. What allocates in it allocates in every lookup.
    ///
    /// ```
    /// use metrics_core::{Counter, Registry};
    ///
    /// let registry = Registry::new();
    /// let requests = Counter::named("requests_total", "Requests.")
    ///     .labels(["zone", "path"])
    ///     .constrain("zone", |zone| zone.to_lowercase().into())
    ///     .constrain("path", |path| path.trim_end_matches('/').into());
    /// let requests = registry.register(requests)?;
    /// requests.with(&["EU", "/cart/"])?.inc();
    /// assert_eq!(requests.with(&["eu", "/cart"])?.get(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn constrain(
        mut self,
        label: &str,
        constraint: impl for<'v> Fn(&'v str) -> Cow<'v, str> + Send + Sync + 'static,
    ) -> Self {
        let Some(place) = self.desc.constrained(label) else {
            self.error.get_or_insert_with(|| DescError::NoLabelToConstrain(label.to_owned()));
            return self;
        };
        let constraints = &mut self.parts.constraints;
        if constraints.len() <= place {
            constraints.resize_with(place + 1, || None);
        }
        constraints[place] = Some(Box::new(constraint));
        self
    }

    /// States how many series the family may hold: 2 000 if nothing is said (D7).
    ///
    /// A lookup of a further one gets the series whose labels are all `other`, which comes on
    /// top; [`folded`](DynamicVec::folded) counts them. A series that is removed makes room.
    pub fn max_series(mut self, max: usize) -> Self {
        self.parts.max_series = Some(max);
        self
    }

    /// Lets the family hold any number of series. Its memory is then bounded by nothing but
    /// whoever chooses the values.
    pub fn unbounded_series(mut self) -> Self {
        self.parts.max_series = None;
        self
    }
}

impl<M: DynamicMetric<Config = Bounds>> NamedBuilder<DynamicVec<M>> {
    /// States the upper bounds of the buckets of all series, as for a single histogram.
    pub fn buckets(self, bounds: impl Into<Cow<'static, [f64]>>) -> Self {
        self.bounds(bounds, |parts, bounds| parts.config = bounds)
    }
}

#[diagnostic::do_not_recommend]
impl<M: DynamicMetric> Standalone for DynamicVec<M> {
    type Parts = Parts<M>;
    const KIND: Kind = M::KIND;
    const UNIT: &'static str = M::UNIT;
    const FOREIGN: bool = M::FOREIGN;

    fn assemble(parts: Parts<M>, desc: &Desc) -> Self {
        Self::new(parts, desc.clone())
    }

    fn write(&self, desc: &Desc, scrape: &mut Scrape<'_>) {
        self.visit(|cell, values| M::write(cell, desc, values, scrape));
    }
}

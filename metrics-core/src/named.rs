//! Metrics on their own: a metric with its descriptor.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::bounds::Bounds;
use crate::collector::{Collector, Descs, Family, Group};
use crate::desc::{Desc, DescBuilder, DescError, Kind, Str};
use crate::held::{Held, IntoHeld, how};
use crate::label::ClosedLabel;
use crate::scrape::Scrape;
use crate::store::{LabelSet, Metric};
use crate::timer::Observer;
use crate::traced::{Traceable, Traced};
use crate::vec::MetricVec;
use crate::{
    Counter, FloatCounter, Gauge, Histogram, Info, NativeHistogram, NativeOptions, StateSet,
    StripedCounter, StripedGauge, StripedHistogram, Summary, SummaryOptions, Unit,
};

/// A metric with its name: a collector of its own, for places where a struct of metrics would be
/// too much. Has the metric's methods.
///
/// ```
/// use metrics_core::{Counter, Format, Registry};
///
/// let registry = Registry::new();
/// let jobs = registry.register(Counter::named("jobs_total", "Jobs done."))?;
/// jobs.inc();
/// assert!(registry.encode(Format::Text).into_string().ends_with("\njobs_total 1\n"));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
pub struct Named<M> {
    desc: Desc,
    metric: M,
}

impl<M> Named<M> {
    /// The descriptor.
    #[must_use]
    pub fn desc(&self) -> &Desc {
        &self.desc
    }
}

impl<M> Deref for Named<M> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.metric
    }
}

#[diagnostic::do_not_recommend]
impl<O: Observer> Observer for Named<O> {
    fn observe(&self, value: f64) {
        self.metric.observe(value);
    }
}

impl<M> fmt::Debug for Named<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Named").field("desc", &self.desc).finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl<M: Standalone> Collector for Named<M> {
    fn describe(&self, descs: &mut Descs) {
        descs.push(&self.desc);
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        self.metric.write(&self.desc, scrape);
    }

    fn as_group(&self) -> Option<&dyn Group> {
        if M::FOREIGN { None } else { Some(self) }
    }
}

#[diagnostic::do_not_recommend]
impl<M: Standalone> Group for Named<M> {
    fn emit(&self, descs: &[Desc], scrape: &mut Scrape<'_>) {
        self.metric.write(&descs[0], scrape);
    }
}

/// A metric that can stand alone: any metric or family, and what pulls its value.
#[doc(hidden)]
pub trait Standalone: Sized + Send + Sync + 'static {
    /// What it is made of when its descriptor is known.
    type Parts;

    const KIND: Kind;
    const UNIT: &'static str;
    /// Whether it runs code that is not ours.
    const FOREIGN: bool;

    fn assemble(parts: Self::Parts, desc: &Desc) -> Self;

    fn write(&self, desc: &Desc, scrape: &mut Scrape<'_>);
}

#[diagnostic::do_not_recommend]
impl<M: Family> Standalone for M {
    type Parts = Self;
    const KIND: Kind = M::KIND;
    const UNIT: &'static str = M::TYPE.unit;
    const FOREIGN: bool = false;

    fn assemble(parts: Self, _: &Desc) -> Self {
        parts
    }

    fn write(&self, desc: &Desc, scrape: &mut Scrape<'_>) {
        self.emit(desc, scrape);
    }
}

/// Makes a [`Named`] metric.
///
/// It can be registered as it is; [`build`](Self::build) is for a metric that is to be kept
/// elsewhere.
#[must_use]
pub struct NamedBuilder<M: Standalone> {
    pub(crate) desc: DescBuilder,
    pub(crate) parts: M::Parts,
    /// What is wrong, if nothing is with the descriptor itself.
    pub(crate) error: Option<DescError>,
}

impl<M: Standalone> NamedBuilder<M> {
    #[track_caller]
    pub(crate) fn new(name: impl Into<Str>, help: impl Into<Str>, parts: M::Parts) -> Self {
        let desc = Desc::builder(name, help).kind(M::KIND).unit(M::UNIT);
        Self { desc, parts, error: None }
    }

    /// Adds a label that every series has with the same value.
    pub fn const_label(mut self, name: impl Into<Str>, value: impl Into<Str>) -> Self {
        self.desc = self.desc.const_label(name, value);
        self
    }

    /// Adds labels that every series has with the same values.
    pub fn const_labels<N: Into<Str>, V: Into<Str>>(
        mut self,
        labels: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        self.desc = self.desc.const_labels(labels);
        self
    }

    /// States the unit, such as `seconds`. It is not appended to the name.
    pub fn unit(mut self, unit: impl Into<Str>) -> Self {
        self.desc = self.desc.unit(unit);
        self
    }

    /// The metric with its name.
    ///
    /// Never fails: what is wrong with the name, the labels or the buckets is reported at
    /// registration, and seen early by [`Desc::error`].
    #[must_use]
    pub fn build(self) -> Named<M> {
        let Self { desc, parts, error } = self;
        let desc = desc.build_or(error);
        let metric = M::assemble(parts, &desc);
        Named { desc, metric }
    }

    pub(crate) fn bounds(
        mut self,
        bounds: impl Into<Cow<'static, [f64]>>,
        set: impl FnOnce(&mut M::Parts, Bounds),
    ) -> Self {
        match Bounds::kept(bounds.into()) {
            Ok(bounds) => set(&mut self.parts, bounds),
            Err(error) => self.error = Some(DescError::Other(Arc::new(error))),
        }
        self
    }

    /// Takes what the metric is made of, or what is wrong with it.
    fn made<E: Error + Send + Sync + 'static>(mut self, parts: Result<M::Parts, E>) -> Self {
        match parts {
            Ok(parts) => self.parts = parts,
            Err(error) => self.error = Some(DescError::Other(Arc::new(error))),
        }
        self
    }
}

macro_rules! with_buckets {
    ($($histogram:ty;)*) => {$(
        impl<U: Unit> NamedBuilder<$histogram> {
            /// States the upper bounds of the buckets, which are inclusive: a constant, or a
            /// `Vec` that is made at run time. Bounds that do not increase make the descriptor
            /// invalid.
            ///
            /// Bounds that are made at run time are kept for as long as the program runs, equal
            /// ones once.
            pub fn buckets(self, bounds: impl Into<Cow<'static, [f64]>>) -> Self {
                self.bounds(bounds, |histogram, bounds| *histogram = <$histogram>::of(bounds))
            }
        }

        impl<L: LabelSet, U: Unit> NamedBuilder<MetricVec<L, $histogram>> {
            /// States the upper bounds of the buckets of all series, as for a single histogram.
            pub fn buckets(self, bounds: impl Into<Cow<'static, [f64]>>) -> Self {
                self.bounds(bounds, |family, bounds| *family = MetricVec::of(bounds))
            }
        }
    )*};
}
with_buckets!(Histogram<U>; StripedHistogram<U>; Traced<Histogram<U>>;);

impl<U: Unit> NamedBuilder<NativeHistogram<U>> {
    /// States what the histogram is told. What cannot be makes the descriptor invalid.
    pub fn options(self, options: NativeOptions) -> Self {
        self.made(options.check().map(|()| NativeHistogram::of(options)))
    }
}

impl<L: LabelSet, U: Unit> NamedBuilder<MetricVec<L, NativeHistogram<U>>> {
    /// States what all series are told. What cannot be makes the descriptor invalid.
    pub fn options(self, options: NativeOptions) -> Self {
        self.made(options.check().map(|()| MetricVec::of(options)))
    }
}

impl<U: Unit> NamedBuilder<Summary<U>> {
    /// States the quantiles, each with its error in rank; replaces all
    /// [options](Self::options). What cannot be met makes the descriptor invalid.
    pub fn objectives(self, objectives: &'static [(f64, f64)]) -> Self {
        self.options(SummaryOptions::new().objectives(objectives))
    }

    /// States what the summary is told. What cannot be met makes the descriptor invalid.
    pub fn options(self, options: SummaryOptions) -> Self {
        self.made(options.check().map(|()| Summary::of(options)))
    }
}

impl<L: LabelSet, U: Unit> NamedBuilder<MetricVec<L, Summary<U>>> {
    /// States the quantiles of all series, each with its error in rank; replaces all
    /// [options](Self::options). What cannot be met makes the descriptor invalid.
    pub fn objectives(self, objectives: &'static [(f64, f64)]) -> Self {
        self.options(SummaryOptions::new().objectives(objectives))
    }

    /// States what all series are told. What cannot be met makes the descriptor invalid.
    pub fn options(self, options: SummaryOptions) -> Self {
        self.made(options.check().map(|()| MetricVec::of(options)))
    }
}

impl<M: Standalone> fmt::Debug for NamedBuilder<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NamedBuilder").field("desc", &self.desc).finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl<M: Standalone> IntoHeld<how::Built> for NamedBuilder<M> {
    type Collector = Named<M>;

    fn into_held(self) -> Held<Named<M>> {
        Held::Shared(Arc::new(self.build()))
    }

    fn into_both(self) -> (Held<Named<M>>, Held) {
        let held = self.into_held();
        (held.clone(), held.erase())
    }
}

macro_rules! named {
    ($($metric:ident $what:literal)*) => {$(
        impl $metric {
            #[doc = concat!("Starts a ", $what, " with a name of its own; see [`Named`].")]
            #[track_caller]
            pub fn named(name: impl Into<Str>, help: impl Into<Str>) -> NamedBuilder<Self> {
                NamedBuilder::new(name, help, Self::default())
            }
        }
    )*};
}
named! {
    Counter "counter"
    FloatCounter "counter of fractions"
    Gauge "gauge"
    Histogram "histogram"
    NativeHistogram "native histogram"
    Info "piece of information"
    Summary "summary"
    StripedCounter "striped counter"
    StripedGauge "striped gauge"
    StripedHistogram "striped histogram"
}

impl<M: Traceable> Traced<M> {
    /// Starts a traced metric with a name of its own; see [`Named`].
    ///
    /// ```
    /// use metrics_core::{Counter, Registry, Traced};
    ///
    /// let registry = Registry::new();
    /// let jobs = registry.register(Traced::<Counter>::named("jobs_total", "Jobs done."))?;
    /// jobs.inc_with_exemplar(&[("job", "b3a1")]);
    /// # Ok::<(), metrics_core::RegisterError>(())
    /// ```
    #[track_caller]
    pub fn named(name: impl Into<Str>, help: impl Into<Str>) -> NamedBuilder<Self> {
        NamedBuilder::new(name, help, Self::default())
    }
}

impl<E: ClosedLabel> StateSet<E> {
    /// Starts a state set with a name of its own; see [`Named`]. It has a label of that name, so
    /// there can be no other.
    #[track_caller]
    pub fn named(name: impl Into<Str>, help: impl Into<Str>) -> NamedBuilder<Self> {
        NamedBuilder::new(name, help, Self::new())
    }
}

impl<L: LabelSet, M: Metric> MetricVec<L, M> {
    /// Starts a family with a name of its own; see [`Named`].
    ///
    /// ```
    /// use metrics_core::{CounterVec, LabelSet, Registry};
    ///
    /// #[derive(LabelSet)]
    /// struct Cache {
    ///     hit: bool,
    /// }
    ///
    /// let registry = Registry::new();
    /// let lookups = CounterVec::<Cache>::named("lookups_total", "Lookups.").const_label("of", "users");
    /// let lookups = registry.register(lookups)?;
    /// lookups.with(Cache { hit: true }).inc();
    /// # Ok::<(), metrics_core::RegisterError>(())
    /// ```
    #[track_caller]
    pub fn named(name: impl Into<Str>, help: impl Into<Str>) -> NamedBuilder<Self> {
        let mut builder = NamedBuilder::new(name, help, Self::new());
        builder.desc = builder.desc.labels(L::NAMES.iter().copied());
        builder
    }
}

//! Collectors in a wrap: the same metrics, with labels added and names that begin otherwise.

use std::collections::HashMap;
use std::fmt;

use crate::collector::{Collector, Descs};
use crate::desc::{Desc, Str, Wrap};
use crate::held::{Held, IntoHeld};
use crate::sample::{Millis, Sample, SampleError, Sink};
use crate::scrape::Scrape;

/// A collector whose metrics have further constant labels, or names with a prefix (B11).
///
/// Wraps nest: what is added later lies outside. Whether the labels fit is found by registration
/// or, if the collector names no descriptors, by a scrape (S54). A wrapped derived collector costs
/// what a plain one does: its descriptors are changed when it is registered.
///
/// To wrap everything that a part of a program registers, hand it a
/// [`Wrapping`](crate::Wrapping) instead.
///
/// ```
/// use metrics_core::{Collector, Counter, Registry, Wrapped};
///
/// #[derive(Collector)]
/// #[collector(new)]
/// struct Pool {
///     /// Connections opened.
///     connections_opened_total: Counter,
/// }
///
/// static MAIN: Pool = Pool::new();
/// static AUDIT: Pool = Pool::new();
///
/// let registry = Registry::new();
/// for (pool, database) in [(&MAIN, "main"), (&AUDIT, "audit")] {
///     let wrapped = Wrapped::new(pool).with_labels([("database", database)]).with_prefix("shop_");
///     registry.register(wrapped)?;
/// }
/// let text = registry.encode(metrics_core::Format::Text).into_string();
/// assert!(text.contains("\nshop_connections_opened_total{database=\"audit\"} 0\n"));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
pub struct Wrapped<C: Collector> {
    /// The innermost first.
    wraps: Vec<Wrap>,
    inner: Held<C>,
}

impl<C: Collector> Wrapped<C> {
    /// A collector in no wrap yet: one that is owned, in an `Arc`, or a `&'static`.
    #[must_use]
    pub fn new<How>(collector: impl IntoHeld<How, Collector = C>) -> Self {
        Self { wraps: Vec::new(), inner: collector.into_held() }
    }

    /// Adds constant labels to all metrics.
    #[must_use]
    pub fn with_labels<N: Into<Str>, V: Into<Str>>(
        mut self,
        labels: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        self.wraps.push(Wrap::labels(labels));
        self
    }

    /// Puts `prefix` before all names, as it is: it usually ends in `_`.
    #[must_use]
    pub fn with_prefix(mut self, prefix: impl Into<Str>) -> Self {
        self.wraps.push(Wrap::prefix(prefix));
        self
    }

    /// What is wrapped.
    #[must_use]
    pub fn inner(&self) -> &Held<C> {
        &self.inner
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collector> Collector for Wrapped<C> {
    fn describe(&self, descs: &mut Descs) {
        descs.extend(Descs::of(&*self.inner).iter().map(|desc| desc.wrapped(&self.wraps)));
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        let mut known = Known::default();
        scrape.divert(|sink| self.inner.collect(&mut Scrape::to(&mut known.on(&self.wraps, sink))));
    }

    fn peel(&self) -> Option<(&[Wrap], Held)> {
        Some((&self.wraps, self.inner.clone().erase()))
    }

    fn instance(&self) -> Option<u64> {
        let inner = self.inner.instance()?;
        Some(self.wraps.iter().fold(inner, |instance, wrap| wrap.instance(instance)))
    }
}

impl<C: Collector> fmt::Debug for Wrapped<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wrapped").field("wraps", &self.wraps).finish_non_exhaustive()
    }
}

/// Descriptors, and what a wrap made of them.
#[derive(Default)]
pub(crate) struct Known(HashMap<usize, (Desc, Desc)>);

impl Known {
    /// Those of the second that are made of the first ones.
    pub(crate) fn of(inner: &[Desc], outer: &[Desc]) -> Self {
        let pairs = inner.iter().zip(outer);
        Self(pairs.map(|(desc, outer)| (desc.address(), (desc.clone(), outer.clone()))).collect())
    }

    /// A sink that wraps what it is given, and passes it on.
    pub(crate) fn on<'a>(&'a mut self, wraps: &'a [Wrap], sink: &'a mut dyn Sink) -> impl Sink {
        Outside { wraps, known: self, sink }
    }

    /// The descriptor in the wrap. Found by its place in memory, which the first of the pair
    /// keeps from being another's.
    fn wrapped(&mut self, desc: &Desc, wraps: &[Wrap]) -> &Desc {
        let make = || (desc.clone(), desc.wrapped(wraps));
        &self.0.entry(desc.address()).or_insert_with(make).1
    }
}

struct Outside<'a> {
    wraps: &'a [Wrap],
    known: &'a mut Known,
    sink: &'a mut dyn Sink,
}

impl Sink for Outside<'_> {
    fn sample(&mut self, desc: &Desc, values: &[&str], sample: Sample<'_>, at: Option<Millis>) {
        self.sink.sample(self.known.wrapped(desc, self.wraps), values, sample, at);
    }

    fn labelled(
        &mut self,
        desc: &Desc,
        labels: &[(&str, &str)],
        sample: Sample<'_>,
        at: Option<Millis>,
    ) {
        let added = self.wraps.iter().flat_map(Wrap::added);
        let labels: Vec<_> = labels.iter().copied().chain(added).collect();
        self.sink.labelled(self.known.wrapped(desc, self.wraps), &labels, sample, at);
    }

    fn error(&mut self, desc: &Desc, error: SampleError) {
        self.sink.error(self.known.wrapped(desc, self.wraps), error);
    }

    fn panicked(&mut self, collector: &'static str, message: String) {
        self.sink.panicked(collector, message);
    }
}

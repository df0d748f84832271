//! Collectors made of closures.

use std::fmt;

use crate::collector::{Collector, Descs};
use crate::desc::Desc;
use crate::sample::{Millis, Sample, SampleError, Sink};
use crate::scrape::Scrape;

/// A collector that collects with a closure (B5).
///
/// Its descriptors are those of the metrics that the closure writes when it is registered: it is
/// called once for that ([`describe_by_collect`]). State them with
/// [`described`](CollectorFn::described) if that is too expensive or not the whole truth.
///
/// ```
/// use metrics_core::{Desc, Format, Registry, Scrape, collector_fn};
///
/// let load = Desc::builder("load", "Processes that run.").labels(["minutes"]).build();
/// let registry = Registry::new();
/// registry.register(collector_fn(move |scrape: &mut Scrape<'_>| {
///     for (minutes, value) in [("1", 0.5), ("15", 0.25)] {
///         scrape.gauge(&load, &[minutes], value);
///     }
/// }))?;
/// let text = registry.encode(Format::Text).into_string();
/// assert!(text.ends_with("\nload{minutes=\"1\"} 0.5\nload{minutes=\"15\"} 0.25\n"));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
pub fn collector_fn<F>(collect: F) -> CollectorFn<F>
where
    F: Fn(&mut Scrape<'_>) + Send + Sync + 'static,
{
    CollectorFn { collect, descs: None }
}

/// A closure as a collector; see [`collector_fn`].
#[must_use]
pub struct CollectorFn<F> {
    collect: F,
    /// `None`: those of what it collects.
    descs: Option<Vec<Desc>>,
}

impl<F> CollectorFn<F> {
    /// States the descriptors. With none, the collector is *unchecked* (B3): nothing is checked
    /// when it is registered.
    pub fn described(mut self, descs: impl IntoIterator<Item = Desc>) -> Self {
        self.descs = Some(descs.into_iter().collect());
        self
    }
}

#[diagnostic::do_not_recommend]
impl<F: Fn(&mut Scrape<'_>) + Send + Sync + 'static> Collector for CollectorFn<F> {
    fn describe(&self, descs: &mut Descs) {
        match &self.descs {
            Some(stated) => descs.extend(stated.iter().cloned()),
            None => describe_by_collect(self, descs),
        }
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        (self.collect)(scrape);
    }
}

impl<F> fmt::Debug for CollectorFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CollectorFn").field("descs", &self.descs).finish_non_exhaustive()
    }
}

/// Describes a collector by what it collects at this moment (B4): each descriptor once, those of
/// errors among them.
///
/// For the `describe` of a collector whose descriptors are always the same, and that is cheap.
pub fn describe_by_collect(collector: &(impl Collector + ?Sized), descs: &mut Descs) {
    let mut seen = Seen { descs, panic: None };
    collector.collect(&mut Scrape::to(&mut seen));
    if let Some(panic) = seen.panic {
        descs.extend([Desc::invalid(panic)]);
    }
}

struct Seen<'a> {
    descs: &'a mut Descs,
    panic: Option<String>,
}

impl Seen<'_> {
    fn see(&mut self, desc: &Desc) {
        // An invalid descriptor has no id.
        let known = |other: &Desc| {
            other.same(desc)
                || (desc.id() != 0
                    && other.id() == desc.id()
                    && other.dimension() == desc.dimension())
        };
        if !self.descs.iter().any(known) {
            self.descs.push(desc);
        }
    }
}

impl Sink for Seen<'_> {
    fn sample(&mut self, desc: &Desc, _: &[&str], _: Sample<'_>, _: Option<Millis>) {
        self.see(desc);
    }

    fn labelled(&mut self, desc: &Desc, _: &[(&str, &str)], _: Sample<'_>, _: Option<Millis>) {
        self.see(desc);
    }

    fn error(&mut self, desc: &Desc, _: SampleError) {
        self.see(desc);
    }

    fn panicked(&mut self, collector: &'static str, message: String) {
        self.panic = Some(format!("`{collector}` panicked: {message}"));
    }
}

//! Collectors written by hand, of closures.

use std::sync::Arc;

use metrics_core::{Collector, Desc, Descs, Kind, Registry, Scrape};

/// Sends its one gauge with a closure.
struct Custom<F> {
    desc: Desc,
    collect: F,
}

impl<F: Fn(&Desc, &mut Scrape<'_>) + Send + Sync + 'static> Collector for Custom<F> {
    fn describe(&self, descs: &mut Descs) {
        descs.push(&self.desc);
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        (self.collect)(&self.desc, scrape);
    }
}

/// A collector of one gauge.
pub(crate) fn custom(
    name: &'static str,
    collect: impl Fn(&Desc, &mut Scrape<'_>) + Send + Sync + 'static,
) -> impl Collector {
    Custom { desc: Desc::builder(name, "Help.").kind(Kind::Gauge).build(), collect }
}

/// A collector that writes 1.
pub(crate) fn one(name: &'static str) -> impl Collector {
    custom(name, |desc, scrape| scrape.gauge(desc, &[], 1.0))
}

/// A collector that cannot collect.
pub(crate) fn failing(name: &'static str) -> impl Collector {
    custom(name, |desc, scrape| scrape.error(desc, "no connection"))
}

/// A registry of one collector.
pub(crate) fn registry(collector: impl Collector) -> Arc<Registry> {
    let registry = Registry::new();
    registry.register(collector).expect("it is the only one");
    Arc::new(registry)
}

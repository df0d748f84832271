//! Collectors written by hand, of closures; and what is asked of a registry again and again.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use metrics_core::{Collector, Desc, Descs, Format, GatherError, Kind, Registry, Scrape};

/// Describes `descs` and collects with a closure.
pub(crate) struct Custom<F> {
    descs: Vec<Desc>,
    collect: F,
}

impl<F: Fn(&mut Scrape<'_>) + Send + Sync + 'static> Custom<F> {
    pub(crate) fn new(descs: &[Desc], collect: F) -> Self {
        Self { descs: descs.to_vec(), collect }
    }
}

impl<F: Fn(&mut Scrape<'_>) + Send + Sync + 'static> Collector for Custom<F> {
    fn describe(&self, descs: &mut Descs) {
        descs.extend(self.descs.iter().cloned());
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        (self.collect)(scrape);
    }
}

/// A collector that writes 1 for its one gauge.
pub(crate) fn one(desc: &Desc) -> impl Collector + use<> {
    let written = desc.clone();
    Custom::new(std::slice::from_ref(desc), move |scrape| scrape.gauge(&written, &[], 1.0))
}

/// A collector that is described and writes nothing.
pub(crate) fn silent(descs: &[Desc]) -> impl Collector + use<> {
    Custom::new(descs, |_| {})
}

/// A descriptor of a gauge.
#[track_caller]
pub(crate) fn gauge(name: &'static str) -> Desc {
    Desc::builder(name, "help").kind(Kind::Gauge).build()
}

/// The text of a scrape in which nothing goes wrong.
pub(crate) fn text(registry: &Registry) -> String {
    let encoded = registry.encode(Format::Text);
    assert!(encoded.errors.is_empty(), "{}", encoded.errors);
    encoded.into_string()
}

/// What goes wrong in a scrape of one registry.
pub(crate) fn errors(registry: &Registry) -> Vec<GatherError> {
    registry.gather().errors.into_iter().collect()
}

/// What `work` returns; fails if it waits for itself.
pub(crate) fn in_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, result) = mpsc::channel();
    thread::spawn(move || done.send(work()));
    result.recv_timeout(Duration::from_secs(20)).expect("it returns, and in time")
}

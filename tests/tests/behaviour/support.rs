//! Collectors written by hand, of closures; and what is asked of a registry again and again.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
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

/// How many threads write.
pub(crate) const WRITERS: u32 = 8;

/// Ends a loop, also when a check beside it fails.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
}

/// Lets [`WRITERS`] threads write, each with its number and its turn, and meanwhile checks again and
/// again: at least that many times, and until so much was counted that all ran side by side.
/// `check` says how much that is. Returns how often `write` was called.
pub(crate) fn check_beside_writers(
    checks: u32,
    write: impl Fn(u32, u64) + Sync,
    mut check: impl FnMut() -> u64,
) -> u64 {
    let (write, stop) = (&write, &AtomicBool::new(false));
    thread::scope(|scope| {
        let write_on = |writer| {
            move || {
                let mut turn = 0;
                while !stop.load(Relaxed) {
                    write(writer, turn);
                    turn += 1;
                }
                turn
            }
        };
        let writers: Vec<_> = (0..WRITERS).map(|writer| scope.spawn(write_on(writer))).collect();
        let stopped = Stop(stop);
        let (mut checked, mut counted) = (0, 0);
        while checked < checks || counted < 100 * u64::from(checks) {
            let now = check();
            assert!(now >= counted, "went back from {counted} to {now}");
            (checked, counted) = (checked + 1, now);
            // Who only ever reads keeps others from what they wait for.
            if checked.is_multiple_of(32) {
                thread::yield_now();
            }
        }
        drop(stopped);
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    })
}

//! Collectors are held in every way, and used by any thread.

#![deny(warnings)]
#![forbid(unsafe_code)]

use std::sync::{Arc, LazyLock, OnceLock};
use std::thread;

use metrics_core::{Collector, Counter, CounterVec, Format, Gauge, LabelSet, Registry};

#[derive(LabelSet)]
struct Worker<'a> {
    #[label(max = 10)]
    name: &'a str,
}

#[derive(Collector)]
#[collector(new)]
struct Jobs {
    /// Jobs done.
    done_total: Counter,
    /// Jobs by worker.
    taken_total: CounterVec<Worker<'static>>,
    /// Jobs that run.
    running: Gauge,
}

static JOBS: Jobs = Jobs::new();
static LAZY: LazyLock<Arc<Jobs>> = LazyLock::new(|| Arc::new(Jobs::new()));
static LATER: OnceLock<Jobs> = OnceLock::new();
const FRESH: Jobs = Jobs::new();

fn work(jobs: &Jobs, name: &str) {
    let _running = jobs.running.track();
    jobs.taken_total.with(Worker { name }).inc();
    jobs.done_total.inc();
}

fn main() {
    thread::scope(|scope| {
        for i in 0..4 {
            scope.spawn(move || work(&JOBS, &format!("w{i}")));
        }
    });
    let lazy = Arc::clone(&LAZY);
    thread::spawn(move || work(&lazy, "lazy")).join().unwrap();
    work(LATER.get_or_init(|| FRESH), "later");
    for (jobs, done) in [(&JOBS, 4), (&**LAZY, 1), (LATER.get().unwrap(), 1)] {
        assert_eq!(jobs.done_total.get(), done);
    }
    let registry = Registry::new();
    registry.register(&JOBS).unwrap();
    let first = registry.register(Arc::clone(&LAZY));
    assert!(first.is_err(), "of the same names");
    let text = registry.encode(Format::Text).into_string();
    assert!(text.contains("\ntaken_total{name=\"w3\"} 1\n"), "{text}");
    assert!(text.contains("\nrunning 0\n"), "{text}");
}

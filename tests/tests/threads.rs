//! Which scrapes start threads: counted, in a process of its own with one test.
#![cfg(target_os = "linux")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::ThreadId;
use std::time::Duration;

use metrics_core::{
    Collector, Counter, CounterVec, Desc, Descs, Format, Histogram, LabelSet, Registry, Scrape,
};

#[derive(LabelSet)]
struct Cached {
    cached: bool,
}

#[derive(Collector, Default)]
struct Derived {
    /// Plain.
    a_total: Counter,
    /// A family.
    b_total: CounterVec<Cached>,
    /// Seconds.
    c: Histogram,
}

/// Notes the threads that it runs on.
struct Custom {
    desc: Desc,
    sleep: Duration,
    elsewhere: Arc<AtomicUsize>,
    home: ThreadId,
}

impl Collector for Custom {
    fn describe(&self, descs: &mut Descs) {
        descs.push(&self.desc);
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        std::thread::sleep(self.sleep);
        if std::thread::current().id() != self.home {
            self.elsewhere.fetch_add(1, Relaxed);
        }
        scrape.gauge(&self.desc, &[], 1.0);
    }
}

/// How many threads were started meanwhile. The kernel numbers threads upwards, so it is the
/// distance of two probes; other processes may add to it.
fn threads_started(scrape: impl FnOnce()) -> usize {
    let probe = || {
        let number = || {
            let link = std::fs::read_link("/proc/thread-self").unwrap();
            link.file_name().unwrap().to_str().unwrap().parse::<usize>().unwrap()
        };
        std::thread::spawn(number).join().unwrap()
    };
    let before = probe();
    scrape();
    // Numbers begin anew some time.
    probe().checked_sub(before + 1).unwrap_or(usize::MAX)
}

#[test]
fn d5_only_slow_hand_written_collectors_start_threads() {
    // The smallest of many runs is without the threads of others.
    let fewest = |scrape: &dyn Fn()| (0..20).map(|_| threads_started(scrape)).min().unwrap();

    let registry = Registry::new();
    registry.register(Derived::default()).unwrap();
    assert_eq!(fewest(&|| drop(registry.encode(Format::Text))), 0);

    let elsewhere = Arc::new(AtomicUsize::new(0));
    let custom = |name: &'static str, sleep: u64| Custom {
        desc: Desc::new(name, ""),
        sleep: Duration::from_millis(sleep),
        elsewhere: Arc::clone(&elsewhere),
        home: std::thread::current().id(),
    };
    registry.register(custom("fast_a", 0)).unwrap();
    registry.register(custom("fast_b", 0)).unwrap();
    let _ = registry.encode(Format::Text);
    assert_eq!(fewest(&|| drop(registry.encode(Format::Text))), 0);

    registry.register(custom("slow_a", 5)).unwrap();
    registry.register(custom("slow_b", 5)).unwrap();
    elsewhere.store(0, Relaxed);
    let _ = registry.encode(Format::Text);
    assert_eq!(elsewhere.load(Relaxed), 2, "the slow ones, and only they");
}

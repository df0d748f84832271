//! The life of series: D8, D9, H6–H11.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use metrics_core::{
    Collector, Counter, CounterVec, GaugeVec, HistogramVec, LabelSet, OpenHandle, Registry, Series,
};

use crate::support::text;

#[derive(LabelSet, Clone, Copy)]
struct Key<'a> {
    cached: bool,
    #[label(max = 4)]
    name: &'a str,
}

#[derive(LabelSet, Clone, Copy)]
struct Cached {
    cached: bool,
    hit: bool,
}

#[derive(LabelSet, Clone, Copy)]
struct Name<'a> {
    #[label(unbounded)]
    name: &'a str,
}

fn key(name: &str) -> Key<'_> {
    Key { cached: true, name }
}

#[derive(Collector, Default)]
#[collector(allow(missing_total))]
struct Metrics {
    /// Open.
    open: CounterVec<Key<'static>>,
    /// Closed.
    closed: CounterVec<Cached>,
}

#[test]
fn h6_a_removed_series_is_not_exported() {
    let metrics = std::sync::Arc::new(Metrics::default());
    let registry = Registry::new();
    registry.register(std::sync::Arc::clone(&metrics)).unwrap();
    metrics.open.with(key("a")).add(5);
    let closed = Cached { cached: true, hit: false };
    metrics.closed.with(closed).add(6);
    assert!(metrics.open.remove(key("a")) && metrics.closed.remove(closed));
    assert!(!metrics.open.remove(key("a")) && !metrics.closed.remove(closed));
    assert!(!metrics.open.remove(key("never there")));
    assert_eq!(text(&registry), "");
    // H11: made again, it is a fresh one.
    metrics.open.with(key("a")).inc();
    metrics.closed.with(closed).inc();
    let found = text(&registry);
    assert!(found.contains("open{cached=\"true\",name=\"a\"} 1\n"), "{found}");
    assert!(found.contains("closed{cached=\"true\",hit=\"false\"} 1\n"), "{found}");
}

#[test]
fn d8_in_a_closed_family_a_cell_belongs_to_its_labels_for_ever() {
    let family = CounterVec::<Cached>::new();
    let labels = Cached { cached: true, hit: true };
    let kept = family.with(labels);
    kept.add(3);
    family.remove(labels);
    kept.inc();
    assert_eq!(family.with(labels).get(), 1);
    assert_eq!(family.with(Cached { hit: false, ..labels }).get(), 0);
}

#[test]
fn d7_removing_the_last_series_of_a_value_frees_its_place() {
    let family = CounterVec::<Key<'static>>::new();
    for name in ["a", "b", "c", "d"] {
        family.with(key(name)).inc();
        family.with(Key { cached: false, name }).inc();
    }
    family.with(key("e")).inc();
    assert_eq!(family.folded(), 1);
    assert!(family.remove(key("a")));
    family.with(key("e")).inc();
    assert_eq!(family.folded(), 2, "a series of `a` is still there");
    assert!(family.remove(Key { cached: false, name: "a" }));
    family.with(key("e")).inc();
    assert_eq!(family.folded(), 2);
    assert_eq!(family.with(key("e")).get(), 1);
    assert_eq!(family.with(key("other")).get(), 2);
    family.with(key("f")).inc();
    assert_eq!(family.folded(), 3);
    assert_eq!(family.clear(), 8);
    family.with(key("g")).inc();
    assert_eq!((family.folded(), family.with(key("g")).get()), (3, 1));
}

#[test]
fn k1_remove_matching_removes_what_matches_and_no_more() {
    let open = GaugeVec::<Key<'static>>::new();
    let closed = GaugeVec::<Cached>::new();
    for flag in [true, false] {
        for name in ["a", "b"] {
            open.with(Key { cached: flag, name }).set(1.0);
        }
        for hit in [true, false] {
            closed.with(Cached { cached: flag, hit }).set(1.0);
        }
    }
    assert_eq!(open.remove_matching(&[("name", "nobody")]), 0);
    assert_eq!(open.remove_matching(&[("nolabel", "a")]), 0);
    assert_eq!(open.remove_matching(&[("name", "a"), ("cached", "true")]), 1);
    assert_eq!(open.remove_matching(&[("name", "a")]), 1);
    assert_eq!(closed.remove_matching(&[("hit", "true")]), 2);
    assert_eq!(open.remove_matching(&[]), 2);
    assert_eq!(closed.clear(), 2);
}

#[test]
fn retain_shows_the_labels() {
    let family = HistogramVec::<Key<'static>>::with_buckets(&[1.0]);
    for name in ["keep", "drop"] {
        family.with(key(name)).observe(0.5);
    }
    let removed = family.retain(|labels| {
        assert_eq!(labels.get("cached"), Some("true"));
        assert_eq!(labels.get("none"), None);
        labels.iter().any(|label| label == ("name", "keep"))
    });
    assert_eq!(removed, 1);
    assert_eq!(family.with(key("keep")).snapshot().count, 1);
    assert_eq!(family.with(key("drop")).snapshot().count, 0);
    let closed = HistogramVec::<Cached>::with_buckets(&[1.0]);
    let labels = Cached { cached: true, hit: true };
    closed.with(labels).observe(0.5);
    assert_eq!(closed.retain(|labels| labels.get("hit") == Some("false")), 1);
    assert_eq!(closed.with(labels).snapshot().count, 0);
}

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(0) };
}

/// Seconds that this thread counts.
fn clock() -> Duration {
    Duration::from_secs(NOW.get())
}

fn pass(seconds: u64) {
    NOW.set(NOW.get() + seconds);
}

#[test]
fn d9_idle_series_are_removed_and_others_stay() {
    let family = CounterVec::<Name<'static>>::new();
    family.set_clock(clock);
    let idle = Duration::from_secs(60);
    for name in ["busy", "idle"] {
        family.with(Name { name }).inc();
    }
    assert_eq!(family.remove_idle(idle), 0);
    pass(59);
    family.with(Name { name: "busy" }).inc();
    assert_eq!(family.remove_idle(idle), 0);
    pass(1);
    assert_eq!(family.remove_idle(idle), 1);
    assert_eq!(family.with(Name { name: "busy" }).get(), 2);
    assert_eq!(family.with(Name { name: "idle" }).get(), 0);
    // It begins anew: as a fresh series it is not idle yet.
    pass(30);
    assert_eq!(family.remove_idle(idle), 0);
    pass(60);
    assert_eq!(family.remove_idle(idle), 2);
}

#[test]
fn d9_replace_all_exchanges_everything() {
    let family = GaugeVec::<Key<'static>>::new();
    for name in ["a", "b", "c", "d"] {
        family.with(key(name)).set(1.0);
    }
    let old = family.with(key("a"));
    family.replace_all(|fresh| {
        for name in ["a", "w", "x", "y"] {
            fresh.with(key(name)).set(2.0);
        }
        // Bounds are those of the new series alone.
        fresh.with(key("z")).add(3.0);
        fresh.with(key("z")).add(4.0);
        assert_eq!(family.with(key("b")).get(), 1.0, "nothing is exchanged yet");
    });
    assert_eq!(family.folded(), 2);
    assert_eq!(family.remove_matching(&[("name", "y")]), 1);
    family.with(key("y")).set(2.0);
    assert_eq!(family.folded(), 2, "the places of the old series are free");
    old.set(9.0);
    let mut found: Vec<(String, String)> = Vec::new();
    family.retain(|labels| {
        let name = labels.get("name").unwrap();
        found.push((name.to_owned(), family.with(key(name)).get().to_string()));
        true
    });
    found.sort();
    let found: Vec<(&str, &str)> = found.iter().map(|(n, v)| (&**n, &**v)).collect();
    assert_eq!(found, [("a", "2"), ("other", "7"), ("w", "2"), ("x", "2"), ("y", "2")]);
}

#[test]
fn a_panic_leaves_the_family_as_it_was() {
    let family = GaugeVec::<Name<'static>>::new();
    family.with(Name { name: "a" }).set(1.0);
    let fill = || {
        family.replace_all(|fresh| {
            fresh.with(Name { name: "b" }).set(2.0);
            panic!("on purpose");
        });
    };
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(fill)).is_err());
    assert_eq!(family.retain(|labels| labels.get("name") == Some("a")), 0);
    assert_eq!(family.with(Name { name: "a" }).get(), 1.0);
}

/// What a series that somebody keeps ought to count.
struct Kept<'a> {
    series: Series<'a, Counter>,
    handle: Option<OpenHandle<'a, Counter>>,
    /// Which of the series that ever were it is.
    which: usize,
}

#[test]
fn d8_an_update_never_lands_in_another_series() {
    let family = CounterVec::<Name<'static>>::new();
    family.set_clock(clock);
    let mut random = {
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        move |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        }
    };
    let names: Vec<String> = (0..40).map(|n| "x".repeat(n * 2)).collect();
    // The counts of all series that ever were, and which of them has a name now.
    let mut counts: Vec<u64> = Vec::new();
    let mut now: HashMap<&str, usize> = HashMap::new();
    let mut kept: Vec<Kept<'_>> = Vec::new();
    for _ in 0..100_000 {
        let name = names[usize::try_from(random(40)).unwrap()].as_str();
        match random(12) {
            0..4 => {
                let which = *now.entry(name).or_insert_with(|| {
                    counts.push(0);
                    counts.len() - 1
                });
                let series = family.with(Name { name });
                series.inc();
                counts[which] += 1;
                if random(4) == 0 {
                    let handle = (random(2) == 0).then(|| family.handle(Name { name }));
                    kept.push(Kept { series, handle, which });
                }
            }
            4 | 5 => {
                assert_eq!(family.remove(Name { name }), now.remove(name).is_some());
            }
            6 => pass(random(300)),
            7 if random(40) == 0 => {
                family.replace_all(|fresh| {
                    now.clear();
                    for name in names.iter().step_by(3) {
                        fresh.with(Name { name }).add(100);
                        counts.push(100);
                        now.insert(name, counts.len() - 1);
                    }
                });
            }
            8 if kept.len() > 200 => {
                kept.swap_remove(usize::try_from(random(200)).unwrap());
            }
            _ if !kept.is_empty() => {
                // However long it was kept, and whatever happened to its name meanwhile.
                let one = usize::try_from(random(kept.len() as u64)).unwrap();
                let Kept { series, handle, which } = &kept[one];
                let is_live = now.values().any(|live| live == which);
                match handle {
                    Some(handle) => {
                        // H10: it goes on, also when its name is gone or somebody else's.
                        let before = handle.get();
                        handle.inc();
                        assert_eq!(handle.get(), before + 1);
                    }
                    None => series.inc(),
                }
                if is_live {
                    counts[*which] += 1;
                }
            }
            _ => {}
        }
    }
    assert!(counts.len() > 5_000, "names were made again often: {}", counts.len());
    let mut live = 0;
    family.retain(|labels| {
        let name = labels.get("name").unwrap();
        assert_eq!(family.with(Name { name }).get(), counts[now[name]], "{name:?}");
        live += 1;
        true
    });
    assert_eq!(live, now.len());
}

#[test]
fn d8_nor_with_many_threads() {
    static FAMILY: CounterVec<Name<'static>> = CounterVec::new();
    static STOP: AtomicBool = AtomicBool::new(false);
    static ADDED: AtomicU64 = AtomicU64::new(0);
    thread::scope(|scope| {
        // These count in series that nobody removes, through all that is returned.
        for t in 0..3 {
            scope.spawn(move || {
                let name = format!("stays {t}");
                let labels = || Name { name: &name };
                let (series, handle) = (FAMILY.with(labels()), FAMILY.handle(labels()));
                while !STOP.load(Relaxed) {
                    series.inc();
                    handle.inc();
                    FAMILY.with(labels()).inc();
                    FAMILY.handle(labels()).inc();
                    ADDED.fetch_add(4, Relaxed);
                }
            });
        }
        // These make, count in and remove others.
        for t in 0..2 {
            scope.spawn(move || {
                let mut kept = Vec::new();
                for i in 0..20_000_u64 {
                    let name = format!("goes {t} {}", i % 100);
                    let series = FAMILY.with(Name { name: &name });
                    series.inc();
                    kept.push(series);
                    FAMILY.remove(Name { name: &name });
                    if kept.len() > 500 {
                        for series in kept.drain(..) {
                            series.inc();
                        }
                    }
                }
                STOP.store(true, Relaxed);
            });
        }
    });
    let stays: u64 = (0..3).map(|t| FAMILY.with(Name { name: &format!("stays {t}") }).get()).sum();
    assert_eq!(stays, ADDED.load(Relaxed));
    assert_eq!(FAMILY.clear(), 3);
}

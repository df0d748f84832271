//! The table, held against a map and against threads.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use super::slots::MAX_MOVED;
use super::table::Table;
use super::{Bounded, Keeping};
use crate::Counter;
use crate::store::Metric;

thread_local! {
    static NOW: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// A clock that this thread sets.
fn clock() -> Duration {
    NOW.get()
}

fn pass(minutes: u64) {
    NOW.set(NOW.get() + Duration::from_secs(60 * minutes));
}

fn table() -> Table<Counter> {
    let table = Table::new();
    table.write().set_clock(clock);
    table
}

fn insert(table: &Table<Counter>, closed: u32, text: &str) -> u64 {
    let texts = [text];
    let key = table.key(closed, &texts);
    let mut writing = table.write();
    let found = writing.find(&key);
    let found = found.unwrap_or_else(|| writing.insert(&key, Counter::new, Counter::reset));
    found.entry.metric.inc();
    found.entry.metric.get()
}

fn value(table: &Table<Counter>, closed: u32, text: &str) -> Option<u64> {
    let texts = [text];
    let found = table.find(&table.key(closed, &texts))?;
    found.metric().map(Counter::get)
}

fn remove(table: &Table<Counter>, closed: u32, text: &str) -> bool {
    let texts = [text];
    let mut writing = table.write();
    let found = writing.find(&table.key(closed, &texts));
    found.is_some_and(|found| writing.remove(found))
}

/// A text whose length varies from nothing to more than an entry holds.
fn text(n: u64) -> String {
    let long = if n.is_multiple_of(5) { "/a/path/that/does/not/fit/into/an/entry" } else { "" };
    format!("{long}{}", n * n % 1_000_003)
}

/// The same numbers in every run.
fn numbers() -> impl FnMut() -> u64 {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}

#[test]
fn a_table_is_a_map() {
    let table = table();
    let mut map: HashMap<(u32, String), u64> = HashMap::new();
    let mut next = numbers();
    let rounds = if cfg!(miri) { 600 } else { 200_000 };
    let keys = rounds / 8;
    for round in 0..rounds {
        let n = next() % keys;
        let key = (u32::try_from(n % 3).unwrap(), text(n));
        match next() % 8 {
            0 | 1 => {
                let removed = map.remove(&key).is_some();
                assert_eq!(remove(&table, key.0, &key.1), removed);
            }
            2 | 3 => assert_eq!(value(&table, key.0, &key.1), map.get(&key).copied()),
            _ => {
                let count = insert(&table, key.0, &key.1);
                let expected = map.entry(key).or_default();
                *expected += 1;
                assert_eq!(count, *expected);
            }
        }
        if round % 1000 == 0 {
            pass(3);
        }
    }
    assert_eq!(table.write().len(), map.len());
    let mut seen = HashMap::new();
    for (found, key) in &table.scrape().series {
        table.read_key(key, |closed, texts| {
            seen.insert((closed, texts[0].to_owned()), found.entry.metric.get());
        });
    }
    assert_eq!(seen, map);
}

#[test]
fn one_insert_moves_a_bounded_number_of_links() {
    let table = table();
    let series = if cfg!(miri) { 300 } else { 100_000 };
    let mut most = 0;
    for n in 0..series {
        let before = table.write().moved();
        insert(&table, 0, &n.to_string());
        most = most.max(table.write().moved() - before);
    }
    assert!(most <= MAX_MOVED, "{most}");
    assert!(most > 0);
    for n in 0..series {
        assert_eq!(value(&table, 0, &n.to_string()), Some(1), "{n}");
    }
}

#[test]
fn a_removed_entry_waits_before_it_is_used_again() {
    let table = table();
    insert(&table, 0, "a");
    let texts = ["a"];
    let old = table.find(&table.key(0, &texts)).unwrap();
    assert!(remove(&table, 0, "a"));
    assert!(!remove(&table, 0, "a"));
    assert_eq!(value(&table, 0, "a"), None);
    // H10: it goes on, and nobody sees it.
    old.metric().unwrap().inc();
    assert!(table.scrape().series.is_empty());
    // H11: the same labels make a fresh series, elsewhere.
    assert_eq!(insert(&table, 0, "a"), 1);
    assert_eq!(old.metric().unwrap().get(), 2);

    pass(9);
    insert(&table, 0, "b");
    assert!(old.metric().is_some(), "nine minutes are not ten");
    pass(1);
    assert_eq!(insert(&table, 0, "c"), 1, "the count of the removed series is gone");
    assert!(old.metric().is_none(), "its memory serves another series");
    assert_eq!(value(&table, 0, "c"), Some(1));
}

#[test]
fn a_held_entry_is_not_used_again() {
    let table = table();
    insert(&table, 0, "a");
    let texts = ["a"];
    let found = table.find(&table.key(0, &texts)).unwrap();
    table.write().pin(found);
    remove(&table, 0, "a");
    pass(100);
    for n in 0..20 {
        insert(&table, 0, &n.to_string());
    }
    assert!(found.metric().is_some());
    table.write().unpin(found.entry);
    pass(100);
    insert(&table, 0, "b");
    assert!(found.metric().is_none());
}

#[test]
fn no_entry_is_used_again_while_a_scrape_runs() {
    let table = table();
    insert(&table, 0, "a");
    let scrape = table.scrape();
    let (found, key) = scrape.series[0];
    remove(&table, 0, "a");
    pass(100);
    insert(&table, 0, "b");
    assert!(found.metric().is_some());
    table.read_key(&key, |_, texts| assert_eq!(texts, ["a"]));
    drop(scrape);
    insert(&table, 0, "c");
    assert!(found.metric().is_none());
}

#[test]
fn readers_and_writers_together() {
    let table = Table::<Counter>::new();
    let keys: u64 = if cfg!(miri) { 20 } else { 5_000 };
    let rounds: u64 = if cfg!(miri) { 60 } else { 300_000 };
    let added = AtomicU64::new(0);
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        // Two threads count in series that stay.
        let adders: Vec<_> = (0..2)
            .map(|seed| {
                let (table, added) = (&table, &added);
                scope.spawn(move || {
                    for i in 0..rounds {
                        let name = format!("stays/{}", (i * 31 + seed) % keys);
                        let texts = [name.as_str()];
                        let key = table.key(7, &texts);
                        let found = table.find(&key).unwrap_or_else(|| {
                            let mut writing = table.write();
                            writing.find(&key).unwrap_or_else(|| {
                                writing.insert(&key, Counter::new, Counter::reset)
                            })
                        });
                        found.metric().unwrap().inc();
                        added.fetch_add(1, Relaxed);
                    }
                })
            })
            .collect();
        // One makes and removes others meanwhile, long names among them.
        scope.spawn(|| {
            let mut n = 0;
            while !stop.load(Relaxed) {
                n += 1;
                insert(&table, 0, &text(n));
                if n > keys {
                    remove(&table, 0, &text(n - keys));
                }
            }
        });
        // One looks, and never sees a name that nobody made.
        scope.spawn(|| {
            while !stop.load(Relaxed) {
                for (_, key) in &table.scrape().series {
                    table.read_key(key, |closed, texts| {
                        assert_eq!(texts.len(), 1);
                        assert_eq!(texts[0].starts_with("stays/"), closed == 7, "{texts:?}");
                    });
                }
            }
        });
        for adder in adders {
            adder.join().unwrap();
        }
        stop.store(true, Relaxed);
    });
    let scrape = table.scrape();
    let stayed = scrape.series.iter().filter(|(_, key)| key.closed == 7);
    let total: u64 = stayed.map(|(found, _)| found.entry.metric.get()).sum();
    assert_eq!(total, added.load(Relaxed));
}

#[test]
fn an_exchange_is_seen_whole() {
    let table = Table::<Counter>::new();
    let rounds = if cfg!(miri) { 5 } else { 500 };
    let generation =
        |round: u32| -> Vec<String> { (0..50).map(|n| format!("{round}/{n}")).collect() };
    for name in generation(0) {
        insert(&table, 0, &name);
    }
    thread::scope(|scope| {
        scope.spawn(|| {
            for round in 1..=rounds {
                let mut writing = table.write();
                let old: Vec<_> = writing.live().map(|(found, _)| found).collect();
                let new: Vec<_> = generation(round)
                    .iter()
                    .map(|name| {
                        let texts = [name.as_str()];
                        writing.stage(&table.key(0, &texts), Counter::new, Counter::reset)
                    })
                    .collect();
                writing.exchange(old.into_iter(), new.into_iter());
            }
        });
        for _ in 0..rounds {
            let scrape = table.scrape();
            assert_eq!(scrape.series.len(), 50);
            let mut rounds = Vec::new();
            for (_, key) in &scrape.series {
                table.read_key(key, |_, texts| {
                    rounds.push(texts[0].split('/').next().unwrap().to_owned());
                });
            }
            rounds.dedup();
            assert_eq!(rounds.len(), 1, "series of one round only");
        }
    });
}

#[test]
fn a_handle_keeps_what_its_series_lie_in() {
    type Family = Bounded<Counter>;
    let family = Arc::new(Family::of_series(Some(1), 1, Metric::reset));
    let keep = |text| {
        let take = |family: &'static Family| family.handle(0, &[text], Counter::new);
        Keeping::new(Arc::clone(&family), |family| family, take)
    };
    let (first, second, third) = (keep("a"), keep("b"), keep("c"));
    assert_eq!(family.folded(), 2);
    assert!(family.remove(0, &["a"]).is_some());
    let weak = Arc::downgrade(&family);
    drop(family);
    for kept in [&first, &second, &third] {
        kept.handle().inc();
    }
    assert_eq!((first.handle().get(), second.handle().get()), (1, 2));
    drop((first, second));
    // What a function is given may go while the function runs.
    thread::spawn(move || third.handle().inc()).join().unwrap();
    assert!(weak.upgrade().is_none());
    let plain = Keeping::new(Arc::new(Counter::new()), |counter| counter, |counter| counter);
    thread::spawn(move || plain.handle().inc()).join().unwrap();
}

//! Small worlds for loom, which runs through all the ways in which they may go.

use loom::sync::Arc;
use loom::thread;

use super::lanes::{BUCKETS, Lanes, SUM};
use super::last;
use super::line::{Line, lines, word};
use super::pair::Pair;
use super::record::{Packed, Record, Version, Word};
use super::slot::Slots;
use super::stripes::{Stripes, Update};
use super::sync::AtomicU64;
use super::totals::Totals;
use super::{Relaxed, Sum};

/// Every way with at most that many preemptions.
fn model(preemptions: usize, world: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(preemptions);
    builder.max_branches = 10_000;
    builder.check(world);
}

/// One more.
#[derive(Clone, Copy)]
struct One;

impl Update<Sum, Sum> for One {
    fn new_alone(&self) -> Sum {
        Sum::new()
    }

    fn new_shared(&self) -> Sum {
        Sum::new()
    }

    fn alone(&self, sum: &Sum) {
        sum.add_alone(1);
    }

    fn shared(&self, sum: &Sum) {
        sum.add(1);
    }
}

/// In bucket `i`, the value `2^i`.
#[derive(Clone, Copy)]
struct Observe(usize);

fn value(bucket: usize) -> f64 {
    [1.0, 2.0][bucket]
}

impl Update<Pair, Lanes> for Observe {
    fn new_alone(&self) -> Pair {
        Pair::new(2)
    }

    fn new_shared(&self) -> Lanes {
        Lanes::new(2)
    }

    fn alone(&self, pair: &Pair) {
        pair.observe_alone(self.0, value(self.0));
    }

    fn shared(&self, lanes: &Lanes) {
        observe(lanes, self.0);
    }
}

fn observe(lanes: &Lanes, bucket: usize) {
    lanes.observe_as(|| 0, |_| (), bucket, value(bucket));
}

fn totals(add_to: impl FnOnce(&mut Totals)) -> [u64; 2] {
    let mut totals = Totals::new(2);
    add_to(&mut totals);
    let [ones, twos] = totals.buckets[..] else { unreachable!() };
    // Whole: the sum is that of the same observations.
    assert_eq!(totals.sum, ones as f64 + 2.0 * twos as f64);
    [ones, twos]
}

/// A thread's life: takes a slot if one is free, makes updates, and gives the slot back.
fn live<A, S>(slots: &Slots, stripes: &Stripes<A, S>, updates: &[impl Update<A, S>]) {
    let slot = slots.claim();
    for &update in updates {
        stripes.update_of(|| slot, update);
    }
    if let Some(slot) = slot {
        slots.give_back(slot);
    }
}

#[test]
fn slots_change_hands_and_nothing_is_lost() {
    model(3, || {
        let world = Arc::new((Slots::new(), Stripes::new()));
        let lives = [[One; 2]; 2].map(|updates| {
            let world = Arc::clone(&world);
            thread::spawn(move || live(&world.0, &world.1, &updates))
        });
        live(&world.0, &world.1, &[One]);
        for life in lives {
            life.join().unwrap();
        }
        let (alone, shared) = (world.1.alone().map(Sum::get), world.1.shared().map(Sum::get));
        assert_eq!(alone.sum::<u64>() + shared.unwrap_or(0), 5);
        assert_eq!([world.0.claim(), world.0.claim()], [Some(0), None]);
    });
}

#[test]
fn histograms_change_hands_and_nothing_is_lost() {
    model(2, || {
        let world = Arc::new((Slots::new(), Stripes::new()));
        let lives = [0, 1].map(|bucket| {
            let world = Arc::clone(&world);
            thread::spawn(move || live(&world.0, &world.1, &[Observe(bucket)]))
        });
        let read = |totals: &mut Totals| {
            world.1.alone().for_each(|pair: &Pair| pair.add_to(totals));
            world.1.shared().into_iter().for_each(|lanes: &Lanes| lanes.add_to(totals));
        };
        totals(read);
        for life in lives {
            life.join().unwrap();
        }
        assert_eq!(totals(read), [1, 1]);
    });
}

#[test]
fn a_scrape_of_a_busy_owner_is_whole() {
    model(3, || {
        let pair = Arc::new(Pair::new(2));
        pair.observe_alone(0, value(0));
        let owner = thread::spawn({
            let pair = Arc::clone(&pair);
            move || [1, 0].map(|bucket| pair.observe_alone(bucket, value(bucket)))
        });
        let first = totals(|totals| pair.add_to(totals));
        assert!(first[0] >= 1, "what was finished is seen");
        let second = totals(|totals| pair.add_to(totals));
        assert!(first[0] <= second[0] && first[1] <= second[1]);
        owner.join().unwrap();
        assert_eq!(totals(|totals| pair.add_to(totals)), [2, 1]);
    });
}

#[test]
fn two_scrapes_of_a_busy_owner_are_whole() {
    model(2, || {
        let pair = Arc::new(Pair::new(2));
        let scrape = thread::spawn({
            let pair = Arc::clone(&pair);
            move || totals(|totals| pair.add_to(totals))
        });
        let owner = thread::spawn({
            let pair = Arc::clone(&pair);
            move || [1, 0].map(|bucket| pair.observe_alone(bucket, value(bucket)))
        });
        totals(|totals| pair.add_to(totals));
        scrape.join().unwrap();
        owner.join().unwrap();
        assert_eq!(totals(|totals| pair.add_to(totals)), [1, 1]);
    });
}

#[test]
fn a_scrape_of_lanes_is_whole() {
    model(2, || {
        let lanes = Arc::new(Lanes::new(2));
        observe(&lanes, 1);
        let observers = [0, 1].map(|bucket| {
            let lanes = Arc::clone(&lanes);
            thread::spawn(move || observe(&lanes, bucket))
        });
        assert!(totals(|totals| lanes.add_to(totals))[1] >= 1, "what was finished is seen");
        for observer in observers {
            observer.join().unwrap();
        }
        assert_eq!(totals(|totals| lanes.add_to(totals)), [1, 2]);
    });
}

#[test]
fn a_scrape_of_the_last_resort_is_whole() {
    model(3, || {
        let sets: Arc<[Line]> = Arc::from_std(lines(last::SETS).into());
        // Two scrapes in between, and a set that was emptied takes observations again.
        let observers = [&[0, 1][..], &[1]].map(|buckets| {
            let sets = Arc::clone(&sets);
            thread::spawn(move || {
                buckets.iter().for_each(|&bucket| last::observe(&sets, bucket, value(bucket)));
            })
        });
        // Stands for the first lane, which a scrape holds meanwhile.
        let lane = lines(1);
        let moved = |totals: &mut Totals| {
            last::drain(&sets, &lane, 2);
            let cell = |at| AtomicU64::load(word(&lane, at), Relaxed);
            totals.add(f64::from_bits(cell(SUM)), (0..2).map(|i| cell(BUCKETS + i)));
        };
        let first = totals(moved);
        let second = totals(moved);
        assert!(first[0] <= second[0] && first[1] <= second[1]);
        for observer in observers {
            observer.join().unwrap();
        }
        assert_eq!(totals(moved), [1, 2]);
    });
}

/// The key of an entry in its `n`th generation.
fn key(n: u32) -> Packed {
    Packed { hash: n, closed: n, len: n, words: [n.into(); 5] }
}

/// An entry of the first key, and a thread that gives it to the second.
fn changing_entry() -> (Arc<Record>, thread::JoinHandle<()>) {
    let record = Arc::new(Record::new());
    assert_eq!(record.assign(&key(1)), 1);
    record.raise();
    let shared = Arc::clone(&record);
    let writer = thread::spawn(move || {
        shared.lower();
        assert_eq!(shared.assign(&key(2)), 2);
        shared.raise();
    });
    (record, writer)
}

#[test]
fn an_entry_is_never_taken_for_another() {
    for n in [1, 2] {
        model(2, move || {
            let (record, writer) = changing_entry();
            let found = record.holds(&key(n));
            assert!(found.is_none_or(|generation| generation == n));
            writer.join().unwrap();
        });
    }
}

#[test]
fn the_key_of_an_entry_is_read_whole_or_not_at_all() {
    model(2, || {
        let (record, writer) = changing_entry();
        if let Some((generation, found)) = record.read() {
            assert_eq!(found, key(generation));
        }
        writer.join().unwrap();
    });
}

#[test]
fn a_long_key_is_read_whole_or_not_at_all() {
    model(2, || {
        // As a table does it: the words lie elsewhere, and are written once the entry has its
        // new generation.
        let entry = Arc::new((Record::new(), [Word::default(), Word::default()]));
        entry.0.assign(&key(1));
        entry.1.iter().for_each(|word| word.set(1));
        entry.0.raise();
        let writer = {
            let entry = Arc::clone(&entry);
            thread::spawn(move || {
                entry.0.lower();
                entry.0.assign(&key(2));
                entry.1.iter().for_each(|word| word.set(2));
                entry.0.raise();
            })
        };
        if let Some((generation, _)) = entry.0.read() {
            let words = [0, 1].map(|i| entry.1[i].get());
            if entry.0.is_still(generation) {
                assert_eq!(words, [u64::from(generation); 2]);
            }
        }
        writer.join().unwrap();
    });
}

#[test]
fn what_is_moved_is_not_missed_unnoticed() {
    model(2, || {
        // A link moves from the second place to the first; a reader looks at them in order.
        let places = Arc::new((Version::new(), [Word::default(), Word::default()]));
        places.1[1].set(7);
        let writer = {
            let places = Arc::clone(&places);
            thread::spawn(move || {
                places.0.open();
                places.1[0].set(7);
                places.1[1].set(0);
                places.0.close();
            })
        };
        if let Some(version) = places.0.begin() {
            let found = [0, 1].iter().any(|&i: &usize| places.1[i].get() == 7);
            assert!(found || !places.0.is_still(version));
        }
        writer.join().unwrap();
    });
}

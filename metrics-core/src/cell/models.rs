//! Small worlds for loom, which runs through all the ways in which they may go.

use loom::sync::Arc;
use loom::thread;

use super::lanes::Lanes;
use super::last;
use super::line::Line;
use super::pair::Pair;
use super::record::{INLINE, Packed, Record, Version};
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
        Lanes::new()
    }

    fn alone(&self, pair: &Pair) {
        pair.observe_alone(self.0, value(self.0));
    }

    fn shared(&self, lanes: &Lanes) {
        observe(lanes, self.0);
    }
}

fn observe(lanes: &Lanes, bucket: usize) {
    lanes.observe_as(|| 0, |_| (), 2, bucket, value(bucket));
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
        let lanes = Arc::new(Lanes::new());
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
        let sets: Arc<last::Sets> = Arc::new([Line::new(2), Line::new(2)]);
        // Two scrapes in between, and a set that was emptied takes observations again.
        let observers = [&[0, 1][..], &[1]].map(|buckets| {
            let sets = Arc::clone(&sets);
            thread::spawn(move || {
                for &bucket in buckets {
                    last::observe(&sets, bucket, value(bucket));
                }
            })
        });
        // Stands for the first lane, which a scrape holds meanwhile.
        let lane = Line::new(2);
        let moved = |totals: &mut Totals| {
            last::drain(&sets, &lane, 2);
            let sum = f64::from_bits(lane.0.sum.load(Relaxed));
            totals.add(sum, (0..2).map(|i| lane.bucket(i).load(Relaxed)));
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

fn key(n: u32) -> Packed {
    Packed { hash: n, closed: n, len: 8, words: [u64::from(n); INLINE / 8] }
}

/// An entry that is given to another key, while `read` looks at it.
fn reassigned(read: impl Fn(&Record, u32) + Send + Sync + 'static) {
    model(2, move || {
        let record = Arc::new(Record::new());
        let first = record.assign(&key(1));
        record.raise();
        let writer = thread::spawn({
            let record = Arc::clone(&record);
            move || {
                record.lower();
                let second = record.assign(&key(2));
                record.raise();
                second
            }
        });
        read(&record, first);
        let second = writer.join().unwrap();
        assert_eq!((record.holds(&key(1)), record.holds(&key(2))), (None, Some(second)));
    });
}

#[test]
fn a_key_that_is_read_is_whole() {
    reassigned(|record, first| {
        let read = record.read();
        let whole = [None, Some((first, key(1))), Some((first + 1, key(2)))];
        assert!(whole.contains(&read), "{read:?}");
    });
}

#[test]
fn a_key_that_never_was_is_not_found() {
    reassigned(|record, _| {
        assert_eq!(record.holds(&Packed { closed: 1, ..key(2) }), None);
    });
}

#[test]
fn a_key_is_found_in_its_own_generation() {
    reassigned(|record, first| {
        assert!([None, Some(first)].contains(&record.holds(&key(1))));
    });
}

#[test]
fn a_change_of_a_structure_is_seen() {
    model(3, || {
        let world = Arc::new((Version::new(), [AtomicU64::new(0), AtomicU64::new(0)]));
        let writer = thread::spawn({
            let world = Arc::clone(&world);
            move || {
                world.0.open();
                world.1.iter().for_each(|word| word.store(1, Relaxed));
                world.0.close();
            }
        });
        if let Some(version) = world.0.begin() {
            let [a, b] = [0, 1].map(|i| world.1[i].load(Relaxed));
            assert!(!world.0.is_still(version) || a == b);
        }
        writer.join().unwrap();
    });
}

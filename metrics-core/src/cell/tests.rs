use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::slot::{OWNED, Slots};
use super::{Pair, Totals};

/// What is observed in a bucket: a power of two, so that sums are exact and tell how many
/// observations each bucket has.
pub(super) fn value(bucket: usize) -> f64 {
    (1_u64 << bucket) as f64
}

#[test]
fn low_slots_are_dealt_out_first() {
    let slots = Slots::new();
    let all: Vec<_> = (0..OWNED).map(|_| slots.claim().unwrap()).collect();
    assert_eq!(all, (0..OWNED).collect::<Vec<_>>());
    assert_eq!(slots.claim(), None);
    assert!(!slots.any());
    slots.give_back(9);
    slots.give_back(3);
    assert!(slots.any());
    assert_eq!([slots.claim(), slots.claim(), slots.claim()], [Some(3), Some(9), None]);
}

#[test]
fn slots_have_one_owner_at_a_time() {
    const ROUNDS: u32 = if cfg!(miri) { 20 } else { 5_000 };
    let slots = &Slots::new();
    let owned = &[const { AtomicBool::new(false) }; OWNED];
    std::thread::scope(|scope| {
        for _ in 0..OWNED + 2 {
            scope.spawn(|| {
                for _ in 0..ROUNDS {
                    if let Some(slot) = slots.claim() {
                        assert!(!owned[slot].swap(true, Relaxed));
                        owned[slot].store(false, Relaxed);
                        slots.give_back(slot);
                    }
                }
            });
        }
    });
    assert_eq!((0..OWNED).filter_map(|_| slots.claim()).count(), OWNED);
}

#[test]
fn s82_scrapes_of_a_busy_owner_are_whole_and_end() {
    const SCRAPES: u32 = if cfg!(miri) { 10 } else { 2_000 };
    // Of several lines a set.
    const BUCKETS: usize = 20;
    let pair = &Pair::new(BUCKETS);
    let scraped = &AtomicBool::new(false);
    let made = std::thread::scope(|scope| {
        let owner = scope.spawn(|| {
            let mut made = 0_u64;
            while !scraped.load(Relaxed) {
                let bucket = usize::try_from(made).unwrap() % BUCKETS;
                pair.observe_alone(bucket, value(bucket));
                made += 1;
            }
            made
        });
        let scrape = || {
            let mut last = vec![0; BUCKETS];
            for _ in 0..SCRAPES {
                let mut totals = Totals::new(BUCKETS);
                pair.add_to(&mut totals);
                let sums =
                    totals.buckets.iter().zip(0..).map(|(&n, bucket)| n as f64 * value(bucket));
                assert_eq!(totals.sum, sums.sum::<f64>());
                assert!(last.iter().zip(&totals.buckets).all(|(last, now)| last <= now));
                last = totals.buckets;
            }
        };
        let scrapers = [scope.spawn(scrape), scope.spawn(scrape)];
        for scraper in scrapers {
            scraper.join().unwrap();
        }
        scraped.store(true, Relaxed);
        owner.join().unwrap()
    });
    let mut totals = Totals::new(BUCKETS);
    pair.add_to(&mut totals);
    assert_eq!(totals.buckets.iter().sum::<u64>(), made);
}

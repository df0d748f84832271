//! The cells of a histogram: whole observations in one to four lanes.
//!
//! A lane holds a sum and the buckets behind a flag that is taken by *try*: an observer that
//! finds a lane taken goes to the next one instead of waiting. A scrape takes each lane in turn
//! and adds them up. Since a lane holds whole observations only, count, sum and buckets of what
//! a scrape reads belong to the same observations (S82), and every observation that finished
//! before the scrape began is among them.

use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU32, AtomicU64};

/// The words in front of a lane's buckets.
const BUSY: usize = 0;
const WANTED: usize = 1;
const SUM: usize = 2;
const HEADER: usize = 3;

/// Lanes besides the first one.
const MORE: usize = 3;

/// 128 bytes: two cache lines, which processors fetch together.
const PAD: usize = 16;

/// The cells of one histogram; one allocation until two threads observe at the same moment.
#[derive(Debug)]
pub(crate) struct Lanes {
    first: Box<[AtomicU64]>,
    more: OnceLock<Box<[AtomicU64]>>,
}

/// What was observed so far.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Totals {
    pub(crate) sum: f64,
    /// Observations in each bucket, not cumulative; the last one is `+Inf`.
    pub(crate) buckets: Vec<u64>,
}

impl Lanes {
    /// Cells for `buckets` buckets, the one of `+Inf` among them.
    pub(crate) fn new(buckets: usize) -> Self {
        Self { first: words(HEADER + buckets), more: OnceLock::new() }
    }

    #[inline]
    pub(crate) fn observe(&self, bucket: usize, value: f64) {
        if self.more.get().is_none() && try_observe(&self.first, bucket, value) {
            return;
        }
        self.observe_contended(bucket, value);
    }

    #[cold]
    fn observe_contended(&self, bucket: usize, value: f64) {
        let more = self.more.get_or_init(|| words(PAD + MORE * self.stride()));
        let preferred = preferred_lane();
        loop {
            for turn in 0..=MORE {
                let lane = match (preferred + turn) % (MORE + 1) {
                    0 => &self.first,
                    n => self.lane(more, n),
                };
                if try_observe(lane, bucket, value) {
                    return;
                }
            }
            // All four are held, so their holders are at work or wait for a processor.
            std::thread::yield_now();
        }
    }

    pub(crate) fn totals(&self) -> Totals {
        let mut totals = Totals { sum: 0.0, buckets: vec![0; self.first.len() - HEADER] };
        self.each_lane(|cells| {
            totals.sum += f64::from_bits(cells[0].load(Relaxed));
            for (total, cell) in totals.buckets.iter_mut().zip(&cells[1..]) {
                *total = total.wrapping_add(cell.load(Relaxed));
            }
        });
        totals
    }

    /// Forgets all observations that have finished.
    pub(crate) fn reset(&self) {
        self.each_lane(|cells| cells.iter().for_each(|cell| cell.store(0, Relaxed)));
    }

    /// Calls `work` with the sum and the buckets of each lane, at rest.
    fn each_lane(&self, mut work: impl FnMut(&[AtomicU64])) {
        take(&self.first, &mut work);
        if let Some(more) = self.more.get() {
            for n in 1..=MORE {
                take(self.lane(more, n), &mut work);
            }
        }
    }

    /// The `n`th lane, from 1, among those made at the first contention.
    fn lane<'a>(&self, more: &'a [AtomicU64], n: usize) -> &'a [AtomicU64] {
        let start = PAD + (n - 1) * self.stride();
        &more[start..start + self.first.len()]
    }

    /// From one lane to the next: no two of them share a cache line.
    fn stride(&self) -> usize {
        self.first.len().next_multiple_of(PAD) + PAD
    }
}

fn words(count: usize) -> Box<[AtomicU64]> {
    (0..count).map(|_| AtomicU64::new(0)).collect()
}

#[inline]
fn try_observe(lane: &[AtomicU64], bucket: usize, value: f64) -> bool {
    if lane[WANTED].load(Relaxed) != 0 || lane[BUSY].swap(1, Acquire) != 0 {
        return false;
    }
    // The flag is ours: nobody else writes to this lane until it is given back.
    let cell = &lane[HEADER + bucket];
    cell.store(cell.load(Relaxed).wrapping_add(1), Relaxed);
    let sum = f64::from_bits(lane[SUM].load(Relaxed)) + value;
    lane[SUM].store(sum.to_bits(), Relaxed);
    lane[BUSY].store(0, Release);
    true
}

/// Calls `work` while nobody else is at the lane.
fn take(lane: &[AtomicU64], work: impl FnOnce(&[AtomicU64])) {
    // Observers go elsewhere while the flag is up, so this wait is for at most one of them
    // (and for other scrapes).
    lane[WANTED].fetch_add(1, Relaxed);
    while lane[BUSY].swap(1, Acquire) != 0 {
        std::thread::yield_now();
    }
    work(&lane[SUM..]);
    lane[BUSY].store(0, Release);
    lane[WANTED].fetch_sub(1, Relaxed);
}

/// Spreads threads over the lanes; a thread stays with its lane.
fn preferred_lane() -> usize {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    thread_local! {
        static LANE: Cell<Option<u32>> = const { Cell::new(None) };
    }
    let lane = LANE.get().unwrap_or_else(|| {
        let lane = NEXT.fetch_add(1, Relaxed);
        LANE.set(Some(lane));
        lane
    });
    lane as usize % (MORE + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_of_many_buckets_do_not_overlap() {
        for buckets in [1, 2, 12, 13, 14, 200] {
            let lanes = Lanes::new(buckets);
            let more = lanes.more.get_or_init(|| words(PAD + MORE * lanes.stride()));
            for n in 1..=MORE {
                assert!(try_observe(lanes.lane(more, n), buckets - 1, 1.0));
            }
            assert!(try_observe(&lanes.first, 0, 1.0));
            let totals = lanes.totals();
            assert_eq!(totals.sum, 4.0);
            assert_eq!(totals.buckets.iter().sum::<u64>(), 4);
            assert_eq!(totals.buckets[buckets - 1], if buckets == 1 { 4 } else { 3 });
        }
    }

    #[test]
    fn a_taken_lane_sends_the_observer_to_another() {
        let lanes = Lanes::new(2);
        lanes.first[BUSY].store(1, Relaxed);
        lanes.observe(1, 2.0);
        lanes.first[BUSY].store(0, Relaxed);
        assert_eq!(lanes.totals(), Totals { sum: 2.0, buckets: vec![0, 1] });
    }
}

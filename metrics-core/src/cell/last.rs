//! The last resort of an observer that found all [lanes](super::lanes) taken: two sets of cells
//! that take any number of threads at once, one of them hot (S81).
//!
//! One word tells which set is hot, and counts the observations that were started in it. The
//! buckets themselves count those that are finished: an observer adds to its bucket last. A
//! scrape makes the other set the hot one, and waits for those that were started in the old one;
//! then it empties it. It holds the first lane all the while, so there is one such scrape.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use super::line::Line;
use super::sync::{AtomicU64, spin_loop, yield_now};

pub(super) type Sets = [Line; 2];

/// The number of the hot set in the uppermost bit, and how many observations were started in it.
fn state([first, _]: &Sets) -> &AtomicU64 {
    &first.0.state[0]
}

const HOT: u32 = 63;
const STARTED: u64 = (1 << HOT) - 1;

fn set([first, second]: &Sets, n: u64) -> &Line {
    if n == 0 { first } else { second }
}

/// Records a value without waiting for anyone.
pub(super) fn observe(sets: &Sets, bucket: usize, value: f64) {
    // Acquire: the set was emptied before it became the hot one.
    let state = state(sets).fetch_add(1, Acquire);
    let set = set(sets, state >> HOT);
    let sum = &set.0.sum;
    let mut seen = sum.load(Relaxed);
    loop {
        let next = (f64::from_bits(seen) + value).to_bits();
        match sum.compare_exchange_weak(seen, next, Relaxed, Relaxed) {
            Ok(_) => break,
            Err(now) => seen = now,
        }
    }
    // Release: who counts this observation also finds it in the sum.
    set.bucket(bucket).fetch_add(1, Release);
}

/// Moves all observations into a lane that the caller holds.
pub(super) fn drain(sets: &Sets, lane: &Line, buckets: usize) {
    let state = state(sets);
    let before = state.load(Relaxed);
    if before & STARTED == 0 {
        return;
    }
    let hot = before >> HOT;
    // Release: the set that becomes hot was emptied by the last scrape.
    let started = state.swap((1 - hot) << HOT, Release) & STARTED;
    let set = set(sets, hot);
    let cells = || (0..buckets).map(|i| set.bucket(i));
    for turn in 0.. {
        let finished: u64 = cells().map(|cell| cell.load(Acquire)).sum();
        if finished == started {
            break;
        }
        if turn < 100 { spin_loop() } else { yield_now() }
    }
    let move_to = |to: &AtomicU64, value: u64| to.store(value, Relaxed);
    for (i, cell) in cells().enumerate() {
        let to = lane.bucket(i);
        move_to(to, to.load(Relaxed).wrapping_add(cell.load(Relaxed)));
        move_to(cell, 0);
    }
    let (from, to) = (&set.0.sum, &lane.0.sum);
    let sum = f64::from_bits(to.load(Relaxed)) + f64::from_bits(from.load(Relaxed));
    move_to(to, sum.to_bits());
    move_to(from, 0);
}

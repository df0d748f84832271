//! The cells of a histogram that one thread observes in and scrapes read.
//!
//! There are two sets of sum and buckets. The owner writes to the first one, and makes its
//! sequence number odd meanwhile; a scrape that found the number even, and the same before and
//! after it read a set, has whole observations only. An owner that does nothing but observe
//! would starve it: then the scrape sends the owner to the second set, and after at most one
//! observation more the first one lies still; and then back, for the second one.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use super::lanes::take_flag;
use super::line::Line;
use super::sync::{AtomicU64, fence, spin_loop, yield_now};
use super::totals::Totals;

/// How often a scrape tries to read a set before it steers the owner away.
const TRIES: usize = if cfg!(all(loom, test)) { 1 } else { 3 };

/// The cells of one histogram and one thread.
#[derive(Debug)]
#[doc(hidden)]
pub struct Pair {
    first: Line,
    second: Line,
}

impl Pair {
    /// Cells for `buckets` buckets, the one of `+Inf` among them.
    pub(crate) fn new(buckets: usize) -> Self {
        Self { first: Line::new(buckets), second: Line::new(buckets) }
    }

    /// Whether the owner is to observe in the second set. Beside what the owner writes all the
    /// time, so that it looks at no line more; scrapes write to it only if they must.
    #[inline]
    fn away(&self) -> &AtomicU64 {
        &self.first.0.state[1]
    }

    /// Whether a scrape is sending the owner to and fro.
    fn steered(&self) -> &AtomicU64 {
        &self.second.0.state[1]
    }

    /// Records a value. Only one thread at a time may call this; the next one must have learned
    /// of the last one's end through a release and an acquire.
    #[inline]
    pub(crate) fn observe_alone(&self, bucket: usize, value: f64) {
        // An old answer does no harm: the sequence number tells the scrape. A branch and no
        // choice of an address, so that nothing waits for the answer.
        if self.away().load(Relaxed) == 0 {
            observe(&self.first, bucket, value);
        } else {
            self.observe_away(bucket, value);
        }
    }

    #[cold]
    fn observe_away(&self, bucket: usize, value: f64) {
        observe(&self.second, bucket, value);
    }

    /// Adds what was observed, with every observation that finished before.
    pub(crate) fn add_to(&self, totals: &mut Totals) {
        let read = [&self.first, &self.second].map(|set| (0..TRIES).any(|_| add_set(set, totals)));
        if read == [true, true] {
            return;
        }
        // One scrape at a time, or they would send the owner back to each other's set.
        while !take_flag(self.steered()) {
            yield_now();
        }
        let steer = |away: bool, set: &Line, totals: &mut Totals| {
            self.away().store(away.into(), Relaxed);
            while !add_set(set, totals) {
                yield_now();
            }
        };
        if !read[0] {
            steer(true, &self.first, totals);
        }
        if !read[1] {
            steer(false, &self.second, totals);
        }
        self.away().store(0, Relaxed);
        self.steered().store(0, Release);
    }
}

/// The number that is odd while the owner writes to the set.
#[inline]
fn sequence(set: &Line) -> &AtomicU64 {
    &set.0.state[0]
}

#[inline]
fn observe(set: &Line, bucket: usize, value: f64) {
    let cell = set.bucket(bucket);
    let before = sequence(set).load(Relaxed);
    sequence(set).store(before.wrapping_add(1), Relaxed);
    // Who sees one of the stores below, and fences, sees the odd number.
    fence(Release);
    cell.store(cell.load(Relaxed).wrapping_add(1), Relaxed);
    let sum = f64::from_bits(set.0.sum.load(Relaxed)) + value;
    set.0.sum.store(sum.to_bits(), Relaxed);
    sequence(set).store(before.wrapping_add(2), Release);
}

/// Adds a set, unless its owner is writing to it.
fn add_set(set: &Line, totals: &mut Totals) -> bool {
    let before = sequence(set).load(Acquire);
    if !before.is_multiple_of(2) {
        spin_loop();
        return false;
    }
    let sum = f64::from_bits(set.0.sum.load(Relaxed));
    totals.note((0..totals.len()).map(|i| set.bucket(i).load(Relaxed)));
    fence(Acquire);
    if sequence(set).load(Relaxed) != before {
        return false;
    }
    totals.add_noted(sum);
    true
}

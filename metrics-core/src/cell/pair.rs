//! The cells of a histogram that one thread observes in and scrapes read.
//!
//! There are two sets of sum and buckets. The owner writes to the one that is hot, and makes its
//! sequence number odd meanwhile; a scrape that found the number even, and the same before and
//! after it read a set, has whole observations only. An owner that does nothing but observe
//! would starve it: then the scrape makes the other set the hot one, and after at most one
//! observation more the set lies still.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use super::lanes::take_flag;
use super::line::{Line, lines, lines_of, word};
use super::sync::{fence, spin_loop, yield_now};
use super::totals::Totals;

/// The words of a set.
const SEQUENCE: usize = 0;
const SUM: usize = 1;
/// In the first set: which set is hot. Beside what the owner writes all the time, so that it
/// looks at no line more; scrapes write to it only if they must.
const HOT: usize = 2;
/// In the second set: whether a scrape is sending the owner to and fro.
const STEERED: usize = 2;
const BUCKETS: usize = 3;

/// How often a scrape tries to read a set before it steers the owner away.
const TRIES: usize = if cfg!(all(loom, test)) { 1 } else { 3 };

/// The cells of one histogram and one thread, in one allocation.
#[derive(Debug)]
#[doc(hidden)]
pub struct Pair(Box<[Line]>);

impl Pair {
    /// Cells for `buckets` buckets, the one of `+Inf` among them.
    pub(crate) fn new(buckets: usize) -> Self {
        Self(lines(2 * lines_of(BUCKETS + buckets)))
    }

    fn sets(&self) -> (&[Line], &[Line]) {
        self.0.split_at(self.0.len() / 2)
    }

    /// Records a value. Only one thread at a time may call this; the next one must have learned
    /// of the last one's end through a release and an acquire.
    #[inline]
    pub(crate) fn observe_alone(&self, bucket: usize, value: f64) {
        let (first, second) = self.sets();
        // An old answer does no harm: the sequence number tells the scrape.
        let set = if first[0].0[HOT].load(Relaxed) == 0 { first } else { second };
        let head = &set[0].0;
        let sequence = head[SEQUENCE].load(Relaxed);
        head[SEQUENCE].store(sequence.wrapping_add(1), Relaxed);
        // Who sees one of the stores below, and fences, sees the odd number.
        fence(Release);
        let cell = word(set, BUCKETS + bucket);
        cell.store(cell.load(Relaxed).wrapping_add(1), Relaxed);
        let sum = f64::from_bits(head[SUM].load(Relaxed)) + value;
        head[SUM].store(sum.to_bits(), Relaxed);
        head[SEQUENCE].store(sequence.wrapping_add(2), Release);
    }

    /// Adds what was observed, with every observation that finished before.
    pub(crate) fn add_to(&self, totals: &mut Totals) {
        let (first, second) = self.sets();
        let read = [first, second].map(|set| (0..TRIES).any(|_| add_set(set, totals)));
        if read == [true, true] {
            return;
        }
        // One scrape at a time, or they would send the owner back to each other's set.
        let steered = &second[0].0[STEERED];
        while !take_flag(steered) {
            yield_now();
        }
        for (n, set) in [first, second].into_iter().enumerate().filter(|&(n, _)| !read[n]) {
            first[0].0[HOT].store(u64::from(n == 0), Relaxed);
            while !add_set(set, totals) {
                yield_now();
            }
        }
        steered.store(0, Release);
    }
}

/// Adds a set, unless its owner is writing to it.
fn add_set(set: &[Line], totals: &mut Totals) -> bool {
    let sequence = &set[0].0[SEQUENCE];
    let before = sequence.load(Acquire);
    if !before.is_multiple_of(2) {
        spin_loop();
        return false;
    }
    let sum = f64::from_bits(set[0].0[SUM].load(Relaxed));
    totals.note((0..totals.len()).map(|i| word(set, BUCKETS + i).load(Relaxed)));
    fence(Acquire);
    if sequence.load(Relaxed) != before {
        return false;
    }
    totals.add_noted(sum);
    true
}

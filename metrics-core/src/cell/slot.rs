//! Slots: what makes a thread the only one to write to certain cells.
//!
//! A thread that owns a slot updates that slot's cells by plain loads and stores. When it ends,
//! the slot and the cells go to the next thread that asks; giving back and taking over are a
//! release and an acquire, so that the next owner goes on with the values of the last one and
//! nothing has to be folded.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use super::sync::{AtomicU32, constants};

/// How many threads own a slot at the same time. Few are needed by loom's small worlds.
pub(crate) const OWNED: usize = if cfg!(all(loom, test)) { 1 } else { 16 };

/// The slots that are free: one bit for each.
#[derive(Debug)]
pub(crate) struct Slots(AtomicU32);

impl Slots {
    constants! {
        pub(crate) fn new() -> Self {
            Self(AtomicU32::new((1 << OWNED) - 1))
        }
    }

    /// Takes the lowest free slot. Low slots are shared out first and again, so that few
    /// threads touch few cells.
    pub(crate) fn claim(&self) -> Option<usize> {
        let mut free = self.0.load(Relaxed);
        while free != 0 {
            let rest = free & (free - 1);
            // Acquire: what the last owner wrote to its cells is seen from here on.
            match self.0.compare_exchange_weak(free, rest, Acquire, Relaxed) {
                Ok(_) => return Some(free.trailing_zeros() as usize),
                Err(now) => free = now,
            }
        }
        None
    }

    /// Whether [`claim`](Self::claim) is worth a try.
    pub(crate) fn any(&self) -> bool {
        self.0.load(Relaxed) != 0
    }

    /// Gives a slot back. The caller writes to its cells no more.
    pub(crate) fn give_back(&self, slot: usize) {
        // Release: what was written is seen by the next owner. Slots that others take and give
        // meanwhile are read-modify-writes of the same word, so the chain holds.
        self.0.fetch_or(1 << slot, Release);
    }
}

//! Cells of which every thread has its own.

use super::slot::OWNED;
use super::sync::{OnceBox, array, constants};

/// A block of cells for each slot, made when the slot's owner first needs it, and one that is
/// shared by the threads without a slot.
///
/// `A` is what one thread updates alone, by plain loads and stores, and `S` what several update
/// together.
#[derive(Debug)]
pub(crate) struct Stripes<A, S> {
    alone: [OnceBox<A>; OWNED],
    shared: OnceBox<S>,
}

/// One update of some cells. The cells are lent for as long as it takes: a slot has another owner
/// when its thread ends.
pub(crate) trait Update<A, S>: Copy {
    fn new_alone(&self) -> A;
    fn new_shared(&self) -> S;

    /// Updates cells that nobody else writes to.
    fn alone(&self, cells: &A);

    /// Updates cells that others update as well.
    fn shared(&self, cells: &S);
}

impl<A, S> Stripes<A, S> {
    constants! {
        pub(crate) fn new() -> Self {
            Self { alone: array![OnceBox::new(); OWNED], shared: OnceBox::new() }
        }
    }

    /// Updates the calling thread's cells, as their only writer or as one of several; the block
    /// that they lie in is made if it is not there.
    #[cfg(not(all(loom, test)))]
    #[inline]
    pub(crate) fn update(&self, how: impl Update<A, S>) {
        match self.alone.get(super::thread::slot()).and_then(OnceBox::get) {
            Some(cells) => how.alone(cells),
            None => self.update_of(super::thread::claim, how),
        }
    }

    /// Updates the cells of a slot that the calling thread owns, or the shared ones.
    ///
    /// Not `cold`: this is the way of all threads that found no slot.
    #[inline(never)]
    pub(super) fn update_of(&self, slot: impl FnOnce() -> Option<usize>, how: impl Update<A, S>) {
        match slot() {
            Some(slot) => how.alone(self.alone[slot].get_or_init(|| Box::new(how.new_alone()))),
            None => how.shared(self.shared.get_or_init(|| Box::new(how.new_shared()))),
        }
    }

    /// The cells of all slots that were ever used.
    pub(crate) fn alone(&self) -> impl Iterator<Item = &A> {
        self.alone.iter().filter_map(OnceBox::get)
    }

    /// The shared cells, if they were ever used.
    pub(crate) fn shared(&self) -> Option<&S> {
        self.shared.get()
    }
}

//! What a thread knows of itself: its slot and its lane.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::slot::{OWNED, Slots};

static SLOTS: Slots = Slots::new();

/// A thread's slot, if it is not below [`OWNED`]: it has not asked for one yet.
const UNKNOWN: usize = OWNED;
/// There was no slot left.
const NONE_FREE: usize = OWNED + 1;
/// The thread is at its end (or in the middle of asking), and owns no slot from here on.
const NEVER: usize = OWNED + 2;

/// A thread's lane, before it first needs one.
const NOT_DEALT: usize = usize::MAX;

thread_local! {
    /// Without a destructor, so that it is there until the thread's very end, and reading it is
    /// one instruction.
    static SLOT: Cell<usize> = const { Cell::new(UNKNOWN) };
    static LEASE: Lease = const { Lease(Cell::new(None)) };
    static LANE: Cell<usize> = const { Cell::new(NOT_DEALT) };
}

/// Gives the thread's slot back when the thread ends.
struct Lease(Cell<Option<usize>>);

impl Drop for Lease {
    fn drop(&mut self) {
        // First this: destructors of the thread that run later update the shared cells.
        set_slot(NEVER);
        if let Some(slot) = self.0.take() {
            SLOTS.give_back(slot);
        }
    }
}

/// The calling thread's slot if it is below [`OWNED`]; otherwise ask [`claim`].
#[inline]
pub(super) fn slot() -> usize {
    SLOT.try_with(Cell::get).unwrap_or(NEVER)
}

fn set_slot(slot: usize) {
    // Without thread-locals the thread stays without a slot.
    let _ = SLOT.try_with(|own| own.set(slot));
}

/// The slot that the calling thread owns, now that it needs one. `None` if all are taken, or the
/// thread is at its end.
///
/// A thread that found none goes on asking, so that threads that live long get the slots of
/// those that ended.
#[inline]
pub(super) fn claim() -> Option<usize> {
    match slot() {
        own if own < OWNED => Some(own),
        NONE_FREE if !SLOTS.any() => None,
        NEVER => None,
        _ => ask(),
    }
}

#[cold]
fn ask() -> Option<usize> {
    // Whatever updates a metric meanwhile (making a thread-local may allocate) does not ask.
    set_slot(NEVER);
    // An error: the lease is destroyed, so no slot taken now would be given back.
    let slot = LEASE.try_with(|lease| {
        lease.0.set(SLOTS.claim());
        lease.0.get()
    });
    set_slot(match slot {
        Ok(Some(slot)) => slot,
        Ok(None) => NONE_FREE,
        Err(_) => NEVER,
    });
    slot.ok().flatten()
}

/// The lane that the calling thread tries first. Threads are dealt out in turn.
#[inline]
pub(crate) fn lane() -> usize {
    match LANE.try_with(Cell::get) {
        Ok(lane) if lane != NOT_DEALT => lane,
        _ => deal_lane(),
    }
}

#[cold]
#[inline(never)]
fn deal_lane() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let lane = NEXT.fetch_add(1, Relaxed);
    set_lane(lane);
    lane
}

/// From here on the calling thread tries this lane first.
pub(crate) fn set_lane(lane: usize) {
    let _ = LANE.try_with(|own| own.set(lane));
}

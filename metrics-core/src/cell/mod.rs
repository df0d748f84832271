//! The atomics that metrics sit on. **No other room names a memory ordering.**
//!
//! The values of metrics are independent of each other, so plain cells use relaxed operations:
//! whoever learned of an update through any synchronisation of its own also sees it here.
//!
//! Loom runs this room as it stands (`tests/loom.rs`), but for what reads thread-locals.

mod lanes;
mod last;
mod line;
mod link;
#[cfg(all(loom, test))]
mod models;
mod pair;
mod record;
mod slot;
mod stripes;
mod sync;
#[cfg(all(test, not(loom)))]
mod tests;
#[cfg(not(all(loom, test)))]
mod thread;
mod totals;

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use sync::{AtomicBool, AtomicU64, constants};

pub(crate) use sync::OnceBox;

pub(crate) use lanes::Lanes;
pub(crate) use line::Padded;
pub(crate) use link::{Link, Tagged};
pub(crate) use pair::Pair;
pub(crate) use record::{INLINE, Packed, Record, Version, Word, Words};
pub(crate) use stripes::{Stripes, Update};
#[cfg(not(all(loom, test)))]
pub(crate) use thread::{lane, set_lane};
pub(crate) use totals::Totals;

/// A sum of unsigned integers. Wraps past `u64::MAX`.
#[derive(Debug)]
#[doc(hidden)]
pub struct Sum(AtomicU64);

impl Sum {
    constants! {
        pub(crate) fn new() -> Self {
            Self(AtomicU64::new(0))
        }
    }

    #[inline]
    pub(crate) fn add(&self, n: u64) {
        self.0.fetch_add(n, Relaxed);
    }

    pub(crate) fn reset(&self) {
        self.0.store(0, Relaxed);
    }

    /// As [`add`](Self::add), for the only thread that writes: no locked instruction.
    #[inline]
    pub(crate) fn add_alone(&self, n: u64) {
        self.0.store(self.0.load(Relaxed).wrapping_add(n), Relaxed);
    }

    #[inline]
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

/// A count that is changed by one thread at a time, and seen by others.
#[derive(Debug)]
pub(crate) struct Tally(AtomicU64);

impl Tally {
    constants! {
        pub(crate) fn new() -> Self {
            Self(AtomicU64::new(0))
        }
    }

    pub(crate) fn reset(&self) {
        self.0.store(0, Relaxed);
    }

    /// Changes the count, and says what it is then.
    pub(crate) fn change(&self, change: impl FnOnce(u64) -> u64) -> u64 {
        let count = change(self.0.load(Relaxed));
        self.0.store(count, Relaxed);
        count
    }
}

/// A float that can be set and added to.
#[derive(Debug)]
#[doc(hidden)]
pub struct Float(AtomicU64);

impl Float {
    constants! {
        pub(crate) fn new() -> Self {
            Self(AtomicU64::new(0))
        }
    }

    #[inline]
    pub(crate) fn set(&self, value: f64) {
        self.0.store(value.to_bits(), Relaxed);
    }

    #[inline]
    pub(crate) fn add(&self, value: f64) {
        let mut seen = self.0.load(Relaxed);
        loop {
            let next = (f64::from_bits(seen) + value).to_bits();
            match self.0.compare_exchange_weak(seen, next, Relaxed, Relaxed) {
                Ok(_) => return,
                Err(now) => seen = now,
            }
        }
    }

    /// As [`add`](Self::add), for the only thread that writes: no locked instruction.
    #[inline]
    pub(crate) fn add_alone(&self, value: f64) {
        self.set(self.get() + value);
    }

    #[inline]
    pub(crate) fn get(&self) -> f64 {
        f64::from_bits(self.0.load(Relaxed))
    }
}

/// What a value was when it was last taken back: for values whose parts only their owners write
/// to. Zero at first, and as bits for any sort of number.
#[derive(Debug)]
#[doc(hidden)]
pub struct Mark(AtomicU64);

impl Mark {
    constants! {
        pub(crate) fn new() -> Self {
            Self(AtomicU64::new(0))
        }
    }

    /// Release: who reads the mark finds the parts as new as they were for the caller.
    pub(crate) fn set(&self, bits: u64) {
        self.0.store(bits, Release);
    }

    /// To be read before the parts, which then add up to the mark or more.
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Acquire)
    }
}

/// Sixty-four flags.
#[derive(Debug)]
#[doc(hidden)]
pub struct Flags(AtomicU64);

impl Flags {
    constants! {
        pub(crate) fn new() -> Self {
            Self(AtomicU64::new(0))
        }
    }

    /// Raises a flag. Writes only if it is not yet up, so that the cache line stays shared.
    #[inline]
    pub(crate) fn raise(&self, flag: usize) {
        if !self.is_up(flag) {
            self.0.fetch_or(1 << flag, Release);
        }
    }

    /// Replaces all flags at once.
    #[inline]
    pub(crate) fn set(&self, flags: u64) {
        self.0.store(flags, Release);
    }

    /// Lowers a flag, and says whether it was up.
    pub(crate) fn lower(&self, flag: usize) -> bool {
        let bit = 1 << flag;
        self.0.fetch_and(!bit, Relaxed) & bit != 0
    }

    /// Whether a flag is up; what was done before it was raised is then seen.
    #[inline]
    pub(crate) fn is_up(&self, flag: usize) -> bool {
        self.0.load(Acquire) & (1 << flag) != 0
    }

    /// All flags, as [`is_up`](Self::is_up) sees them.
    #[inline]
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Acquire)
    }
}

/// A flag that goes up and down, and guards nothing.
#[derive(Debug, Default)]
pub(crate) struct Flag(AtomicBool);

impl Flag {
    constants! {
        /// A flag that is down.
        pub(crate) fn new() -> Self {
            Self(AtomicBool::new(false))
        }
    }

    pub(crate) fn set(&self, up: bool) {
        self.0.store(up, Relaxed);
    }

    pub(crate) fn get(&self) -> bool {
        self.0.load(Relaxed)
    }
}

//! The atomics that metrics sit on. **No other room names a memory ordering.**
//!
//! The values of metrics are independent of each other, so plain cells use relaxed operations:
//! whoever learned of an update through any synchronisation of its own also sees it here.

mod lanes;
mod link;
mod record;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

pub(crate) use lanes::{Lanes, Totals};
pub(crate) use link::{Link, Tagged};
pub(crate) use record::{INLINE, Packed, Record, Version, Word, Words};

/// A sum of unsigned integers. Wraps past `u64::MAX`.
#[derive(Debug)]
pub(crate) struct Sum(AtomicU64);

impl Sum {
    pub(crate) const fn new() -> Self {
        Self(AtomicU64::new(0))
    }

    #[inline]
    pub(crate) fn add(&self, n: u64) {
        self.0.fetch_add(n, Relaxed);
    }

    pub(crate) fn reset(&self) {
        self.0.store(0, Relaxed);
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
    pub(crate) const fn new() -> Self {
        Self(AtomicU64::new(0))
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
pub(crate) struct Float(AtomicU64);

impl Float {
    pub(crate) const fn new() -> Self {
        Self(AtomicU64::new(0))
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

    #[inline]
    pub(crate) fn get(&self) -> f64 {
        f64::from_bits(self.0.load(Relaxed))
    }
}

/// Sixty-four flags.
#[derive(Debug)]
#[doc(hidden)]
pub struct Flags(AtomicU64);

impl Flags {
    pub(crate) const fn new() -> Self {
        Self(AtomicU64::new(0))
    }

    /// Raises a flag. Writes only if it is not yet up, so that the cache line stays shared.
    #[inline]
    pub(crate) fn raise(&self, flag: usize) {
        let bit = 1 << flag;
        if self.0.load(Relaxed) & bit == 0 {
            self.0.fetch_or(bit, Relaxed);
        }
    }

    /// Lowers a flag, and says whether it was up.
    pub(crate) fn lower(&self, flag: usize) -> bool {
        let bit = 1 << flag;
        self.0.fetch_and(!bit, Relaxed) & bit != 0
    }

    #[inline]
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

/// A flag that goes up and down, and guards nothing.
#[derive(Debug, Default)]
pub(crate) struct Flag(AtomicBool);

impl Flag {
    pub(crate) fn set(&self, up: bool) {
        self.0.store(up, Relaxed);
    }

    pub(crate) fn get(&self) -> bool {
        self.0.load(Relaxed)
    }
}

//! Pointers that are published to readers without a lock.

use std::ptr;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use super::sync::{AtomicPtr, constants};

/// A pointer to a `T` and six bits beside it, which lie where the pointer has zeros. What it
/// points to was written before it was stored, and is seen by whoever loads it.
#[derive(Debug)]
pub(crate) struct Link<T>(AtomicPtr<T>);

/// What a [`Link`] held.
#[derive(Debug)]
pub(crate) struct Tagged<T>(*mut T);

/// The bits of a tag.
const TAG: usize = 0b11_1111;

impl<T> Link<T> {
    constants! {
        pub(crate) fn null() -> Self {
            Self(AtomicPtr::new(ptr::null_mut()))
        }
    }

    pub(crate) fn of(tagged: Tagged<T>) -> Self {
        Self(AtomicPtr::new(tagged.0))
    }

    #[inline]
    pub(crate) fn load(&self) -> Tagged<T> {
        Tagged(self.0.load(Acquire))
    }

    /// As [`load`](Self::load), for the only one who stores.
    pub(crate) fn own(&self) -> Tagged<T> {
        Tagged(self.0.load(Relaxed))
    }

    pub(crate) fn store(&self, tagged: Tagged<T>) {
        self.0.store(tagged.0, Release);
    }
}

impl<T> Tagged<T> {
    pub(crate) const NULL: Self = Self(ptr::null_mut());

    /// # Panics
    ///
    /// If the pointer is not aligned to 64 bytes.
    pub(crate) fn new(pointer: *mut T, tag: usize) -> Self {
        assert_eq!(pointer.addr() & TAG, 0, "the pointer leaves no room for a tag");
        Self(pointer.map_addr(|address| address | (tag & TAG)))
    }

    #[inline]
    pub(crate) fn is_null(self) -> bool {
        self.0.is_null()
    }

    #[inline]
    pub(crate) fn tag(self) -> usize {
        self.0.addr() & TAG
    }

    #[inline]
    pub(crate) fn pointer(self) -> *mut T {
        self.0.map_addr(|address| address & !TAG)
    }
}

impl<T> Clone for Tagged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Tagged<T> {}

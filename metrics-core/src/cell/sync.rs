//! Where the room's atomics come from: the standard library, or loom in its tests
//! (`tests/loom.rs` builds this very room, with `--cfg loom`).
//!
//! Loom's atomics belong to one run of a model, so they cannot be made in constants. What is
//! `const` for everyone else is a plain function there ([`constants!`]), and no statics are
//! built.

#[cfg(not(all(loom, test)))]
mod from {
    pub(crate) use std::hint::spin_loop;
    pub(crate) use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, fence};
    pub(crate) use std::thread::yield_now;

    /// Two threads that come first at the same time both make a value, and one of these is used.
    pub(crate) use once_cell::race::OnceBox;

    /// Functions that can be called in constants.
    macro_rules! constants {
        ($($(#[$attr:meta])* $vis:vis fn $name:ident() -> $ret:ty $body:block)*) => {
            $($(#[$attr])* $vis const fn $name() -> $ret $body)*
        };
    }
    pub(crate) use constants;

    /// An array of values that are made one by one.
    macro_rules! array {
        ($value:expr; $len:expr) => {
            [const { $value }; $len]
        };
    }
    pub(crate) use array;
}

#[cfg(all(loom, test))]
mod from {
    pub(crate) use loom::hint::spin_loop;
    pub(crate) use loom::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, fence};
    pub(crate) use loom::thread::yield_now;

    pub(crate) use super::once::OnceBox;

    macro_rules! constants {
        ($($(#[$attr:meta])* $vis:vis fn $name:ident() -> $ret:ty $body:block)*) => {
            $($(#[$attr])* $vis fn $name() -> $ret $body)*
        };
    }
    pub(crate) use constants;

    macro_rules! array {
        ($value:expr; $len:expr) => {
            std::array::from_fn(|_| $value)
        };
    }
    pub(crate) use array;
}

pub(crate) use from::*;

/// Loom does not know `OnceBox`: this one has the same promises, made with loom's parts.
#[cfg(all(loom, test))]
mod once {
    use std::sync::OnceLock;

    use loom::sync::atomic::AtomicBool;
    use loom::sync::atomic::Ordering::{Acquire, Release};

    #[derive(Debug)]
    pub(crate) struct OnceBox<T> {
        value: OnceLock<Box<T>>,
        made: AtomicBool,
    }

    impl<T> OnceBox<T> {
        pub(crate) fn new() -> Self {
            Self { value: OnceLock::new(), made: AtomicBool::new(false) }
        }

        pub(crate) fn get(&self) -> Option<&T> {
            if self.made.load(Acquire) { self.value.get().map(|value| &**value) } else { None }
        }

        pub(crate) fn get_or_init(&self, make: impl FnOnce() -> Box<T>) -> &T {
            if let Some(value) = self.get() {
                return value;
            }
            let value = make();
            if self.made.compare_exchange(false, true, Release, Acquire).is_ok() {
                // No other thread runs before the next operation of loom's.
                let _ = self.value.set(value);
            }
            self.value.get().expect("the flag is raised once, and the value is set with it")
        }
    }
}

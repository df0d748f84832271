//! Collectors behind a lock.
//!
//! The lock is held while what it guards is collected. A thread that panicked while it held the
//! lock does not keep the metrics from being seen: they are read as it left them.

use std::sync::{Mutex, PoisonError, RwLock};

use crate::collector::{Collector, Describe, Descs, Group, Trust};
use crate::desc::{Desc, Tree};
use crate::scrape::Scrape;

/// What guards a value.
pub(crate) trait Lock<T> {
    /// Reads the value under the lock, poisoned or not.
    fn read_locked<R>(&self, read: impl FnOnce(&T) -> R) -> R;
}

impl<T> Lock<T> for Mutex<T> {
    fn read_locked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<T> Lock<T> for RwLock<T> {
    fn read_locked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.read().unwrap_or_else(PoisonError::into_inner))
    }
}

macro_rules! locked {
    ($($lock:ident)*) => {$(
        /// A collector behind a lock is one. The lock is held while it describes itself and while
        /// it is collected; one that is poisoned is read all the same.
        #[diagnostic::do_not_recommend]
        impl<C: Collector> Collector for $lock<C> {
            fn describe(&self, descs: &mut Descs) {
                self.read_locked(|collector| collector.describe(descs));
            }

            fn collect(&self, scrape: &mut Scrape<'_>) {
                self.read_locked(|collector| collector.collect(scrape));
            }

            fn as_group(&self) -> Option<&dyn Group> {
                self.read_locked(|collector| collector.as_group().is_some()).then_some(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: Describe> Describe for $lock<T> {
            const TREE: &'static Tree = T::TREE;
        }

        #[diagnostic::do_not_recommend]
        impl<C: Collector> Group for $lock<C> {
            fn emit(&self, descs: &[Desc], scrape: &mut Scrape<'_>) {
                self.read_locked(|collector| {
                    if let Some(group) = collector.as_group() {
                        group.emit(descs, scrape);
                    }
                });
            }

            /// Who holds the lock may make a scrape wait.
            fn trust(&self) -> Trust {
                Trust::Foreign
            }
        }
    )*};
}
locked!(Mutex RwLock);

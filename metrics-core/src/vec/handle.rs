//! What holds on to a series of a family with an open label.

use std::fmt;
use std::ops::Deref;

use super::entry::Entry;
use super::open::Inner;
use crate::store::Metric;

/// Holds on to a series of a family with an open label; see
/// [`MetricVec::handle`](super::MetricVec::handle). Derefs to the metric.
///
/// If the series is removed, updates go on and nobody sees them (H10); they never land in another
/// series, not even in a later one with the same labels.
pub struct OpenHandle<'a, M: Metric> {
    inner: &'a Inner<M>,
    entry: &'a Entry<M>,
}

impl<'a, M: Metric> OpenHandle<'a, M> {
    /// For an entry that was pinned.
    pub(super) fn new(inner: &'a Inner<M>, entry: &'a Entry<M>) -> Self {
        Self { inner, entry }
    }
}

impl<M: Metric> Deref for OpenHandle<'_, M> {
    type Target = M;

    #[inline]
    fn deref(&self) -> &M {
        &self.entry.metric
    }
}

impl<M: Metric> Drop for OpenHandle<'_, M> {
    fn drop(&mut self) {
        self.inner.table.write().unpin(self.entry);
    }
}

impl<M: Metric + fmt::Debug> fmt::Debug for OpenHandle<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OpenHandle").field(&**self).finish()
    }
}

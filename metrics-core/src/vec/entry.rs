//! The entries of a table.

use std::fmt;

use crate::cell::Record;

/// One series: its state, its key, its metric. A plain counter or gauge with a key of up to 40
/// bytes is one cache line.
#[repr(C, align(64))]
pub(super) struct Entry<M> {
    pub(super) record: Record,
    pub(super) metric: M,
}

impl<M> Entry<M> {
    pub(super) fn new(metric: M) -> Self {
        Self { record: Record::new(), metric }
    }
}

impl<M> fmt::Debug for Entry<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record.fmt(f)
    }
}

/// An entry as a lookup found it: it had the key in this generation.
pub struct Found<'t, M> {
    pub(super) entry: &'t Entry<M>,
    pub(super) generation: u32,
}

impl<M> fmt::Debug for Found<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Found").field("generation", &self.generation).finish_non_exhaustive()
    }
}

impl<M> Clone for Found<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Found<'_, M> {}

impl<'t, M> Found<'t, M> {
    /// The metric, unless the entry serves another key by now.
    #[inline]
    pub(crate) fn metric(self) -> Option<&'t M> {
        self.entry.record.is_of(self.generation).then_some(&self.entry.metric)
    }

    /// The metric, also if its memory serves another key by now: for who was just told of it.
    pub(crate) fn cell(self) -> &'t M {
        &self.entry.metric
    }

    /// Whether the series is still one of the family's.
    pub(super) fn is_live(self) -> bool {
        self.entry.record.is_still(self.generation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Counter, Histogram};

    #[test]
    fn entries_are_as_large_as_documented() {
        assert_eq!(size_of::<Entry<Counter>>(), 64);
        assert_eq!(align_of::<Entry<Counter>>(), 64);
        assert_eq!(size_of::<Entry<Histogram>>(), 128);
        assert_eq!(size_of::<std::sync::OnceLock<Histogram>>(), 56);
    }
}

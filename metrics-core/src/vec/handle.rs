//! What holds on to a series.
#![allow(unsafe_code)]

use std::fmt;
use std::ops::Deref;
use std::ptr;
use std::sync::Arc;

use super::MetricVec;
use super::bounded::Bounded;
use super::entry::Entry;
use crate::store::{LabelSet, Metric, Store};

/// Holds on to a series of a family with an open label; see
/// [`MetricVec::handle`](super::MetricVec::handle). Derefs to the metric.
///
/// If the series is removed, updates go on and nobody sees them (H10); they never land in another
/// series, not even in a later one with the same labels.
pub struct OpenHandle<'a, M: Metric> {
    inner: &'a Bounded<M>,
    entry: &'a Entry<M>,
}

impl<'a, M: Metric> OpenHandle<'a, M> {
    /// The series, which is made if it is not there.
    pub(super) fn new(
        inner: &'a Bounded<M>,
        closed: u32,
        texts: &[&str],
        make: impl Fn() -> M,
    ) -> Self {
        let mut writing = inner.table.write();
        let found = inner.find_or_insert(&mut writing, closed, texts, make);
        writing.pin(found);
        Self { inner, entry: found.entry }
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

/// An [`OpenHandle`] that keeps what its series lie in.
pub(crate) struct Keeping<O, M: Metric> {
    // Fields are dropped in this order: the handle goes before what it leads to.
    handle: OpenHandle<'static, M>,
    _owner: Arc<O>,
}

impl<O, M: Metric> Keeping<O, M> {
    /// The series with these texts, which is made if it is not there.
    pub(crate) fn new(
        owner: Arc<O>,
        series: impl FnOnce(&O) -> &Bounded<M>,
        texts: &[&str],
        make: impl Fn() -> M,
    ) -> Self {
        // SAFETY: as in `OwnedHandle::new`: the owner is shared and kept for longer than the
        // handle, and the handle's lifetime is never shown.
        let series: &'static Bounded<M> = unsafe { &*ptr::from_ref(series(&owner)) };
        Self { handle: OpenHandle::new(series, 0, texts, make), _owner: owner }
    }

    #[inline]
    pub(crate) fn metric(&self) -> &M {
        &self.handle
    }
}

type Handle<L, M> = <<L as LabelSet>::Store<M> as Store<L, M>>::Handle<'static>;

/// A [`handle`](MetricVec::handle) that keeps what its family lies in: for a place in a struct.
/// Derefs to the metric.
///
/// ```
/// use std::sync::Arc;
/// use metrics_core::{Collector, Counter, CounterVec, LabelSet, OwnedHandle};
///
/// #[derive(LabelSet)]
/// struct Peer<'a> {
///     #[label(max = 100)]
///     peer: &'a str,
/// }
///
/// #[derive(Collector, Default)]
/// struct Metrics {
///     /// Messages received.
///     messages_total: CounterVec<Peer<'static>>,
/// }
///
/// struct Connection {
///     received: OwnedHandle<Metrics, Peer<'static>, Counter>,
/// }
///
/// let metrics = Arc::new(Metrics::default());
/// let labels = Peer { peer: "10.0.0.7" };
/// let received =
///     OwnedHandle::new(Arc::clone(&metrics), |metrics| &metrics.messages_total, labels);
/// let connection = Connection { received };
/// connection.received.inc();
/// assert_eq!(metrics.messages_total.with(Peer { peer: "10.0.0.7" }).get(), 1);
/// ```
pub struct OwnedHandle<C, L: LabelSet, M: Metric> {
    // Fields are dropped in this order: the handle goes before what it leads to.
    handle: Handle<L, M>,
    _owner: Arc<C>,
}

impl<C, L: LabelSet, M: Metric> OwnedHandle<C, L, M> {
    /// Holds on to the series with these labels of one of the owner's families. Costs what
    /// [`MetricVec::handle`] does.
    pub fn new(
        owner: Arc<C>,
        family: impl FnOnce(&C) -> &MetricVec<L, M>,
        labels: L::With<'_>,
    ) -> Self {
        // SAFETY: the family may be borrowed for as long as the owner may. The owner is shared,
        // so nobody can take it back or change what it leads to, and is kept for longer than
        // the handle. That the handle's lifetime is a longer one is never shown.
        let family: &'static MetricVec<L, M> = unsafe { &*ptr::from_ref(family(&owner)) };
        Self { handle: family.handle(labels), _owner: owner }
    }
}

impl<C, L: LabelSet, M: Metric> Deref for OwnedHandle<C, L, M>
where
    Handle<L, M>: Deref<Target = M>,
{
    type Target = M;

    #[inline]
    fn deref(&self) -> &M {
        &self.handle
    }
}

impl<C, L: LabelSet, M: Metric> fmt::Debug for OwnedHandle<C, L, M>
where
    Handle<L, M>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OwnedHandle").field(&self.handle).finish()
    }
}

//! What holds on to a series.
#![allow(unsafe_code)]

use std::fmt;
use std::mem::MaybeUninit;
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
    /// For an entry that was pinned.
    pub(super) fn new(inner: &'a Bounded<M>, entry: &'a Entry<M>) -> Self {
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
pub struct OwnedHandle<C, L: LabelSet, M: Metric>(Keeping<Handle<L, M>, C>);

impl<C, L: LabelSet, M: Metric> OwnedHandle<C, L, M> {
    /// Holds on to the series with these labels of one of the owner's families. Costs what
    /// [`MetricVec::handle`] does.
    pub fn new(
        owner: Arc<C>,
        family: impl FnOnce(&C) -> &MetricVec<L, M>,
        labels: L::With<'_>,
    ) -> Self {
        Self(Keeping::new(owner, family, |family| family.handle(labels)))
    }
}

impl<C, L: LabelSet, M: Metric> Deref for OwnedHandle<C, L, M>
where
    Handle<L, M>: Deref<Target = M>,
{
    type Target = M;

    #[inline]
    fn deref(&self) -> &M {
        self.0.handle()
    }
}

impl<C, L: LabelSet, M: Metric> fmt::Debug for OwnedHandle<C, L, M>
where
    Handle<L, M>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OwnedHandle").field(self.0.handle()).finish()
    }
}

/// What borrows from an owner that it keeps.
pub(crate) struct Keeping<H, O> {
    /// Wrapped, so that the compiler does not know of references in it: one that a function is
    /// given must be valid until the function returns, and the owner may go before that.
    handle: MaybeUninit<H>,
    _owner: Arc<O>,
}

impl<H, O> Keeping<H, O> {
    /// What `take` makes of a part of the owner.
    pub(crate) fn new<T: 'static>(
        owner: Arc<O>,
        part: impl FnOnce(&O) -> &T,
        take: impl FnOnce(&'static T) -> H,
    ) -> Self {
        // SAFETY: the part may be borrowed for as long as the owner may. The owner is shared, so
        // nobody can take it back or change what it leads to, and is dropped after the handle.
        // That the handle's lifetime is a longer one is never shown.
        let part: &'static T = unsafe { &*ptr::from_ref(part(&owner)) };
        Self { handle: MaybeUninit::new(take(part)), _owner: owner }
    }

    #[inline]
    pub(crate) fn handle(&self) -> &H {
        // SAFETY: it is there until this is dropped.
        unsafe { self.handle.assume_init_ref() }
    }
}

impl<H, O> Drop for Keeping<H, O> {
    fn drop(&mut self) {
        // SAFETY: nobody asks for it after this. The owner is dropped next.
        unsafe { self.handle.assume_init_drop() };
    }
}

//! Registerers in a wrap.

use super::error::RegisterError;
use super::registerer::{Candidate, DynRegisterer, Identity};
use crate::desc::{Str, Wrap};
use crate::held::Ticket;

/// A registerer that wraps every collector which is registered through it: adds constant labels,
/// or puts a prefix before names.
///
/// Wraps nest, in any order; what was added last lies innermost, so of two prefixes it is the
/// second. The wrap is recognised by what it does: a collector can be unregistered through an
/// equal one (S57). A label that a collector has already makes its descriptor invalid, be it with
/// the same value (S53).
///
/// ```
/// use metrics_core::{Gauge, Registerer, Registry};
///
/// let registry = Registry::new();
/// let shop = registry.with_prefix("shop_").with_labels([("zone", "eu")]);
/// let open = shop.register(Gauge::named("orders_open", "Orders not finished."))?;
/// open.inc();
/// let text = registry.encode(metrics_core::Format::Text).into_string();
/// assert!(text.ends_with("\nshop_orders_open{zone=\"eu\"} 1\n"));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Wrapping<R> {
    registerer: R,
    /// The outermost first.
    wraps: Vec<Wrap>,
}

impl<R: DynRegisterer> Wrapping<R> {
    /// A registerer in no wrap yet. For one that shall own what it wraps: an `Arc<Registry>`, say.
    #[must_use]
    pub fn new(registerer: R) -> Self {
        Self { registerer, wraps: Vec::new() }
    }

    /// Adds constant labels to all metrics.
    #[must_use]
    pub fn with_labels<N: Into<Str>, V: Into<Str>>(
        mut self,
        labels: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        self.wraps.push(Wrap::labels(labels));
        self
    }

    /// Puts `prefix` before all names, as it is: it usually ends in `_`.
    #[must_use]
    pub fn with_prefix(mut self, prefix: impl Into<Str>) -> Self {
        self.wraps.push(Wrap::prefix(prefix));
        self
    }
}

impl<R: DynRegisterer> DynRegisterer for Wrapping<R> {
    fn add(&self, mut candidates: Vec<Candidate>) -> Result<Vec<Ticket>, RegisterError> {
        for candidate in &mut candidates {
            candidate.wrap(self.wraps.iter().rev());
        }
        self.registerer.add(candidates)
    }

    fn remove(&self, mut identity: Identity) -> bool {
        identity.wrap(self.wraps.iter().rev());
        self.registerer.remove(identity)
    }

    fn revoke(&self, ticket: &Ticket) -> bool {
        self.registerer.revoke(ticket)
    }
}

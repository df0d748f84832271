//! What a registry has, for those who look.

use std::fmt;
use std::sync::Arc;

use super::Registry;
use crate::collector::Describe;
use crate::desc::Desc;
use crate::gather::Member;
use crate::held::{Held, Ticket};

/// A collector that is registered; see [`Registry::registered`].
#[derive(Clone)]
pub struct Registered(Arc<Member>);

impl Registered {
    /// The descriptors, as all wraps left them; none of an unchecked collector. Each knows its
    /// [place](Desc::place) in the source.
    #[must_use]
    pub fn descs(&self) -> &[Desc] {
        self.0.descs()
    }

    /// The type of the collector, as it was handed over.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.0.type_name()
    }

    /// The collector, without its wraps.
    #[must_use]
    pub fn collector(&self) -> &Held {
        self.0.core()
    }

    /// What the registry takes the collector back by.
    #[must_use]
    pub fn ticket(&self) -> Ticket {
        Ticket::new(self.0.id(), &self.0)
    }
}

impl fmt::Debug for Registered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut registered = f.debug_struct("Registered");
        registered.field("type_name", &self.type_name()).field("descs", &self.descs()).finish()
    }
}

impl Registry {
    /// What is registered, in order of registration.
    ///
    /// ```
    /// use metrics_core::{Counter, Registry};
    ///
    /// let registry = Registry::new();
    /// registry.register(Counter::named("jobs_total", "Jobs done."))?;
    /// let catalogue = registry.registered();
    /// let lines = catalogue.iter().flat_map(|collector| collector.descs());
    /// let lines = lines.map(|desc| format!("{}: {} ({})", desc.name(), desc.help(), desc.place()));
    /// assert_eq!(lines.count(), 1);
    /// # Ok::<(), metrics_core::RegisterError>(())
    /// ```
    #[must_use]
    pub fn registered(&self) -> Vec<Registered> {
        self.read().members.iter().cloned().map(Registered).collect()
    }

    /// Those of the descriptors that no collector here has: for a test that nothing was forgotten.
    /// One that a wrap changed is not missing.
    ///
    /// Compares each with each, unless it is registered as it is.
    #[must_use]
    pub fn missing(&self, descs: impl IntoIterator<Item = Desc>) -> Vec<Desc> {
        let state = self.read();
        let is_there = |desc: &Desc| {
            let same = state.descs.get(&desc.id());
            same.is_some_and(|same| same.dimension() == desc.dimension())
                || state.descs.values().any(|other| other.wraps(desc))
        };
        descs.into_iter().filter(|desc| !is_there(desc)).collect()
    }

    /// As [`missing`](Self::missing), for the descriptors of a derived collector.
    ///
    /// ```
    /// use metrics_core::{Collector, Counter, Registry};
    ///
    /// #[derive(Collector)]
    /// #[collector(namespace = "shop", new)]
    /// struct Metrics {
    ///     /// Orders taken.
    ///     orders_total: Counter,
    /// }
    ///
    /// static METRICS: Metrics = Metrics::new();
    ///
    /// let registry = Registry::new();
    /// assert_eq!(registry.missing_of::<Metrics>()[0].name(), "shop_orders_total");
    /// registry.register(&METRICS)?;
    /// assert!(registry.missing_of::<Metrics>().is_empty());
    /// # Ok::<(), metrics_core::RegisterError>(())
    /// ```
    #[must_use]
    pub fn missing_of<T: Describe>(&self) -> Vec<Desc> {
        self.missing(T::descs())
    }
}

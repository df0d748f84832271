//! Registries: which collectors are scraped together, and whether their metrics agree.

mod error;
mod guard;
mod list;
mod registerer;
mod state;
mod wrapping;

use std::any::Any;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use once_cell::sync::OnceCell;

use crate::collector::{Collector, Descs};
use crate::desc::Desc;
use crate::exposition::Format;
use crate::function;
use crate::gather::{self, Encoded, Gatherer, Member, Scraped};
use crate::held::{Held, IntoHeld, Registration, Ticket};
use crate::scrape::Scrape;
use state::{Commit, State};

pub use error::{AlreadyRegistered, RegisterError, RegisterErrorKind};
pub use guard::RegistrationGuard;
pub use list::Registered;
pub use registerer::{Candidate, DynRegisterer, Identity, Registerer};
pub use wrapping::Wrapping;

/// The collectors that are scraped together.
///
/// Registration checks that their metrics agree (S9–S17): a name stands for one help text, unit,
/// kind and set of label names, and no two collectors supply the same metric. Share a registry by
/// reference or in an `Arc`; all methods take `&self`.
///
/// ```
/// use metrics_core::{Collector, Counter, Format, Registry};
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
/// registry.register(&METRICS)?;
/// METRICS.orders_total.inc();
/// let text = registry.encode(Format::Text).into_string();
/// assert!(text.ends_with("\nshop_orders_total 1\n"));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
#[derive(Default)]
pub struct Registry {
    state: RwLock<State>,
    pedantic: bool,
    forgetting: bool,
}

impl Registry {
    /// A registry without collectors.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A registry that also verifies, at every scrape, that what a collector sends is what it
    /// described (J2), with the same labels, help and unit: for tests of hand-written
    /// collectors.
    #[must_use]
    pub fn pedantic() -> Self {
        Self { pedantic: true, ..Self::default() }
    }

    /// The same registry, but one that forgets a name when the last collector with it is
    /// unregistered: another with other labels, help, unit or kind may have the name then.
    ///
    /// For tests and plugins. Prometheus sees one metric change its meaning, so what this allows
    /// is refused otherwise (S17).
    ///
    /// ```
    /// use metrics_core::{Counter, Registry};
    ///
    /// let registry = Registry::new().forgetting();
    /// let jobs = registry.register(Counter::named("jobs_total", "Jobs."))?;
    /// registry.unregister(&*jobs);
    /// registry.register(Counter::named("jobs_total", "Jobs done, not begun."))?;
    /// # Ok::<(), metrics_core::RegisterError>(())
    /// ```
    #[must_use]
    pub fn forgetting(mut self) -> Self {
        self.forgetting = true;
        self
    }

    /// Adds a collector: one that is owned, in an `Arc`, or a `&'static`; or the builder of a
    /// [`Named`](crate::Named) metric.
    ///
    /// A failed registration leaves no trace (S13). The collector's `describe` runs before
    /// anything is locked, and guarded against panics.
    ///
    /// More ways to register are in [`Registerer`].
    ///
    /// # Errors
    ///
    /// Of several reasons the first in this order (S12): a descriptor is invalid; one does not
    /// agree with those of its name, in label names, help, unit or kind, or its name is another
    /// one that the formats [write](crate::name::escape) alike; the same collector is
    /// registered already ([`AlreadyRegistered`], which holds both); another collector
    /// supplies one of the metrics. The error gives the collector back.
    pub fn register<C: Collector + ?Sized, How>(
        &self,
        collector: impl IntoHeld<How, Collector = C>,
    ) -> Result<Registration<C>, RegisterError> {
        Registerer::register(self, collector)
    }

    /// Removes the collector that has these descriptors (S17).
    ///
    /// `false` if there is none, if the collector's `describe` panics, and always for an unchecked
    /// collector, which its [`Ticket`] gives back ([`DynRegisterer::revoke`]). What is known of the
    /// names stays: a collector with the same names and other labels, help, unit or kinds is
    /// refused as long as the registry lives, unless it is [`forgetting`](Self::forgetting).
    ///
    /// ```
    /// use std::sync::Arc;
    /// use metrics_core::{Collector, Counter, Registry};
    ///
    /// #[derive(Collector, Default)]
    /// struct Jobs {
    ///     /// Jobs done.
    ///     jobs_total: Counter,
    /// }
    ///
    /// let (registry, jobs) = (Registry::new(), Arc::new(Jobs::default()));
    /// registry.register(Arc::clone(&jobs))?;
    /// assert!(registry.unregister(&*jobs));
    /// assert!(!registry.unregister(&*jobs));
    /// registry.register(jobs)?;
    /// # Ok::<(), metrics_core::RegisterError>(())
    /// ```
    pub fn unregister(&self, collector: &(impl Collector + ?Sized)) -> bool {
        Registerer::unregister(self, collector)
    }

    /// Collects from all collectors: the families in order of their names, and everything that
    /// went wrong on the way. An error costs the metric that it is about, never the scrape
    /// (S25).
    ///
    /// Hand-written collectors run first, side by side when they are slow; this returns when
    /// the last one has.
    #[cfg(feature = "proto")]
    pub fn gather(&self) -> gather::Gathered {
        self.scrape().into_gathered()
    }

    /// Collects from all collectors and writes the families in a format.
    pub fn encode(&self, format: Format) -> Encoded {
        self.scrape().encode(format)
    }

    /// Collects from all collectors: what [`gather`](Self::gather) and [`encode`](Self::encode)
    /// write.
    pub fn scrape(&self) -> Scraped {
        let state = self.read();
        let members = state.members.clone();
        // Only a pedantic scrape asks which descriptors are registered (S20).
        let registered = self
            .pedantic
            .then(|| state.descs.values().map(|desc| (desc.id(), desc.dimension())).collect());
        drop(state);
        gather::scrape(&members, registered.as_ref())
    }

    /// Whether `other` is this registry, or collects from it. The members of registries that were
    /// looked into go to `seen`, so that none of them is dropped here.
    fn is_in(&self, other: &Held, seen: &mut Vec<Arc<Member>>) -> bool {
        let registry = other.as_registry().and_then(<dyn Any>::downcast_ref::<Self>);
        let Some(registry) = registry else { return false };
        if std::ptr::eq(self, registry) {
            return true;
        }
        let first = seen.len();
        seen.extend(registry.read().members.iter().cloned());
        (first..seen.len()).any(|i| {
            let member = Arc::clone(&seen[i]);
            self.is_in(member.core(), seen)
        })
    }

    /// Removes the collector that `find` finds.
    fn take(&self, find: impl FnOnce(&State) -> Option<Arc<Member>>) -> bool {
        let mut state = self.write();
        let member = find(&state);
        let removed = member.as_ref().is_some_and(|member| state.remove(member, self.forgetting));
        drop(state);
        // Dropped only now: it may be the last to hold the collector, whose drop is foreign code.
        drop(member);
        removed
    }

    // Nothing panics while the maps are changed, so a poisoned lock guards nothing broken.
    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gatherer for Registry {
    fn scrape(&self) -> Scraped {
        self.scrape()
    }

    /// Whether a member runs foreign code and is not known to be fast.
    fn may_block(&self) -> bool {
        self.read().members.iter().any(|member| !member.runs_inline())
    }
}

impl DynRegisterer for Registry {
    fn add(&self, candidates: Vec<Candidate>) -> Result<Vec<Ticket>, RegisterError> {
        let prepared = candidates.into_iter().map(Candidate::prepare);
        let mut prepared = prepared.collect::<Result<Vec<_>, _>>()?.into_iter();
        // All outlive the locks: a collector may be dropped with them, and that is foreign code.
        let (mut commits, mut seen) = (Vec::new(), Vec::new());
        let subjects = || prepared.as_slice().iter().map(|new| &new.subject);
        let nests = subjects().any(|subject| subject.core.as_registry().is_some());
        let _nesting = nests.then(lock_nesting);
        if let Some(subject) = subjects().find(|subject| self.is_in(&subject.core, &mut seen)) {
            let held = subject.held.clone();
            return Err(RegisterError::new(RegisterErrorKind::Cycle, held));
        }
        self.write().add_all(prepared.by_ref(), &mut commits)?;
        Ok(commits.iter().map(Commit::ticket).collect())
    }

    fn remove(&self, identity: Identity) -> bool {
        self.take(|state| state.by_id(identity.id()))
    }

    fn revoke(&self, ticket: &Ticket) -> bool {
        self.take(|state| state.members.iter().find(|member| ticket.is_of(member)).cloned())
    }
}

/// Held while a registry is added to another one, from the look for a circle until it is there: of
/// two threads that add two registries to each other, one comes second. No foreign code runs then.
fn lock_nesting() -> MutexGuard<'static, ()> {
    static NESTING: Mutex<()> = Mutex::new(());
    NESTING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The descriptors of a collector, if a registry of nothing else would take it.
pub(crate) fn describe_alone(collector: &dyn Collector) -> Result<Vec<Desc>, RegisterErrorKind> {
    let descs = registerer::guarded(collector, || Descs::of(collector).into_vec())?;
    State::default().check_descs(&descs)?;
    Ok(descs)
}

/// A registry is a collector of what its members collect (B12), for metrics that come and go
/// together. Registries may not contain each other.
///
/// It is described by the members that it has when it is registered; those that have no
/// descriptors are not checked (S18). Later ones are collected, too. It is recognised by itself:
/// members that come and go do not change which registry
/// [`unregister`](Registry::unregister) finds (K16).
#[diagnostic::do_not_recommend]
impl Collector for Registry {
    fn describe(&self, descs: &mut Descs) {
        for member in &self.read().members {
            descs.extend(member.descs().iter().cloned());
        }
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        // No lock is held while members collect (S20).
        let members = self.read().members.clone();
        scrape.divert(|sink| members.iter().for_each(|member| member.write(sink)));
    }

    fn instance(&self) -> Option<u64> {
        Some(std::ptr::from_ref(self).addr() as u64)
    }

    fn as_registry(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = self.read();
        let collectors: Vec<_> = state.members.iter().map(|member| member.type_name()).collect();
        f.debug_struct("Registry").field("collectors", &collectors).finish_non_exhaustive()
    }
}

/// The registry of programs that want one for all their parts. Nothing requires it. The
/// instrumented functions ([`default_functions`](crate::default_functions)) are in it.
#[must_use]
pub fn default_registry() -> &'static Registry {
    static DEFAULT: OnceCell<Registry> = OnceCell::new();
    DEFAULT.get_or_init(|| {
        let registry = Registry::new();
        // The first collector of a registry is not refused.
        let _: Result<_, RegisterError> = registry.register(function::default_functions());
        registry
    })
}

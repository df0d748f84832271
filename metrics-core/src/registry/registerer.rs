//! What collectors can be registered with: a registry, a wrap of one, or nothing at all.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::error::{RegisterError, RegisterErrorKind};
use super::wrapping::Wrapping;
use crate::collector::{Collector, Descs};
use crate::desc::{Desc, Str, Wrap};
use crate::error::panic_message;
use crate::gather::{Subject, trust};
use crate::held::{Held, IntoHeld, Registration, Ticket};

/// A collector on its way into a registry.
#[derive(Clone, Debug)]
pub struct Candidate {
    held: Held,
    /// The innermost first.
    wraps: Vec<Wrap>,
}

impl Candidate {
    /// A collector: one that is owned, in an `Arc`, or a `&'static`.
    #[must_use]
    pub fn new<How>(collector: impl IntoHeld<How>) -> Self {
        Self::of(collector.into_both().1)
    }

    fn of(held: Held) -> Self {
        Self { held, wraps: Vec::new() }
    }

    /// The collector.
    #[must_use]
    pub fn collector(&self) -> &Held {
        &self.held
    }

    pub(super) fn wrap<'a>(&mut self, wraps: impl Iterator<Item = &'a Wrap>) {
        self.wraps.extend(wraps.cloned());
    }

    /// Has the collector describe itself.
    pub(super) fn prepare(self) -> Result<Prepared, RegisterError> {
        let Self { held, wraps: around } = self;
        let prepared = guarded(&*held, || {
            let (mut wraps, mut core) = (Vec::new(), held.clone());
            // What is peeled off later lies further inside.
            while let Some((inner, peeled)) = core.peel().map(|(w, held)| (w.to_vec(), held)) {
                wraps.splice(..0, inner);
                core = peeled;
            }
            wraps.extend(around);
            let described = Descs::of(&*core).into_vec();
            let descs = if wraps.is_empty() {
                described.clone()
            } else {
                described.iter().map(|desc| desc.wrapped(&wraps)).collect()
            };
            let instance = core.instance();
            let instance = instance.map(|i| wraps.iter().fold(i, |i, wrap| wrap.instance(i)));
            let has_id = instance.is_some() || !descs.is_empty();
            let id = instance.unwrap_or_else(|| collector_id(&descs));
            let (held, trust) = (held.clone(), trust(&*core));
            let subject = Subject { id, held, core, trust, wraps, described, descs };
            Prepared { has_id, subject }
        });
        prepared.map_err(|kind| RegisterError::new(kind, held))
    }
}

/// Has a collector describe itself, guarded against panics.
pub(super) fn guarded<T>(
    collector: &dyn Collector,
    describe: impl FnOnce() -> T,
) -> Result<T, RegisterErrorKind> {
    catch_unwind(AssertUnwindSafe(describe)).map_err(|panic| RegisterErrorKind::DescribePanicked {
        collector: collector.type_name(),
        message: panic_message(panic),
    })
}

/// A collector that described itself.
pub(super) struct Prepared {
    /// Whether the id says which collector it is: not of an unchecked one.
    pub(super) has_id: bool,
    pub(super) subject: Subject,
}

/// The XOR of the ids of distinct descriptors (S14): the order does not matter.
fn collector_id(descs: &[Desc]) -> u64 {
    let mut ids: Vec<u64> = descs.iter().map(Desc::id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().fold(0, |xor, id| xor ^ id)
}

/// What a collector is recognised by when it is unregistered: its descriptors (S57), or if it is
/// a registry, itself (K16).
#[derive(Clone, Debug)]
pub struct Identity {
    descs: Vec<Desc>,
    instance: Option<u64>,
}

impl Identity {
    /// Of a collector.
    ///
    /// # Panics
    ///
    /// If the collector's `describe` panics.
    #[must_use]
    pub fn of(collector: &(impl Collector + ?Sized)) -> Self {
        Self { descs: Descs::of(collector).into_vec(), instance: collector.instance() }
    }

    pub(super) fn wrap<'a>(&mut self, wraps: impl Iterator<Item = &'a Wrap> + Clone) {
        for desc in &mut self.descs {
            *desc = desc.wrapped(wraps.clone());
        }
        self.instance = self.instance.map(|i| wraps.fold(i, |i, wrap| wrap.instance(i)));
    }

    pub(super) fn id(&self) -> u64 {
        self.instance.unwrap_or_else(|| collector_id(&self.descs))
    }
}

/// The object-safe half of [`Registerer`]: what to implement for a registerer of your own, and what
/// to take where its type shall not be a parameter (`&dyn DynRegisterer`).
pub trait DynRegisterer: Send + Sync {
    /// Registers all of the collectors, or none of them (K22). The tickets are in their order.
    ///
    /// # Errors
    ///
    /// Why the first that is refused is refused.
    fn add(&self, candidates: Vec<Candidate>) -> Result<Vec<Ticket>, RegisterError>;

    /// Removes the collector that is recognised by this (S17); `false` if there is none.
    fn remove(&self, identity: Identity) -> bool;

    /// Takes a registration back; `false` if the collector is not there any more.
    fn revoke(&self, ticket: &Ticket) -> bool;
}

/// What collectors can be registered with (J24): a [`Registry`](crate::Registry), a
/// [`Wrapping`] of one, a reference or an `Arc`, and an `Option`, of which `None` does
/// nothing (S56).
///
/// Import it for its methods. A part of a program that registers metrics takes
/// `&impl Registerer`, so that whoever uses it may wrap what it registers, or have it register
/// nothing.
///
/// ```
/// use metrics_core::{Counter, Named, Registerer, Registry};
///
/// struct Cache {
///     hits: std::sync::Arc<Named<Counter>>,
/// }
///
/// impl Cache {
///     fn new(metrics: &impl Registerer) -> Self {
///         let hits = std::sync::Arc::new(Counter::named("hits_total", "Lookups answered.").build());
///         metrics.must_register(std::sync::Arc::clone(&hits));
///         Self { hits }
///     }
/// }
///
/// let registry = Registry::new();
/// let users = Cache::new(&registry.with_prefix("cache_").with_labels([("of", "users")]));
/// let unseen = Cache::new(&None::<Registry>);
/// users.hits.inc();
/// unseen.hits.inc();
/// let text = registry.encode(metrics_core::Format::Text).into_string();
/// assert!(text.ends_with("\ncache_hits_total{of=\"users\"} 1\n"));
/// ```
pub trait Registerer: DynRegisterer {
    /// Adds a collector; see [`Registry::register`](crate::Registry::register).
    ///
    /// # Errors
    ///
    /// If a descriptor is invalid or does not agree with what is registered.
    fn register<C: Collector + ?Sized, How>(
        &self,
        collector: impl IntoHeld<How, Collector = C>,
    ) -> Result<Registration<C>, RegisterError> {
        let (held, erased) = collector.into_both();
        let tickets = self.add(vec![Candidate::of(erased)])?;
        Ok(Registration::new(tickets.into_iter().next().unwrap_or_default(), held))
    }

    /// As [`register`](Self::register), for programs that cannot go on without.
    ///
    /// # Panics
    ///
    /// With the error.
    #[track_caller]
    fn must_register<C: Collector + ?Sized, How>(
        &self,
        collector: impl IntoHeld<How, Collector = C>,
    ) -> Registration<C> {
        match self.register(collector) {
            Ok(registration) => registration,
            Err(error) => panic!("{error}"),
        }
    }

    /// Adds a collector, or gives the one of its type that is registered in its place already.
    ///
    /// # Errors
    ///
    /// As those of [`register`](Self::register);
    /// [`AlreadyRegistered`](RegisterErrorKind::AlreadyRegistered) if the one that is registered is
    /// of another type.
    fn get_or_register<C: Collector, How>(
        &self,
        collector: impl IntoHeld<How, Collector = C>,
    ) -> Result<Registration<C>, RegisterError> {
        self.register(collector).or_else(|error| {
            let existing = error.already_registered().and_then(|both| {
                let as_given = both.as_given.downcast();
                let existing = as_given.or_else(|| both.existing.downcast())?;
                Some(Registration::new(both.ticket.clone(), existing))
            });
            existing.ok_or(error)
        })
    }

    /// Adds all of these collectors, or if one is refused, none of them (K22). The tickets are in
    /// their order.
    ///
    /// ```
    /// use metrics_core::{Candidate, Counter, Gauge, Registerer, Registry};
    ///
    /// let registry = Registry::new();
    /// registry.register_all([
    ///     Candidate::new(Counter::named("taken_total", "Orders taken.")),
    ///     Candidate::new(Gauge::named("open", "Orders not finished.")),
    /// ])?;
    /// # Ok::<(), metrics_core::RegisterError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Why the first that is refused is refused.
    fn register_all(
        &self,
        collectors: impl IntoIterator<Item = Candidate>,
    ) -> Result<Vec<Ticket>, RegisterError> {
        self.add(collectors.into_iter().collect())
    }

    /// As [`register_all`](Self::register_all), for programs that cannot go on without.
    ///
    /// # Panics
    ///
    /// With the error. None of the collectors is registered then.
    #[track_caller]
    fn must_register_all(&self, collectors: impl IntoIterator<Item = Candidate>) -> Vec<Ticket> {
        match self.register_all(collectors) {
            Ok(tickets) => tickets,
            Err(error) => panic!("{error}"),
        }
    }

    /// Removes the collector that has the same descriptors as this one has here (S17, S57).
    ///
    /// `false` if there is none, always for an unchecked collector, and if the collector's
    /// `describe` panics.
    fn unregister(&self, collector: &(impl Collector + ?Sized)) -> bool {
        let identity = catch_unwind(AssertUnwindSafe(|| Identity::of(collector)));
        identity.map_err(panic_message).is_ok_and(|identity| self.remove(identity))
    }

    /// A registerer that adds constant labels to all metrics of what is registered through it
    /// (J14). See [`Wrapping`].
    fn with_labels<N: Into<Str>, V: Into<Str>>(
        &self,
        labels: impl IntoIterator<Item = (N, V)>,
    ) -> Wrapping<&Self> {
        Wrapping::new(self).with_labels(labels)
    }

    /// A registerer that puts `prefix`, as it is, before all names of what is registered through
    /// it (J15). See [`Wrapping`].
    fn with_prefix(&self, prefix: impl Into<Str>) -> Wrapping<&Self> {
        Wrapping::new(self).with_prefix(prefix)
    }
}

impl<R: DynRegisterer + ?Sized> Registerer for R {}

macro_rules! forward_registerer {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> DynRegisterer for $ty {
            fn add(&self, candidates: Vec<Candidate>) -> Result<Vec<Ticket>, RegisterError> {
                (**self).add(candidates)
            }

            fn remove(&self, identity: Identity) -> bool {
                (**self).remove(identity)
            }

            fn revoke(&self, ticket: &Ticket) -> bool {
                (**self).revoke(ticket)
            }
        }
    )*};
}
forward_registerer! {
    [R: DynRegisterer + ?Sized] &R;
    [R: DynRegisterer + ?Sized] Arc<R>;
    [R: DynRegisterer + ?Sized] Box<R>;
}

/// `None` registers nothing, and everything succeeds (S56).
impl<R: DynRegisterer> DynRegisterer for Option<R> {
    fn add(&self, candidates: Vec<Candidate>) -> Result<Vec<Ticket>, RegisterError> {
        match self {
            Some(registerer) => registerer.add(candidates),
            None => Ok(vec![Ticket::none(); candidates.len()]),
        }
    }

    fn remove(&self, identity: Identity) -> bool {
        self.as_ref().is_some_and(|registerer| registerer.remove(identity))
    }

    fn revoke(&self, ticket: &Ticket) -> bool {
        self.as_ref().is_some_and(|registerer| registerer.revoke(ticket))
    }
}

//! How a registry holds a collector, and gives it back.

use std::any::Any;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Weak};

use crate::collector::Collector;

/// A collector as a registry holds it: shared, or borrowed for ever.
pub enum Held<C: ?Sized + 'static = dyn Collector> {
    /// Shared with whoever else has a clone of the `Arc`.
    Shared(Arc<C>),
    /// Borrowed from a static.
    Static(&'static C),
}

impl<C: Collector> Held<C> {
    /// Forgets the collector's type.
    #[must_use]
    pub fn erase(self) -> Held {
        match self {
            Self::Shared(collector) => Held::Shared(collector),
            Self::Static(collector) => Held::Static(collector),
        }
    }
}

impl Held {
    /// The collector by its type, if it has that type.
    #[must_use]
    pub fn downcast<C: Collector>(&self) -> Option<Held<C>> {
        match self {
            Self::Shared(collector) => {
                let collector: Arc<dyn Any + Send + Sync> = Arc::<dyn Collector>::clone(collector);
                collector.downcast().ok().map(Held::Shared)
            }
            Self::Static(collector) => {
                let collector: &'static dyn Any = *collector;
                collector.downcast_ref().map(Held::Static)
            }
        }
    }
}

impl<C: Collector + ?Sized> Clone for Held<C> {
    fn clone(&self) -> Self {
        match self {
            Self::Shared(collector) => Self::Shared(Arc::clone(collector)),
            Self::Static(collector) => Self::Static(collector),
        }
    }
}

impl<C: Collector + ?Sized> Deref for Held<C> {
    type Target = C;

    fn deref(&self) -> &C {
        match self {
            Self::Shared(collector) => collector,
            Self::Static(collector) => collector,
        }
    }
}

impl<C: Collector + ?Sized> fmt::Debug for Held<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shared(_) => "Shared(..)",
            Self::Static(_) => "Static(..)",
        })
    }
}

/// What [`Registry::register`](crate::Registry::register) takes: a collector, an `Arc` of one, a
/// `&'static` one, or the [builder](crate::NamedBuilder) of a named metric.
///
/// `How` tells these forms apart; it is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collector",
    label = "not a collector, nor an `Arc` or `&'static` of one",
    note = "write `#[derive(Collector)]` on a struct of metrics, or implement `Collector` by hand",
    note = "a derived struct is a collector if none of its fields is refused",
    note = "a metric by itself needs a name: `Counter::named(\"…\", \"…\")`, and the like"
)]
pub trait IntoHeld<How> {
    /// The collector.
    type Collector: Collector + ?Sized;

    /// The collector as a registry holds it.
    fn into_held(self) -> Held<Self::Collector>;

    /// As [`into_held`](Self::into_held), and once more without the collector's type.
    #[doc(hidden)]
    fn into_both(self) -> (Held<Self::Collector>, Held);
}

/// The ways of handing over a collector.
#[doc(hidden)]
pub mod how {
    /// By value.
    #[derive(Debug)]
    pub struct Owned;
    /// In an `Arc`.
    #[derive(Debug)]
    pub struct Shared;
    /// By a reference that lives for ever.
    #[derive(Debug)]
    pub struct Static;
    /// In an `Arc`, of a type that is not known.
    #[derive(Debug)]
    pub struct Dyn;
    /// As a registry held it, of a type that is not known.
    #[derive(Debug)]
    pub struct Erased;
    /// By its builder.
    #[derive(Debug)]
    pub struct Built;
}

impl<C: Collector> IntoHeld<how::Owned> for C {
    type Collector = C;

    fn into_held(self) -> Held<C> {
        Held::Shared(Arc::new(self))
    }

    fn into_both(self) -> (Held<C>, Held) {
        let held = self.into_held();
        (held.clone(), held.erase())
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collector> IntoHeld<how::Shared> for Arc<C> {
    type Collector = C;

    fn into_held(self) -> Held<C> {
        Held::Shared(self)
    }

    fn into_both(self) -> (Held<C>, Held) {
        let held = self.into_held();
        (held.clone(), held.erase())
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collector> IntoHeld<how::Static> for &'static C {
    type Collector = C;

    fn into_held(self) -> Held<C> {
        Held::Static(self)
    }

    fn into_both(self) -> (Held<C>, Held) {
        let held = self.into_held();
        (held.clone(), held.erase())
    }
}

#[diagnostic::do_not_recommend]
impl IntoHeld<how::Dyn> for Arc<dyn Collector> {
    type Collector = dyn Collector;

    fn into_held(self) -> Held {
        Held::Shared(self)
    }

    fn into_both(self) -> (Held, Held) {
        let held = self.into_held();
        (held.clone(), held)
    }
}

/// What an error gave back can be registered elsewhere.
#[diagnostic::do_not_recommend]
impl IntoHeld<how::Erased> for Held {
    type Collector = dyn Collector;

    fn into_held(self) -> Held {
        self
    }

    fn into_both(self) -> (Held, Held) {
        let held = self.into_held();
        (held.clone(), held)
    }
}

/// Stands for one registration: what a registry takes it back by.
///
/// Unlike a collector's descriptors it tells an unchecked collector from all others, and a
/// collector from an equal one that was registered after it.
#[derive(Clone, Default)]
pub struct Ticket {
    id: u64,
    member: Option<Weak<dyn Any + Send + Sync>>,
}

impl Ticket {
    /// Of a registration that did not happen: nothing is taken back by it.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    pub(crate) fn new<M: Any + Send + Sync>(id: u64, member: &Arc<M>) -> Self {
        let member = Arc::downgrade(member);
        Self { id, member: Some(member) }
    }

    /// The XOR of the ids of the collector's descriptors (S14); 0 for an unchecked collector. Of
    /// a registry it is a number of its own (K16).
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    pub(crate) fn is_of<M>(&self, member: &Arc<M>) -> bool {
        let address = Arc::as_ptr(member);
        self.member.as_ref().is_some_and(|own| std::ptr::addr_eq(own.as_ptr(), address))
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A collector that was registered.
///
/// Dropping it changes nothing: the registry goes on with the collector. One that takes it back
/// is a [`RegistrationGuard`](crate::RegistrationGuard).
pub struct Registration<C: ?Sized + 'static> {
    ticket: Ticket,
    collector: Held<C>,
}

impl<C: Collector + ?Sized> Registration<C> {
    pub(crate) fn new(ticket: Ticket, collector: Held<C>) -> Self {
        Self { ticket, collector }
    }

    /// The XOR of the ids of the collector's descriptors (S14); 0 for an unchecked collector.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.ticket.id
    }

    /// What the registry takes the collector back by.
    #[must_use]
    pub fn ticket(&self) -> &Ticket {
        &self.ticket
    }

    /// The collector.
    #[must_use]
    pub fn collector(&self) -> &Held<C> {
        &self.collector
    }
}

impl<C: Collector + ?Sized> Clone for Registration<C> {
    fn clone(&self) -> Self {
        Self { ticket: self.ticket.clone(), collector: self.collector.clone() }
    }
}

impl<C: Collector + ?Sized> fmt::Debug for Registration<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration").field("id", &self.id()).finish_non_exhaustive()
    }
}

impl<C: Collector + ?Sized> Deref for Registration<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.collector
    }
}

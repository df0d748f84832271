//! How a registry holds a collector, and gives it back.

use std::any::Any;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

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

/// What [`Registry::register`](crate::Registry::register) takes: a collector, an `Arc` of one, or
/// a `&'static` one.
///
/// `How` tells these forms apart; it is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collector",
    label = "not a collector, nor an `Arc` or `&'static` of one",
    note = "write `#[derive(Collector)]` on a struct of metrics, or implement `Collector` by hand",
    note = "a derived struct is a collector if none of its fields is refused"
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

/// A collector that was registered.
///
/// Dropping it changes nothing: the registry goes on with the collector.
pub struct Registration<C: ?Sized + 'static> {
    id: u64,
    collector: Held<C>,
}

impl<C: Collector + ?Sized> Registration<C> {
    pub(crate) fn new(id: u64, collector: Held<C>) -> Self {
        Self { id, collector }
    }

    /// The XOR of the ids of the collector's descriptors (S14); 0 for an unchecked collector.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The collector.
    #[must_use]
    pub fn collector(&self) -> &Held<C> {
        &self.collector
    }
}

impl<C: Collector + ?Sized> Clone for Registration<C> {
    fn clone(&self) -> Self {
        Self { id: self.id, collector: self.collector.clone() }
    }
}

impl<C: Collector + ?Sized> fmt::Debug for Registration<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration").field("id", &self.id).finish_non_exhaustive()
    }
}

impl<C: Collector + ?Sized> Deref for Registration<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.collector
    }
}

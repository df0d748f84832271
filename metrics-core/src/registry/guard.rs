//! Registrations that end with a value's life.

use std::fmt;
use std::ops::Deref;

use super::error::RegisterError;
use super::registerer::{DynRegisterer, Registerer};
use crate::collector::Collector;
use crate::held::{IntoHeld, Registration, Ticket};

/// A collector that is registered until this is dropped.
///
/// Also an unchecked one. What was registered in its place meanwhile, because someone else
/// unregistered it, stays.
///
/// ```
/// use std::sync::Arc;
/// use metrics_core::{Format, Gauge, RegistrationGuard, Registry};
///
/// struct Session {
///     bytes: RegistrationGuard<metrics_core::Named<Gauge>, Arc<Registry>>,
/// }
///
/// let registry = Arc::new(Registry::new());
/// let bytes = Gauge::named("session_bytes", "Memory of the session.");
/// let session = Session { bytes: RegistrationGuard::new(Arc::clone(&registry), bytes)? };
/// session.bytes.set(3.0);
/// assert!(registry.encode(Format::Text).into_string().ends_with("\nsession_bytes 3\n"));
/// drop(session);
/// assert_eq!(registry.encode(Format::Text).into_string(), "");
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
#[must_use = "the collector is unregistered when this is dropped"]
pub struct RegistrationGuard<C: Collector + ?Sized, R: DynRegisterer> {
    registration: Registration<C>,
    registerer: R,
}

impl<C: Collector + ?Sized, R: DynRegisterer> RegistrationGuard<C, R> {
    /// Registers a collector with a registerer: a `&Registry`, an `Arc<Registry>`, a
    /// [`Wrapping`](crate::Wrapping) of one.
    ///
    /// # Errors
    ///
    /// As those of [`Registerer::register`].
    pub fn new<How>(
        registerer: R,
        collector: impl IntoHeld<How, Collector = C>,
    ) -> Result<Self, RegisterError> {
        let registration = registerer.register(collector)?;
        Ok(Self { registration, registerer })
    }

    /// Keeps the collector registered for good.
    pub fn keep(mut self) -> Registration<C> {
        let kept = self.registration.clone();
        self.registration = Registration::new(Ticket::none(), kept.collector().clone());
        kept
    }
}

impl<C: Collector + ?Sized, R: DynRegisterer> Drop for RegistrationGuard<C, R> {
    fn drop(&mut self) {
        self.registerer.revoke(self.registration.ticket());
    }
}

impl<C: Collector + ?Sized, R: DynRegisterer> Deref for RegistrationGuard<C, R> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.registration
    }
}

impl<C: Collector + ?Sized, R: DynRegisterer> fmt::Debug for RegistrationGuard<C, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.registration.fmt(f)
    }
}

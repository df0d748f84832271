//! What can be scraped.

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "proto")]
use super::Gathered;
use super::{Encoded, Scraped};
use crate::exposition::Format;

/// What can be scraped (J24): a [`Registry`](crate::Registry), many of them
/// ([`Gatherers`](super::Gatherers)), a closure ([`gatherer_fn`]), a reference or an `Arc`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be scraped",
    label = "not a gatherer",
    note = "gatherers are a `Registry`, `Gatherers`, what `gatherer_fn` makes of a closure, and references and `Arc`s of one",
    note = "a collector is scraped by the registry that it is registered with"
)]
pub trait Gatherer: Send + Sync {
    /// Finds the families, in order of their names, and everything that goes wrong. An error costs
    /// the metric that it is about, never the scrape (S25).
    fn scrape(&self) -> Scraped;

    /// Scrapes, and writes the families in a format.
    fn encode(&self, format: Format) -> Encoded {
        self.scrape().encode(format)
    }

    /// Scrapes, and makes protobuf messages of the families.
    #[cfg(feature = "proto")]
    fn gather(&self) -> Gathered {
        self.scrape().into_gathered()
    }

    /// Whether a scrape may take so long that an executor of futures should not wait for it.
    fn may_block(&self) -> bool {
        true
    }
}

macro_rules! forward_gatherer {
    ($($ty:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<G: Gatherer + ?Sized> Gatherer for $ty {
            fn scrape(&self) -> Scraped {
                (**self).scrape()
            }

            fn encode(&self, format: Format) -> Encoded {
                (**self).encode(format)
            }

            #[cfg(feature = "proto")]
            fn gather(&self) -> Gathered {
                (**self).gather()
            }

            fn may_block(&self) -> bool {
                (**self).may_block()
            }
        }
    )*};
}
forward_gatherer!(&G Arc<G> Box<G>);

/// A gatherer that scrapes with a closure (J11).
///
/// ```
/// use metrics_core::{Format, Gauge, Gatherer, Registry, gatherer_fn};
///
/// let registry = Registry::new();
/// registry.register(Gauge::named("shop_open", "Orders not finished."))?;
/// registry.register(Gauge::named("debug_level", "How much is logged."))?;
/// let public = gatherer_fn(move || {
///     let mut scraped = registry.scrape();
///     scraped.retain(|name| !name.starts_with("debug_"));
///     scraped
/// });
/// assert!(public.encode(Format::Text).into_string().ends_with("\nshop_open 0\n"));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
pub fn gatherer_fn<F: Fn() -> Scraped + Send + Sync>(scrape: F) -> GathererFn<F> {
    GathererFn(scrape)
}

/// A closure as a gatherer; see [`gatherer_fn`].
#[must_use]
pub struct GathererFn<F>(F);

impl<F: Fn() -> Scraped + Send + Sync> Gatherer for GathererFn<F> {
    fn scrape(&self) -> Scraped {
        (self.0)()
    }
}

impl<F> fmt::Debug for GathererFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GathererFn").finish_non_exhaustive()
    }
}

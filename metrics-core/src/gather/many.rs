//! Many gatherers as one.

use std::any::type_name;
use std::fmt;

use super::gatherer::Gatherer;
use super::merge::Merge;
use super::{GatherError, Scraped, scrape_guarded};

/// Gatherers that are scraped one after another, and merged (J12).
///
/// Of two that contradict each other the first one wins: a family whose help, unit or kind is not
/// that of the family before it is left out, and so is a series that is there already (S49). Errors
/// say which gatherer they come from (S48).
///
/// ```
/// use metrics_core::{Format, Gatherer, Gatherers, Gauge, Registry, default_registry};
///
/// let registry = Registry::new();
/// registry.register(Gauge::named("queue_length", "Jobs that wait."))?;
/// let both = Gatherers::new().with(default_registry()).with(registry);
/// assert!(both.encode(Format::Text).into_string().ends_with("\nqueue_length 0\n"));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
#[derive(Debug, Default)]
pub struct Gatherers(Members);

/// Gatherers that are scraped one after another, side by side (J20).
///
/// Nothing is compared: a name that two of them supply is there twice (S51). Cheaper than
/// [`Gatherers`], for those that are known to have no name in common.
#[derive(Debug, Default)]
pub struct Concatenated(Members);

macro_rules! members {
    ($($ty:ident)*) => {$(
        impl $ty {
            /// None yet.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            /// Adds a gatherer at the end.
            #[must_use]
            pub fn with(mut self, gatherer: impl Gatherer + 'static) -> Self {
                self.push(gatherer);
                self
            }

            /// Adds a gatherer at the end.
            pub fn push(&mut self, gatherer: impl Gatherer + 'static) {
                self.0.push(gatherer);
            }
        }

        impl<G: Gatherer + 'static> FromIterator<G> for $ty {
            fn from_iter<I: IntoIterator<Item = G>>(gatherers: I) -> Self {
                gatherers.into_iter().fold(Self::new(), Self::with)
            }
        }
    )*};
}
members!(Gatherers Concatenated);

impl Gatherer for Gatherers {
    fn scrape(&self) -> Scraped {
        let mut merge = Merge::new(None);
        let mut done = Vec::new();
        self.0.scrape(|place, mut scraped| {
            done.append(&mut scraped.done);
            merge.add_scraped(place, scraped);
        });
        Scraped { done, ..merge.finish() }
    }

    fn may_block(&self) -> bool {
        self.0.may_block()
    }
}

impl Gatherer for Concatenated {
    fn scrape(&self) -> Scraped {
        let mut all = Scraped::default();
        self.0.scrape(|place, mut scraped| {
            all.families.append(&mut scraped.families);
            all.done.append(&mut scraped.done);
            for error in scraped.errors {
                all.errors.push(error.tagged(place));
            }
        });
        // Stable: of one name, the first gatherer's comes first.
        all.families.sort_by(|a, b| a.desc.name().cmp(b.desc.name()));
        all
    }

    fn may_block(&self) -> bool {
        self.0.may_block()
    }
}

#[derive(Default)]
struct Members(Vec<(Box<dyn Gatherer>, &'static str)>);

impl Members {
    fn push<G: Gatherer + 'static>(&mut self, gatherer: G) {
        self.0.push((Box::new(gatherer), type_name::<G>()));
    }

    /// Hands over what each of them found, and its place from 1.
    fn scrape(&self, mut take: impl FnMut(usize, Scraped)) {
        for (i, (gatherer, type_name)) in self.0.iter().enumerate() {
            let failed = |kind| {
                let mut scraped = Scraped::default();
                scraped.errors.push(GatherError::new(type_name, kind));
                scraped
            };
            let scraped = scrape_guarded(|| gatherer.scrape(), failed);
            take(i + 1, scraped);
        }
    }

    fn may_block(&self) -> bool {
        self.0.iter().any(|(gatherer, _)| gatherer.may_block())
    }
}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(_, type_name)| type_name)).finish()
    }
}

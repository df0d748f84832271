//! Registries: which collectors are scraped together, and whether their metrics agree.

mod error;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use once_cell::sync::OnceCell;

use crate::collector::{Collector, Descs};
use crate::desc::{Desc, Kind};
use crate::exposition::Format;
use crate::gather::{self, Encoded, Member};
use crate::held::{Held, IntoHeld, Registration};

pub use error::{AlreadyRegistered, RegisterError, RegisterErrorKind};

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
}

#[derive(Default)]
struct State {
    /// In order of registration; the unchecked ones among them (J21).
    members: Vec<Arc<Member>>,
    by_id: HashMap<u64, Arc<Member>>,
    /// By their ids.
    descs: HashMap<u64, Desc>,
    /// What is known of a name, by the name as the formats write it (K15). Outlives
    /// unregistration (S17).
    names: HashMap<Box<str>, Known>,
}

/// What all metrics of a name must agree in.
struct Known {
    desc: Desc,
    /// The first descriptor of the name that states its kind.
    kind: Option<(Kind, Desc)>,
    /// How many descriptors of the name are registered now.
    live: usize,
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

    /// Adds a collector: one that is owned, in an `Arc`, or a `&'static`.
    ///
    /// A failed registration leaves no trace (S13). The collector's `describe` runs before
    /// anything is locked, and guarded against panics.
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
        let (held, erased) = collector.into_both();
        let id = self.add(erased)?;
        Ok(Registration::new(id, held))
    }

    /// Removes the collector that has these descriptors (S17).
    ///
    /// `false` if there is none, always for an unchecked collector, and if the collector's
    /// `describe` panics. What is known of the names stays: a collector with the same names and
    /// other labels, help, unit or kinds is refused as long as the registry lives.
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
        let Ok(descs) = catch_unwind(AssertUnwindSafe(|| Descs::of(collector))) else {
            return false;
        };
        let removed = self.write().remove(collector_id(&descs));
        // Dropped only now: it may be the last to hold the collector, whose drop is foreign code.
        removed.is_some()
    }

    /// Collects from all collectors: the families in order of their names, and everything that
    /// went wrong on the way. An error costs the metric that it is about, never the scrape
    /// (S25).
    ///
    /// Hand-written collectors run first, side by side when they are slow; this returns when
    /// the last one has.
    #[cfg(feature = "proto")]
    pub fn gather(&self) -> gather::Gathered {
        let scraped = self.scrape();
        gather::Gathered {
            families: scraped.families.into_iter().map(Into::into).collect(),
            errors: scraped.errors,
        }
    }

    /// Collects from all collectors and writes the families in a format.
    pub fn encode(&self, format: Format) -> Encoded {
        let scraped = self.scrape();
        let body = format.encode(&scraped.families);
        Encoded { body, families: scraped.families.len(), errors: scraped.errors }
    }

    /// Whether a scrape may take long: a member runs foreign code and is not known to be fast.
    #[cfg(feature = "http")]
    pub(crate) fn may_block(&self) -> bool {
        self.read().members.iter().any(|member| !member.runs_inline())
    }

    pub(crate) fn scrape(&self) -> gather::Scraped {
        let state = self.read();
        let members = state.members.clone();
        // Only a pedantic scrape asks which descriptors are registered (S20).
        let registered = self
            .pedantic
            .then(|| state.descs.values().map(|desc| (desc.id(), desc.dimension())).collect());
        drop(state);
        gather::scrape(&members, registered.as_ref())
    }

    fn add(&self, held: Held) -> Result<u64, RegisterError> {
        let descs = match describe(&*held) {
            Ok(descs) => descs,
            Err(kind) => return Err(RegisterError::new(kind, held)),
        };
        let id = collector_id(&descs);
        let mut state = self.write();
        if let Err(kind) = state.check(id, &descs, &held) {
            return Err(RegisterError::new(kind, held));
        }
        state.commit(id, Arc::new(Member::new(held, descs)));
        Ok(id)
    }

    // The maps are changed only when nothing can fail any more, so a poisoned lock guards
    // nothing broken.
    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The descriptors of a collector.
fn describe(collector: &dyn Collector) -> Result<Vec<Desc>, RegisterErrorKind> {
    let described = catch_unwind(AssertUnwindSafe(|| Descs::of(collector)));
    described.map(Descs::into_vec).map_err(|panic| RegisterErrorKind::DescribePanicked {
        collector: collector.type_name(),
        message: gather::panic_message(panic),
    })
}

/// The descriptors of a collector, if a registry of nothing else would take it.
pub(crate) fn describe_alone(collector: &dyn Collector) -> Result<Vec<Desc>, RegisterErrorKind> {
    let descs = describe(collector)?;
    State::default().check_descs(&descs)?;
    Ok(descs)
}

impl State {
    /// Whether the descriptors agree among themselves and with those that are known (S10). Gives
    /// the first one that is known, and the known one.
    fn check_descs<'a>(
        &'a self,
        descs: &'a [Desc],
    ) -> Result<Option<(&'a Desc, &'a Desc)>, RegisterErrorKind> {
        let mut duplicate = None;
        for (i, desc) in descs.iter().enumerate() {
            if let Some(error) = desc.error() {
                let (desc, error) = (desc.clone(), error.clone());
                return Err(RegisterErrorKind::InvalidDesc { desc, error });
            }
            if let Some(existing) = self.descs.get(&desc.id()) {
                duplicate.get_or_insert((desc, existing));
            }
            let known = self.names.get(desc.written_name());
            if let Some(known) = known {
                known.agrees_with(desc)?;
            }
            if known.is_none_or(|known| known.live == 0 || known.kind.is_none()) {
                self.check_suffixes(desc)?;
            }
            agrees_with_earlier(desc, &descs[..i])?;
        }
        Ok(duplicate)
    }

    /// In the order of S10 and S11.
    fn check(&self, id: u64, descs: &[Desc], held: &Held) -> Result<(), RegisterErrorKind> {
        let duplicate = self.check_descs(descs)?;
        if descs.is_empty() {
            return Ok(());
        }
        if let Some(existing) = self.by_id.get(&id) {
            return Err(RegisterErrorKind::AlreadyRegistered(AlreadyRegistered {
                existing: existing.held().clone(),
                new: held.clone(),
                places: Box::new((existing.descs()[0].place(), descs[0].place())),
            }));
        }
        match duplicate {
            Some((desc, existing)) => {
                let (desc, existing) = (desc.clone(), existing.clone());
                Err(RegisterErrorKind::DuplicateDesc { desc, existing })
            }
            None => Ok(()),
        }
    }

    /// Whether the samples of a histogram or summary would meet another metric (S35, S36).
    ///
    /// Between hand-written collectors this is found by a scrape, as in the reference. Where a
    /// derived one is involved the kinds are known for sure, so it is found here already.
    fn check_suffixes(&self, desc: &Desc) -> Result<(), RegisterErrorKind> {
        let collides = |known: &&Known| {
            known.live > 0 && (known.desc.place().field.is_some() || desc.place().field.is_some())
        };
        let name = desc.written_name();
        let suffixes = desc.kind().map_or(&[][..], Kind::suffixes);
        let longer =
            suffixes.iter().filter_map(|suffix| self.names.get(format!("{name}{suffix}").as_str()));
        let shorter = name.rfind('_').and_then(|at| {
            let (name, suffix) = name.split_at(at);
            let known = self.names.get(name)?;
            let (kind, _) = known.kind.as_ref()?;
            kind.suffixes().contains(&suffix).then_some(known)
        });
        match longer.chain(shorter).find(collides) {
            Some(known) => Err(RegisterErrorKind::SuffixCollision {
                desc: desc.clone(),
                existing: known.desc.clone(),
            }),
            None => Ok(()),
        }
    }

    fn commit(&mut self, id: u64, member: Arc<Member>) {
        for desc in member.descs() {
            let is_new = self.descs.insert(desc.id(), desc.clone()).is_none();
            let kind = desc.kind().map(|kind| (kind, desc.clone()));
            let known = self.names.entry(desc.written_name().into());
            let known = known.or_insert_with(|| Known { desc: desc.clone(), kind: None, live: 0 });
            known.kind = known.kind.take().or(kind);
            known.live += usize::from(is_new);
        }
        if !member.descs().is_empty() {
            self.by_id.insert(id, Arc::clone(&member));
        }
        self.members.push(member);
    }

    fn remove(&mut self, id: u64) -> Option<Arc<Member>> {
        let member = self.by_id.remove(&id)?;
        self.members.retain(|other| !Arc::ptr_eq(other, &member));
        for desc in member.descs() {
            if self.descs.remove(&desc.id()).is_some()
                && let Some(known) = self.names.get_mut(desc.written_name())
            {
                known.live -= 1;
            }
        }
        Some(member)
    }
}

impl Known {
    fn agrees_with(&self, desc: &Desc) -> Result<(), RegisterErrorKind> {
        one_name(desc, &self.desc)?;
        if self.desc.dimension() != desc.dimension() {
            return Err(RegisterErrorKind::InconsistentDesc {
                desc: desc.clone(),
                existing: self.desc.clone(),
            });
        }
        let Some((_, existing)) = &self.kind else { return Ok(()) };
        match other_kinds(desc, existing) {
            Some((kind, existing_kind)) => Err(RegisterErrorKind::InconsistentKind {
                desc: desc.clone(),
                kind,
                existing: existing.clone(),
                existing_kind,
            }),
            None => Ok(()),
        }
    }
}

fn agrees_with_earlier(desc: &Desc, earlier: &[Desc]) -> Result<(), RegisterErrorKind> {
    let same = |earlier: &&Desc| earlier.written_name() == desc.written_name();
    for existing in earlier.iter().filter(same) {
        one_name(desc, existing)?;
        if existing.dimension() != desc.dimension() || other_kinds(desc, existing).is_some() {
            return Err(RegisterErrorKind::InconsistentWithin {
                desc: desc.clone(),
                existing: existing.clone(),
            });
        }
    }
    Ok(())
}

/// The kinds of both, if they are known and differ.
fn other_kinds(desc: &Desc, existing: &Desc) -> Option<(Kind, Kind)> {
    desc.kind().zip(existing.kind()).filter(|(kind, existing)| kind != existing)
}

/// Of two descriptors whose names are written alike: whether that is one name (K15).
fn one_name(desc: &Desc, existing: &Desc) -> Result<(), RegisterErrorKind> {
    if desc.name() == existing.name() {
        return Ok(());
    }
    let (desc, existing) = (desc.clone(), existing.clone());
    Err(RegisterErrorKind::NamesMeet { desc, existing })
}

/// The XOR of the ids of distinct descriptors (S14): the order does not matter.
fn collector_id(descs: &[Desc]) -> u64 {
    let mut ids: Vec<u64> = descs.iter().map(Desc::id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().fold(0, |xor, id| xor ^ id)
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = self.read();
        let collectors: Vec<_> = state.members.iter().map(|member| member.type_name()).collect();
        f.debug_struct("Registry").field("collectors", &collectors).finish_non_exhaustive()
    }
}

/// The registry of programs that want one for all their parts. Nothing requires it.
#[must_use]
pub fn default_registry() -> &'static Registry {
    static DEFAULT: OnceCell<Registry> = OnceCell::new();
    DEFAULT.get_or_init(Registry::new)
}

//! One scrape: collect from all members, check what they sent, put it in order.

mod batch;
mod error;
#[cfg(feature = "proto")]
mod foreign;
mod gatherer;
mod many;
mod merge;
mod scraped;
mod workers;

use std::any::{type_name, type_name_of_val};
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::cell::Flag;
use crate::collector::{self, Collector, Group, Trust};
use crate::desc::{Desc, Wrap};
use crate::error::panic_message;
use crate::exposition::Format;
use crate::held::Held;
use crate::sample::Sink;
use crate::scrape::Scrape;
use crate::wrap::Known;
use batch::Batch;
use merge::Merge;

pub use error::{GatherError, GatherErrorKind};
pub use gatherer::{Gatherer, GathererFn, gatherer_fn};
pub use many::{Concatenated, Gatherers};
#[cfg(feature = "proto")]
pub use scraped::Gathered;
pub use scraped::{Encoded, Scraped};

/// A collector that takes longer than this is *slow*: the next one does not wait for it.
const SLOW: Duration = Duration::from_millis(1);

/// A registered collector.
pub(crate) struct Member {
    subject: Subject,
    /// Whether it is known to be fast enough to run on the scrape's own thread.
    fast: Flag,
}

/// A collector and its descriptors: what registration looks at.
pub(crate) struct Subject {
    /// What it is recognised by; of no use for an unchecked one.
    pub(crate) id: u64,
    /// As it was handed over.
    pub(crate) held: Held,
    /// Without its wraps.
    pub(crate) core: Held,
    /// What a scrape may take for granted of the core.
    pub(crate) trust: Trust,
    /// All wraps, the innermost first.
    pub(crate) wraps: Vec<Wrap>,
    /// The descriptors of the core.
    pub(crate) described: Vec<Desc>,
    /// The same in all wraps.
    pub(crate) descs: Vec<Desc>,
}

impl Member {
    pub(crate) fn new(subject: Subject) -> Self {
        Self { subject, fast: Flag::default() }
    }

    pub(crate) fn held(&self) -> &Held {
        &self.subject.held
    }

    pub(crate) fn id(&self) -> u64 {
        self.subject.id
    }

    /// The collector without its wraps (S15).
    pub(crate) fn core(&self) -> &Held {
        &self.subject.core
    }

    pub(crate) fn descs(&self) -> &[Desc] {
        &self.subject.descs
    }

    pub(crate) fn type_name(&self) -> &'static str {
        self.held().type_name()
    }

    /// Whether what it sends agrees with its descriptors by construction.
    fn is_trusted(&self) -> bool {
        self.subject.trust == Trust::Cells
    }

    /// Whether it runs no foreign code, or is known to be fast.
    pub(crate) fn runs_inline(&self) -> bool {
        self.subject.trust < Trust::Foreign || self.fast.get()
    }

    fn origin(&self) -> Origin<'_> {
        let (type_name, descs) = (self.type_name(), self.descs());
        Origin { type_name, descs, is_trusted: self.is_trusted() }
    }

    /// Writes what the collector collects, until it returns or panics (S26).
    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        let start = Instant::now();
        let Subject { core, wraps, described, descs, .. } = &self.subject;
        guarded(self.type_name(), sink, |sink| match core.as_group() {
            // Their order is that of the collector, whatever a wrap made of them.
            Some(group) => group.emit(descs, &mut Scrape::to(sink)),
            None if wraps.is_empty() => core.collect(&mut Scrape::to(sink)),
            None => {
                let mut known = Known::of(described, descs);
                core.collect(&mut Scrape::to(&mut known.on(wraps, sink)));
            }
        });
        self.fast.set(start.elapsed() < SLOW);
    }

    fn collect(&self) -> Batch {
        let mut batch = Batch::new(self.type_name(), self.is_trusted());
        self.write(&mut batch);
        batch
    }
}

/// Whose metrics a batch has.
#[derive(Clone, Copy)]
struct Origin<'a> {
    /// The collector's type.
    type_name: &'static str,
    /// What it described; nothing if it is unchecked.
    descs: &'a [Desc],
    /// Whether what it sends agrees with that by construction.
    is_trusted: bool,
}

/// Writes until the collector returns or panics (S26).
fn guarded(type_name: &'static str, sink: &mut dyn Sink, write: impl FnOnce(&mut dyn Sink)) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| write(&mut *sink))) {
        sink.panicked(type_name, panic_message(panic));
    }
}

/// The ids and dimensions of the descriptors that are registered.
pub(crate) type Described = HashSet<(u64, u64)>;

/// Collects from the members; a pedantic scrape says what was described.
pub(crate) fn scrape(members: &[Arc<Member>], registered: Option<&Described>) -> Scraped {
    let (inline, foreign): (Vec<_>, Vec<_>) =
        (0..members.len()).partition(|&i| members[i].runs_inline());
    let mut batches = workers::run(foreign, |i| members[i].collect());
    batches.extend(inline.into_iter().map(|i| (i, members[i].collect())));
    // Of two metrics that clash, the one whose collector was registered first is kept.
    batches.sort_by_key(|(i, _)| *i);
    let mut merge = Merge::new(registered);
    for (i, batch) in batches {
        merge.add(members[i].origin(), batch);
    }
    merge.finish()
}

/// What a scrape may take for granted of a collector that is in no wrap.
pub(crate) fn trust(collector: &dyn Collector) -> Trust {
    collector.as_group().map_or(Trust::Foreign, Group::trust)
}

/// What one collector has, as a pedantic registry of nothing else would collect it.
pub(crate) fn scrape_one(collector: &dyn Collector, descs: &[Desc]) -> Scraped {
    let (type_name, group) = (collector.type_name(), collector.as_group());
    let is_trusted = trust(collector) == Trust::Cells;
    let origin = Origin { type_name, descs, is_trusted };
    scrape_alone(origin, |scrape| match group {
        Some(group) => group.emit(descs, scrape),
        None => collector.collect(scrape),
    })
}

/// What one metric, or family of series, has.
pub(crate) fn scrape_family<F: collector::Family>(family: &F, desc: &Desc) -> Scraped {
    let descs = std::slice::from_ref(desc);
    let origin = Origin { type_name: type_name::<F>(), descs, is_trusted: true };
    scrape_alone(origin, |scrape| family.emit(desc, scrape))
}

fn scrape_alone(origin: Origin<'_>, write: impl FnOnce(&mut Scrape<'_>)) -> Scraped {
    let mut batch = Batch::new(origin.type_name, origin.is_trusted);
    guarded(origin.type_name, &mut batch, |sink| write(&mut Scrape::to(sink)));
    let registered = origin.descs.iter().map(|desc| (desc.id(), desc.dimension())).collect();
    let mut merge = Merge::new(Some(&registered));
    merge.add(origin, batch);
    merge.finish()
}

/// Scrapes someone else's gatherer: a panic is one of the errors (D14).
fn scrape_guarded<T>(scrape: impl FnOnce() -> T, or: impl FnOnce(GatherErrorKind) -> T) -> T {
    catch_unwind(AssertUnwindSafe(scrape)).unwrap_or_else(|panic| {
        let message = panic_message(panic);
        or(GatherErrorKind::Panicked { message })
    })
}

/// As [`Gatherer::encode`], guarded against panics.
pub(crate) fn encode_guarded(gatherer: &(impl Gatherer + ?Sized), format: Format) -> Encoded {
    let failed = |kind| {
        let mut scraped = Scraped::default();
        scraped.errors.push(GatherError::new(type_name_of_val(gatherer), kind));
        scraped.encode(format)
    };
    scrape_guarded(|| gatherer.encode(format), failed)
}

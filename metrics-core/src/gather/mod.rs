//! One scrape: collect from all members, check what they sent, put it in order.

mod batch;
mod error;
mod merge;
mod workers;

use std::any::Any;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::cell::Flag;
use crate::collector::{self, Collector};
use crate::desc::Desc;
use crate::error::Errors;
use crate::held::Held;
use crate::sample::Family;
use crate::scrape::Scrape;
use batch::Batch;
use merge::Merge;

pub use error::{GatherError, GatherErrorKind};

/// What a scrape found: the families in order of their names, and everything that went wrong.
#[cfg(feature = "proto")]
#[derive(Clone, Debug)]
#[must_use]
pub struct Gathered {
    /// The families that have metrics, in order of their names (S45).
    pub families: Vec<crate::proto::MetricFamily>,
    /// What went wrong. The metrics concerned are missing; all others are there.
    pub errors: Errors<GatherError>,
}

/// A scrape in one of the formats, and everything that went wrong.
#[derive(Clone, Debug)]
#[must_use]
pub struct Encoded {
    /// The exposition.
    pub body: Vec<u8>,
    /// How many families it has.
    pub families: usize,
    /// What went wrong. The metrics concerned are missing; all others are there.
    pub errors: Errors<GatherError>,
}

impl Encoded {
    /// The exposition as a string. The text formats are always UTF-8.
    #[must_use]
    pub fn into_string(self) -> String {
        match String::from_utf8(self.body) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        }
    }
}

/// A collector that takes longer than this is *slow*: the next one does not wait for it.
const SLOW: Duration = Duration::from_millis(1);

/// A registered collector.
pub(crate) struct Member {
    held: Held,
    descs: Box<[Desc]>,
    /// Whether it is known to be fast enough to run on the scrape's own thread.
    fast: Flag,
}

impl Member {
    pub(crate) fn new(held: Held, descs: Vec<Desc>) -> Self {
        Self { held, descs: descs.into(), fast: Flag::default() }
    }

    pub(crate) fn held(&self) -> &Held {
        &self.held
    }

    pub(crate) fn descs(&self) -> &[Desc] {
        &self.descs
    }

    pub(crate) fn type_name(&self) -> &'static str {
        self.held.type_name()
    }

    /// Whether the collector was derived: it runs no foreign code, and what it sends agrees with
    /// its descriptors by construction.
    fn is_trusted(&self) -> bool {
        self.held.as_group().is_some()
    }

    pub(crate) fn runs_inline(&self) -> bool {
        self.is_trusted() || self.fast.get()
    }

    fn origin(&self) -> Origin<'_> {
        let (type_name, descs) = (self.type_name(), &*self.descs);
        Origin { type_name, descs, is_trusted: self.is_trusted() }
    }

    fn collect(&self) -> Batch {
        let start = Instant::now();
        let batch = collect(self.type_name(), |scrape| emit(&*self.held, &self.descs, scrape));
        self.fast.set(start.elapsed() < SLOW);
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

fn emit(collector: &dyn Collector, descs: &[Desc], scrape: &mut Scrape<'_>) {
    match collector.as_group() {
        Some(group) => group.emit(descs, scrape),
        None => collector.collect(scrape),
    }
}

/// What a collector sends until it returns or panics (S26).
fn collect(type_name: &'static str, run: impl FnOnce(&mut Scrape<'_>)) -> Batch {
    let mut batch = Batch::new(type_name);
    let outcome = catch_unwind(AssertUnwindSafe(|| run(&mut Scrape::to(&mut batch))));
    if let Err(panic) = outcome {
        let message = panic_message(panic);
        batch.fail(GatherErrorKind::Panicked { message });
    }
    batch
}

pub(crate) struct Scraped {
    pub(crate) families: Vec<Family>,
    pub(crate) errors: Errors<GatherError>,
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

/// What one collector has, as a pedantic registry of nothing else would collect it.
pub(crate) fn scrape_one(collector: &dyn Collector, descs: &[Desc]) -> Scraped {
    let type_name = collector.type_name();
    let is_trusted = collector.as_group().is_some();
    let batch = collect(type_name, |scrape| emit(collector, descs, scrape));
    alone(Origin { type_name, descs, is_trusted }, batch)
}

/// What one metric, or family of series, has.
pub(crate) fn scrape_family<F: collector::Family>(family: &F, desc: &Desc) -> Scraped {
    let type_name = std::any::type_name::<F>();
    let batch = collect(type_name, |scrape| family.emit(desc, scrape));
    alone(Origin { type_name, descs: std::slice::from_ref(desc), is_trusted: true }, batch)
}

fn alone(origin: Origin<'_>, batch: Batch) -> Scraped {
    let registered = origin.descs.iter().map(|desc| (desc.id(), desc.dimension())).collect();
    let mut merge = Merge::new(Some(&registered));
    merge.add(origin, batch);
    merge.finish()
}

/// What a panic said.
pub(crate) fn panic_message(panic: Box<dyn Any + Send>) -> String {
    match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => match other.downcast::<&str>() {
            Ok(text) => (*text).to_owned(),
            Err(other) => {
                // Not dropped: that is foreign code as well, and may panic once more.
                std::mem::forget(other);
                "a value that is not text".to_owned()
            }
        },
    }
}

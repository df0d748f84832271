//! What a scrape found, and what is made of it.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{GatherError, GatherErrorKind};
use crate::error::{Errors, panic_message};
use crate::exposition::Format;
use crate::sample::Family;

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

/// What a scrape found, before it is written: what a [`Gatherer`](super::Gatherer) returns.
#[derive(Debug, Default)]
#[must_use]
pub struct Scraped {
    pub(crate) families: Vec<Family>,
    /// What went wrong. The metrics concerned are missing; all others are there.
    pub errors: Errors<GatherError>,
    pub(super) done: Vec<Done>,
}

impl Scraped {
    pub(super) fn new(families: Vec<Family>, errors: Errors<GatherError>) -> Self {
        Self { families, errors, done: Vec::new() }
    }

    /// The names of the families, in order.
    #[must_use]
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.families.iter().map(|family| family.desc.name())
    }

    /// Leaves out the families that `keep` does not pick by their names.
    pub fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.families.retain(|family| keep(family.desc.name()));
    }

    /// Has `done` called once the families were written, or were dropped: a transaction (J18), for
    /// a gatherer that needs to know when what it lent is free again.
    ///
    /// A panic in it is one of the errors, if there is someone left to tell.
    pub fn on_done(mut self, done: impl FnOnce() + Send + Sync + 'static) -> Self {
        self.done.push(Done(Some(Box::new(done))));
        self
    }

    /// Writes the families in a format.
    pub fn encode(mut self, format: Format) -> Encoded {
        let body = format.encode(&self.families);
        self.finish();
        Encoded { body, families: self.families.len(), errors: self.errors }
    }

    /// The families as protobuf messages.
    #[cfg(feature = "proto")]
    pub fn into_gathered(mut self) -> Gathered {
        let families = std::mem::take(&mut self.families);
        let families = families.into_iter().map(Into::into).collect();
        self.finish();
        Gathered { families, errors: self.errors }
    }

    fn finish(&mut self) {
        for mut done in std::mem::take(&mut self.done) {
            if let Some(message) = done.call() {
                let kind = GatherErrorKind::Panicked { message };
                self.errors.push(GatherError::new("Scraped::on_done", kind));
            }
        }
    }
}

/// What is called at the end of a transaction.
pub(super) struct Done(Option<Box<dyn FnOnce() + Send + Sync>>);

impl Done {
    /// What it panicked with.
    fn call(&mut self) -> Option<String> {
        let done = self.0.take()?;
        let panic = catch_unwind(AssertUnwindSafe(done)).err()?;
        Some(panic_message(panic))
    }
}

impl Drop for Done {
    fn drop(&mut self) {
        self.call();
    }
}

impl fmt::Debug for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Done")
    }
}

//! Snapshots: one expensive function a scrape, and the metrics of what it returns (D12).

use std::any::type_name;
use std::error::Error;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::collector::{Describe, Group};
use crate::desc::{Desc, Tree};
use crate::error::panic_message;
use crate::sample::SampleError;
use crate::scrape::Scrape;

/// What a function that takes a snapshot returns.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a snapshot",
    label = "returns a `{Self}`",
    note = "a snapshot is a struct with `#[derive(Collector)]`, an `Option` or a `Result` of one"
)]
pub trait Snapshot {
    /// The metrics.
    type Group: Describe + Group;

    /// The metrics as they are now.
    fn group(self) -> Result<Self::Group, SampleError>;
}

#[diagnostic::do_not_recommend]
impl<G: Describe + Group> Snapshot for G {
    type Group = G;

    fn group(self) -> Result<G, SampleError> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<G: Describe + Group, E: Into<SampleError>> Snapshot for Result<G, E> {
    type Group = G;

    fn group(self) -> Result<G, SampleError> {
        self.map_err(Into::into)
    }
}

/// The function that takes the snapshots of a collector, and what is done with them.
pub struct Snapshots<C, F> {
    /// The descriptors, which do not depend on what is returned.
    pub tree: &'static Tree,
    /// Takes one snapshot and writes its metrics.
    pub emit: fn(F, &C, &[Desc], &mut Scrape<'_>),
    /// The function.
    pub take: F,
}

/// All that generated code asks of the function's type. One call, and fields for what is made of
/// it, so that a wrong type is one error.
pub const fn snapshot<C, S: Snapshot, F: Fn(&C) -> S + Copy>(take: F) -> Snapshots<C, F> {
    Snapshots { tree: S::Group::TREE, emit: emit::<C, S, F>, take }
}

/// If there is no snapshot because of an error or a panic, that is reported once, and costs its
/// metrics alone.
fn emit<C, S: Snapshot, F: Fn(&C) -> S>(
    take: F,
    collector: &C,
    descs: &[Desc],
    scrape: &mut Scrape<'_>,
) {
    let write = || match take(collector).group() {
        Ok(group) => group.emit(descs, scrape),
        Err(source) => {
            if let Some(first) = descs.first() {
                scrape.error(first, NoSnapshot { metrics: descs.len(), source });
            }
        }
    };
    if let Err(panic) = catch_unwind(AssertUnwindSafe(write)) {
        let message = panic_message(panic);
        scrape.divert(|sink| sink.panicked(type_name::<C>(), message));
    }
}

/// Why none of a snapshot's metrics could be collected.
#[derive(Debug)]
struct NoSnapshot {
    metrics: usize,
    source: SampleError,
}

impl fmt::Display for NoSnapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { metrics, source } = self;
        write!(f, "{source} (the snapshot of {metrics} metric(s) is missing)")
    }
}

impl Error for NoSnapshot {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}

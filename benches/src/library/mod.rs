//! Who is measured: a module for each library, and for code without one.

mod fastmetrics;
mod floor;
mod function;
mod measured;
mod metrics;
mod opentelemetry;
mod ours;
mod prometheus;
mod prometheus_client;
mod vise;

use std::rc::Rc;

use crate::work::insert::{Insert, InsertBench};
use crate::work::update::{Update, UpdateBench};
use crate::work::{Bench, Case, Work, Workload};

/// All of them, in the order of the first round.
pub(crate) fn all() -> Vec<Library> {
    let mut all = vec![floor::shared(), floor::own_cells()];
    all.extend(ours::rows());
    all.extend([
        prometheus::library(),
        prometheus_client::library(),
        measured::library(),
        vise::library(),
        fastmetrics::library(),
        metrics::library(),
        opentelemetry::library(),
    ]);
    all.extend(function::rows());
    all
}

/// What part a library has in the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Code that does only the work. Threads update the same atomics.
    SharedFloor,
    /// Code that does only the work. Each thread updates cells of its own.
    OwnFloor,
    /// Our metrics as they are without saying anything.
    Plain,
    /// Plain ones, in a family whose open label has a bound.
    Bounded,
    /// Our metrics that spread threads over cells.
    Striped,
    /// What every row of a workload has in it: told, and compared with nothing.
    Part,
    /// Somebody else's.
    Peer,
}

impl Role {
    pub(crate) fn is_floor(self) -> bool {
        matches!(self, Self::SharedFloor | Self::OwnFloor)
    }

    pub(crate) fn is_ours(self) -> bool {
        matches!(self, Self::Plain | Self::Bounded | Self::Striped)
    }

    /// The floor it stands on, where there are two.
    pub(crate) fn floor(self) -> Self {
        match self {
            Self::Striped | Self::OwnFloor => Self::OwnFloor,
            _ => Self::SharedFloor,
        }
    }
}

type Setup = Box<dyn Fn(Case) -> Box<dyn Bench>>;

/// One row of the tables, and what it can do.
pub(crate) struct Library {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) role: Role,
    able: Vec<(Work, Setup)>,
}

impl Library {
    fn new(role: Role, name: &'static str, version: &'static str) -> Self {
        Self { name, version, role, able: Vec::new() }
    }

    /// Adds work that is an [`Update`].
    fn updates<U: Update>(mut self, work: Work, make: impl Fn() -> U + 'static) -> Self {
        let setup = move |case| -> Box<dyn Bench> {
            let Case::Threads(threads) = case else { unreachable!("updates are by threads") };
            Box::new(UpdateBench::new(make(), threads))
        };
        self.able.push((work, Box::new(setup)));
        self
    }

    /// Adds the work that is an [`Insert`]. Told how many series there will be, for those who want
    /// to know.
    fn inserts<I: Insert>(mut self, make: impl Fn(usize) -> I + 'static) -> Self {
        let make = Rc::new(make);
        let setup = move |case| -> Box<dyn Bench> {
            let Case::Series(series) = case else { unreachable!("inserts are by series") };
            Box::new(InsertBench::new(Rc::clone(&make), series))
        };
        self.able.push((Work::InsertSeries, Box::new(setup)));
        self
    }

    /// Sets a workload up; `None` if the library cannot do it.
    pub(crate) fn set_up(&self, workload: Workload) -> Option<Box<dyn Bench>> {
        let (_, setup) = self.able.iter().find(|(work, _)| *work == workload.work)?;
        Some(setup(workload.case))
    }
}

//! The figures that ours are to reach.

use std::fmt;

use crate::library::Role;
use crate::run::Figures;
use crate::work::{Case, Work, Workload};

/// At most this much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Target {
    /// Of the median of the best peer.
    Peer(f64),
    /// Of the median of the floor.
    Floor(f64),
    /// Live bytes a series.
    Bytes(f64),
}

/// Whether a target was reached.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    pub(crate) target: Target,
    pub(crate) figure: f64,
}

impl Verdict {
    pub(crate) fn reached(self) -> bool {
        self.figure <= self.target.limit()
    }
}

/// What is asked of a row of ours in a workload.
pub(crate) fn of(workload: Workload, role: Role) -> Vec<Target> {
    match workload.case {
        Case::Threads(_) if workload.work == Work::FunctionCall => match role {
            Role::Striped => vec![Target::Floor(1.15), Target::Peer(0.2)],
            _ => Vec::new(),
        },
        Case::Threads(threads) => {
            let targets = of_update(workload.work, role);
            targets.map(|(one, more)| if threads == 1 { one } else { more }).into_iter().collect()
        }
        // A family of a few series is measured for its bytes, which have no target in numbers.
        Case::Series(series) if series < 100_000 => Vec::new(),
        Case::Series(_) if role == Role::Plain => vec![Target::Peer(0.55), Target::Bytes(80.0)],
        // What the table of its values adds is only told.
        Case::Series(_) if role == Role::Bounded => vec![Target::Peer(0.55)],
        Case::Series(_) => Vec::new(),
    }
}

/// For one thread, and for more.
fn of_update(work: Work, role: Role) -> Option<(Target, Target)> {
    use Target::{Floor, Peer};
    let targets = match (role, work) {
        (Role::Plain, Work::CounterInc | Work::CachedHandleInc) => (Peer(1.05), Floor(1.1)),
        (Role::Striped, Work::CounterInc | Work::CachedHandleInc) => (Peer(0.30), Peer(0.10)),
        (Role::Plain, Work::LabelledIncEnum) => (Peer(0.85), Floor(1.15)),
        (Role::Striped, Work::LabelledIncEnum) => (Peer(0.25), Peer(0.08)),
        (Role::Plain | Role::Bounded, Work::LabelledIncDynamic) => (Peer(0.48), Peer(0.38)),
        (Role::Plain, Work::HistogramObserve) => (Peer(0.75), Peer(0.20)),
        (Role::Striped, Work::HistogramObserve) => (Peer(0.50), Peer(0.12)),
        (Role::Plain, Work::HistogramObserve18) => (Peer(0.50), Peer(0.30)),
        (Role::Striped, Work::HistogramObserve18) => (Peer(0.40), Peer(0.12)),
        _ => return None,
    };
    Some(targets)
}

impl Target {
    fn limit(self) -> f64 {
        match self {
            Self::Peer(limit) | Self::Floor(limit) | Self::Bytes(limit) => limit,
        }
    }

    /// Nothing if there is nobody to compare with.
    pub(crate) fn judge(self, figures: &Figures) -> Option<Verdict> {
        let figure = match self {
            Self::Peer(_) => figures.to_peer?,
            Self::Floor(_) => figures.to_floor?,
            Self::Bytes(_) => figures.live,
        };
        Some(Verdict { target: self, figure })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Peer(limit) => write!(f, "≤ {limit:.2} × best peer"),
            Self::Floor(limit) => write!(f, "≤ {limit:.2} × floor"),
            Self::Bytes(limit) => write!(f, "≤ {limit:.0} live bytes"),
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", if self.reached() { "ok  " } else { "OVER" }, self.target)
    }
}

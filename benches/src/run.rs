//! One workload: every library in turn, round by round.

use crate::cpu::{Noise, Watch};
use crate::library::{Library, Role};
use crate::options::Options;
use crate::target::{self, Verdict};
use crate::work::{Round, Workload};

/// What came out of a workload.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) workload: Workload,
    pub(crate) rounds: usize,
    pub(crate) noise: Noise,
    /// Floors, ours and peers, each group from fast to slow; who cannot do it comes last.
    pub(crate) rows: Vec<Row>,
}

/// A library in an outcome.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) role: Role,
    /// Nothing if the library cannot do the workload.
    pub(crate) figures: Option<Figures>,
    /// Only for ours, and only where there is somebody to compare with.
    pub(crate) verdicts: Vec<Verdict>,
}

/// Medians over the rounds, per operation (and thread).
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    pub(crate) ns: f64,
    pub(crate) ns_min: f64,
    /// Nanoseconds of work that was left for later.
    pub(crate) later_ns: f64,
    /// Bytes allocated.
    pub(crate) bytes: f64,
    pub(crate) allocations: f64,
    /// Bytes taken and not given back.
    pub(crate) live: f64,
    /// To the best peer's median.
    pub(crate) to_peer: Option<f64>,
    /// To the median of the floor that the library stands on.
    pub(crate) to_floor: Option<f64>,
    /// Says what is wrong if the work was not done.
    pub(crate) check: Result<(), String>,
}

/// Sets all libraries up, runs the rounds, and reads all values back.
pub(crate) fn run(workload: Workload, libraries: &[Library], options: &Options) -> Outcome {
    let watch = Watch::start();
    let rounds = workload.rounds(options.rounds);
    let mut benches: Vec<_> = libraries.iter().map(|library| library.set_up(workload)).collect();
    for bench in benches.iter_mut().flatten() {
        bench.prepare(options.round);
    }
    let mut done: Vec<Vec<Round>> = libraries.iter().map(|_| Vec::new()).collect();
    for round in 0..rounds {
        for turn in 0..libraries.len() {
            // Each round starts with another library.
            let at = (turn + round) % libraries.len();
            if let Some(bench) = &mut benches[at] {
                done[at].push(bench.round());
            }
        }
    }
    let noise = watch.noise();
    let mut rows: Vec<Row> = libraries
        .iter()
        .zip(benches)
        .zip(done)
        .map(|((library, bench), rounds)| Row {
            name: library.name,
            version: library.version,
            role: library.role,
            figures: bench.map(|bench| figures(&rounds, bench.verify())),
            verdicts: Vec::new(),
        })
        .collect();
    // A floor or a row of ours that is not meant for this would say nothing.
    rows.retain(|row| row.role == Role::Peer || row.figures.is_some());
    compare(&mut rows);
    if !options.smoke {
        judge(workload, &mut rows);
    }
    rows.sort_by(|a, b| {
        let group = |row: &Row| match row.role {
            _ if row.figures.is_none() => 3,
            role if role.is_floor() || role == Role::Part => 0,
            role if role.is_ours() => 1,
            _ => 2,
        };
        let ns = |row: &Row| row.figures.as_ref().map_or(0.0, |figures| figures.ns);
        group(a).cmp(&group(b)).then(ns(a).total_cmp(&ns(b)))
    });
    Outcome { workload, rounds, noise, rows }
}

fn figures(rounds: &[Round], check: Result<(), String>) -> Figures {
    let per = |value: &dyn Fn(&Round) -> f64, ops: &dyn Fn(&Round) -> u64| {
        let mut all: Vec<f64> =
            rounds.iter().map(|round| value(round) / ops(round) as f64).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    // All threads did that many at the same time.
    let of_thread = |round: &Round| round.ops;
    let of_all = |round: &Round| round.ops * round.threads;
    let times = per(&|round| round.took.as_nanos() as f64, &of_thread);
    Figures {
        ns: median(&times),
        ns_min: times.first().copied().unwrap_or_default(),
        later_ns: median(&per(&|round| round.later.as_nanos() as f64, &of_all)),
        bytes: median(&per(&|round| round.spent.bytes as f64, &of_all)),
        allocations: median(&per(&|round| round.spent.count as f64, &of_all)),
        live: median(&per(&|round| round.spent.live as f64, &of_all)),
        to_peer: None,
        to_floor: None,
        check,
    }
}

/// Of sorted numbers.
fn median(sorted: &[f64]) -> f64 {
    match sorted.len() {
        0 => 0.0,
        n => f64::midpoint(sorted[(n - 1) / 2], sorted[n / 2]),
    }
}

/// The fastest of the libraries that `which` picks.
fn best(rows: &[Row], which: impl Fn(Role) -> bool) -> Option<f64> {
    rows.iter()
        .filter(|row| which(row.role))
        .filter_map(|row| row.figures.as_ref())
        .map(|figures| figures.ns)
        .min_by(f64::total_cmp)
}

fn compare(rows: &mut [Row]) {
    let peer = best(rows, |role| role == Role::Peer);
    let shared = best(rows, |role| role == Role::SharedFloor);
    let own = best(rows, |role| role == Role::OwnFloor);
    // What all of them do besides is no cost of theirs.
    let bare = best(rows, |role| role == Role::Part).unwrap_or_default();
    for row in rows.iter_mut().filter(|row| row.role != Role::Part) {
        let floor = match row.role.floor() {
            // Where threads do not matter, there is one floor only.
            Role::OwnFloor => own.or(shared),
            _ => shared,
        };
        if let Some(figures) = &mut row.figures {
            let to = |other: f64| (figures.ns - bare) / (other - bare);
            figures.to_peer = peer.map(to);
            figures.to_floor = floor.map(to);
        }
    }
}

fn judge(workload: Workload, rows: &mut [Row]) {
    for row in rows {
        if let Some(figures) = &row.figures {
            let targets = target::of(workload, row.role);
            row.verdicts = targets.iter().filter_map(|target| target.judge(figures)).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_lies_between_the_two_in_the_middle() {
        assert_eq!(median(&[]), 0.0);
        assert_eq!(median(&[3.0]), 3.0);
        assert_eq!(median(&[1.0, 2.0, 9.0]), 2.0);
        assert_eq!(median(&[1.0, 2.0, 4.0, 9.0]), 3.0);
    }

    #[test]
    fn peers_are_what_ours_are_compared_with() {
        let row = |role, ns| Row {
            name: "",
            version: "",
            role,
            figures: Some(Figures {
                ns,
                ns_min: ns,
                later_ns: 0.0,
                bytes: 0.0,
                allocations: 0.0,
                live: 0.0,
                to_peer: None,
                to_floor: None,
                check: Ok(()),
            }),
            verdicts: Vec::new(),
        };
        let mut rows = [
            row(Role::SharedFloor, 2.0),
            row(Role::OwnFloor, 1.0),
            row(Role::Plain, 3.0),
            row(Role::Striped, 3.0),
            row(Role::Peer, 10.0),
            row(Role::Peer, 6.0),
        ];
        compare(&mut rows);
        let ratios = |row: &Row| row.figures.as_ref().map(|f| (f.to_peer, f.to_floor));
        assert_eq!(ratios(&rows[2]), Some((Some(0.5), Some(1.5))));
        assert_eq!(ratios(&rows[3]), Some((Some(0.5), Some(3.0))));
        let mut rows = [row(Role::Part, 1.0), row(Role::Plain, 3.0), row(Role::Peer, 5.0)];
        compare(&mut rows);
        assert_eq!(ratios(&rows[0]), Some((None, None)), "it is in all of them");
        assert_eq!(ratios(&rows[1]), Some((Some(0.5), None)));
    }
}

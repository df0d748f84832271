//! A line of JSON for each library and workload.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::library::Role;
use crate::options::Options;
use crate::run::{Figures, Outcome, Row};
use crate::target::{Target, Verdict};
use crate::work::Case;

/// Writes all lines of a workload. Libraries that cannot do it have none.
pub(crate) fn write(out: &mut impl Write, outcome: &Outcome, options: &Options) -> io::Result<()> {
    for row in &outcome.rows {
        if let Some(figures) = &row.figures {
            writeln!(out, "{}", line(outcome, row, figures, options))?;
        }
    }
    Ok(())
}

fn line(outcome: &Outcome, row: &Row, figures: &Figures, options: &Options) -> Value {
    let (threads, series) = match outcome.workload.case {
        Case::Threads(threads) => (threads, None),
        Case::Series(series) => (1, Some(series)),
    };
    json!({
        "workload": outcome.workload.to_string(),
        "library": row.name,
        "version": row.version,
        "role": role(row.role),
        "threads": threads,
        "series": series,
        "rounds": outcome.rounds,
        "round_ms": options.round.as_millis() as u64,
        "smoke": options.smoke,
        "ns_per_op_thread_median": figures.ns,
        "ns_per_op_thread_min": figures.ns_min,
        "later_ns_per_op": figures.later_ns,
        "ratio_to_best_peer": figures.to_peer,
        "ratio_to_floor": figures.to_floor,
        "alloc_bytes_per_op": figures.bytes,
        "allocs_per_op": figures.allocations,
        "live_bytes_per_op": figures.live,
        "others_percent_of_cpu": outcome.noise.others,
        "stolen_percent_of_cpu": outcome.noise.stolen,
        "targets": row.verdicts.iter().map(target).collect::<Vec<_>>(),
        "check": figures.check.as_ref().map_or_else(String::as_str, |()| "ok"),
    })
}

fn role(role: Role) -> &'static str {
    match role {
        Role::SharedFloor => "floor-shared",
        Role::OwnFloor => "floor-own",
        Role::Plain => "ours",
        Role::Bounded => "ours-bounded",
        Role::Striped => "ours-striped",
        Role::Part => "part",
        Role::Peer => "peer",
    }
}

fn target(verdict: &Verdict) -> Value {
    let (of, limit) = match verdict.target {
        Target::Peer(limit) => ("best peer", limit),
        Target::Floor(limit) => ("floor", limit),
        Target::Bytes(limit) => ("live bytes", limit),
    };
    json!({ "of": of, "limit": limit, "figure": verdict.figure, "reached": verdict.reached() })
}

//! Tables on the terminal.

use super::short;
use crate::library::Role;
use crate::options::Options;
use crate::run::{Figures, Outcome, Row};
use crate::work::{Case, Workload};

const HEADS: [&str; 10] = [
    "library", "median", "min", "÷ peer", "÷ floor", "B/op", "allocs", "later", "live B", "target",
];

/// One workload's.
pub(crate) fn print(outcome: &Outcome, options: &Options) {
    let (workload, noise) = (outcome.workload, outcome.noise);
    println!("\n{workload} · {} · ns per operation and thread", workload.title());
    println!(
        "{} rounds of {} ms · other processes {:.0} % of a CPU · stolen {:.0} %\n",
        outcome.rounds,
        options.round.as_millis(),
        noise.others,
        noise.stolen,
    );
    let rows: Vec<[String; 10]> = std::iter::once(HEADS.map(str::to_owned))
        .chain(outcome.rows.iter().flat_map(|row| lines(workload, row)))
        .collect();
    let widths: [usize; 10] = std::array::from_fn(|column| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
    });
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let padding = " ".repeat(width - cell.chars().count());
            // Names and targets are read from the left, numbers from the right.
            if column == 0 || column == HEADS.len() - 1 {
                line.extend([cell, &*padding, "  "]);
            } else {
                line.extend([&*padding, cell, "  "]);
            }
        }
        println!("  {}", line.trim_end());
    }
    if let Some(added) = added_by_bound(outcome) {
        println!("\n  `max` adds {added:.1} bytes a series: the values that the label has");
    }
    for (row, error) in failures(outcome) {
        println!("  CHECK FAILED: {}: {error}", row.name);
    }
}

/// How many bytes more a series keeps where the open label has a bound.
fn added_by_bound(outcome: &Outcome) -> Option<f64> {
    let live = |role| {
        let row = outcome.rows.iter().find(|row| row.role == role)?;
        Some(row.figures.as_ref()?.live)
    };
    match outcome.workload.case {
        Case::Threads(_) => None,
        Case::Series(_) => Some(live(Role::Bounded)? - live(Role::Plain)?),
    }
}

/// The row itself, and one more for each further target.
fn lines(workload: Workload, row: &Row) -> Vec<[String; 10]> {
    let mut lines = vec![std::array::from_fn(|_| String::new())];
    row.name.clone_into(&mut lines[0][0]);
    if let Some(figures) = &row.figures {
        lines[0] = numbers(workload, row.name, figures);
    }
    for (i, verdict) in row.verdicts.iter().enumerate() {
        if i == lines.len() {
            lines.push(std::array::from_fn(|_| String::new()));
        }
        lines[i][9] = verdict.to_string();
    }
    lines
}

fn numbers(workload: Workload, name: &str, figures: &Figures) -> [String; 10] {
    let ratio = |ratio: Option<f64>| ratio.map_or(String::new(), |ratio| format!("{ratio:.2}"));
    let some = |number: f64| if number == 0.0 { String::new() } else { short(number) };
    [
        name.to_owned(),
        short(figures.ns),
        short(figures.ns_min),
        ratio(figures.to_peer),
        ratio(figures.to_floor),
        // A buffer that grows once a round is nothing per operation.
        if figures.bytes < 0.005 { "0".to_owned() } else { short(figures.bytes) },
        if figures.allocations < 0.005 { "0".to_owned() } else { short(figures.allocations) },
        // A call that finds nothing to do takes its time, too.
        if figures.later_ns < 0.01 { String::new() } else { short(figures.later_ns) },
        match workload.case {
            Case::Threads(_) => String::new(),
            Case::Series(_) => some(figures.live),
        },
        String::new(),
    ]
}

/// After the last workload: what is not as it should be.
pub(crate) fn print_summary(outcomes: &[Outcome]) {
    let mut verdicts = Vec::new();
    for outcome in outcomes {
        for row in &outcome.rows {
            let of_row = row.verdicts.iter().map(|verdict| (outcome.workload, row.name, verdict));
            verdicts.extend(of_row);
        }
    }
    if !verdicts.is_empty() {
        let all = verdicts.len();
        verdicts.retain(|(_, _, verdict)| !verdict.reached());
        println!("\n{} of {all} targets reached", all - verdicts.len());
        for (workload, name, verdict) in verdicts {
            println!("  {workload}, {name}: {}, not {}", short(verdict.figure), verdict.target);
        }
    }
    let failed: Vec<_> = outcomes.iter().flat_map(failures).collect();
    for (row, error) in &failed {
        println!("check failed: {}: {error}", row.name);
    }
    if failed.is_empty() {
        println!("every library recorded every operation");
    }
}

/// Libraries that did not do the work, and what they did instead.
pub(crate) fn failures(outcome: &Outcome) -> impl Iterator<Item = (&Row, &str)> {
    outcome.rows.iter().filter_map(|row| {
        let error = row.figures.as_ref()?.check.as_ref().err()?;
        Some((row, error.as_str()))
    })
}

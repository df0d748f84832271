//! What updates cost: this library beside its peers, and beside code by hand that does only the
//! work, in one process and one run.
//!
//! ```sh
//! cargo run -p benches --release                          # everything, about five minutes
//! cargo run -p benches --release -- --only histogram      # workloads of that name
//! cargo run -p benches --release -- --rounds 25 --only counter_inc
//! cargo run -p benches --release -- --list                # what there is
//! cargo test -p benches                                   # that all of it still works
//! ```
//!
//! It wants a quiet machine. Results are printed, and written to `results.jsonl` and `results.svg`
//! in `target/benches` (of the run before, nothing is kept; `--json` and `--plot` name other files).
//!
//! # How it measures
//!
//! For each workload, every library is set up and warmed up, and settles how many operations take
//! about `--round-ms`. Then they take turns, round by round, each round beginning with another one,
//! so a noisy moment hits all alike. Threads are pinned, one per CPU, and start at a barrier; the
//! time is from the first start to the last end. Loops are compiled for each library's own types:
//! no dynamic call is inside. After the rounds the values are read back from the library: if one
//! operation is missing, the run fails.
//!
//! All libraries share the process, none gets in another's way: `metrics` alone wants something
//! global (its recorder, which its macros use), and nobody else touches that. Before a round of
//! `insert_series` the heap's free memory goes back to the system, so that a library does not
//! build in the holes that another one left.
//!
//! # How to read it
//!
//! - `median` and `min` are over the rounds, in nanoseconds for one operation of one thread.
//! - `÷ peer` is the median in relation to the best peer's; floors and ours do not count as peers.
//!   `÷ floor` is in relation to the floor: *own cells* for what is striped, *shared* for the rest.
//! - In `function_call` the floors are the same done by hand, with a guard for panics. The bare
//!   function and two looks at the clock are parts of all of them; ratios are of what is added to
//!   the bare function.
//! - `B/op` and `allocs`: what an operation allocates, all threads together. `live B`: what a new
//!   series keeps (in a family of ten: a tenth of the family). `later`: nanoseconds for each
//!   operation of work that the library puts off until a scrape or an upkeep.
//! - `target` is what we promise of ours, `ok` or `OVER`; the summary at the end repeats the
//!   latter. Look at *other processes* first: with more than a few percent, run it again.
//! - A library without figures cannot do the workload.
//!
//! # How to add something
//!
//! - **A library:** a module in `library`, and a line in `library::all`. It says what it can do by
//!   adding types to a [`library::Library`]: one that implements [`Update`] or [`Insert`]
//!   for each work. Name the exact version in `Cargo.toml`.
//! - **A workload of a known group:** a variant of [`Work`](work::Work) and a line in
//!   `Workload::all`; the compiler asks for the rest. Then a line in the libraries.
//! - **A group of workloads** (scrapes, say): a module in `work` with a trait for what a library
//!   must be able to do and a [`Bench`](work::Bench) that runs it, a variant of
//!   [`Case`](work::Case) if they come in other sizes, and a method like `Library::updates`.
//! - **A target:** a line in `target::of`.
//!
//! To look at one loop, run it alone under a profiler: `--only counter_inc_1t --library vise`. It
//! is the function `work::update::operations`.
//!
//! [`Update`]: work::update::Update
//! [`Insert`]: work::insert::Insert

// This is a program for the terminal.
#![allow(clippy::print_stdout, clippy::print_stderr)]
// Counts, picks and pixels are all far below where a conversion would lose anything.
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]
// The loop of a workload is measured, and calls in it are not part of what is.
#![allow(clippy::inline_always)]

mod alloc;
mod cpu;
mod data;
mod library;
mod options;
mod report;
mod run;
mod target;
mod work;

use std::env;
use std::error::Error;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use crate::library::Library;
use crate::options::{Options, USAGE};
use crate::report::{json, plot, table};
use crate::work::Workload;

fn main() -> ExitCode {
    let options = match Options::parse(env::args().skip(1)) {
        Ok(options) => options,
        Err(error) => {
            eprintln!("{error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match measure(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs what is asked for; whether every library did its work.
fn measure(options: &Options) -> Result<bool, Box<dyn Error>> {
    let mut workloads = Workload::all(options.smoke);
    workloads.retain(|workload| options.wants(&workload.to_string()));
    let mut libraries = library::all();
    libraries.retain(|library| options.wants_library(library.name));
    if options.list {
        list(&workloads, &libraries);
        return Ok(true);
    }
    if workloads.is_empty() || libraries.is_empty() {
        return Err("nothing has such a name; `--list` shows what there is".into());
    }
    if cfg!(debug_assertions) && !options.smoke {
        eprintln!("warning: built without `--release`, these figures say nothing");
    }
    // The threads of a workload pin themselves; this one is the first of them.
    let cpus = cpu::count();
    cpu::pin(0);
    println!("{} libraries, {} workloads, {cpus} CPUs", libraries.len(), workloads.len());

    create_parent(&options.json)?;
    create_parent(&options.plot)?;
    let mut json = File::create(&options.json)?;
    let mut outcomes = Vec::new();
    for workload in workloads {
        let outcome = run::run(workload, &libraries, options);
        table::print(&outcome, options);
        json::write(&mut json, &outcome, options)?;
        outcomes.push(outcome);
    }
    json.flush()?;
    plot::draw(&options.plot, &outcomes)?;
    table::print_summary(&outcomes);
    println!("{}\n{}", options.json.display(), options.plot.display());
    Ok(outcomes.iter().flat_map(table::failures).next().is_none())
}

fn list(workloads: &[Workload], libraries: &[Library]) {
    for workload in workloads {
        println!("{:<24}{}", workload.to_string(), workload.title());
    }
    println!();
    for library in libraries {
        println!("{:<24}{}", library.name, library.version);
    }
}

fn create_parent(file: &Path) -> std::io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)
}

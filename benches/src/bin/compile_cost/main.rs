//! What it costs to compile a program that uses this library.
//!
//! ```text
//! cargo run -p benches --release --bin compile_cost [-- ROUNDS]
//! ```
//!
//! prints three tables:
//!
//! - derives: what `cargo check` takes longer for a hundred structs of five metrics, one of them with
//!   labels, than for an empty crate with the same dependencies; beside peers with macros;
//! - a tree: what it takes longer for a struct that flattens a thousand metrics, than for its groups
//!   alone. That is the constant in which their names are compared;
//! - clean builds: of this library, and of the packages alone that it builds on.
//!
//! All of one table is measured in turns, and the median of the rounds counts. Crates are made in
//! a folder of their own, and removed. Packages come from crates.io.
#![allow(clippy::print_stdout, reason = "prints what it measured")]

mod sources;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs, process};

use sources::{DERIVES, bare, groups, ours, tree};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let rounds = env::args().nth(1).map_or(Ok(5), |rounds| rounds.parse::<usize>())?.max(1);
    let folder = Folder::new()?;
    derives(&folder.0, rounds)?;
    names(&folder.0, rounds)?;
    builds(&folder.0, rounds)
}

/// Removed at the end, be it a bad one.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Outcome<Self> {
        let path = env::temp_dir().join(format!("compile-cost-{}", process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies in the folder for temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn derives(folder: &Path, rounds: usize) -> Outcome<()> {
    println!("| 100 structs of 5 metrics | more than an empty crate, ms | empty crate, ms |");
    println!("|---|---:|---:|");
    let mut crates = Vec::new();
    for derive in &DERIVES {
        let full: String = (0..100).map(|i| derive.one.replace('@', &i.to_string())).collect();
        let full = format!("{}{full}", derive.preamble);
        let built = Crate::new(folder, derive.name, &derive.dependencies())?;
        crates.push(Pair { built, sources: [String::new(), full], took: Default::default() });
    }
    measure(&mut crates, rounds)?;
    for (derive, pair) in DERIVES.iter().zip(&mut crates) {
        let [empty, full] = pair.medians();
        println!("| {} | {} | {empty} |", derive.name, full.saturating_sub(empty));
    }
    Ok(())
}

fn names(folder: &Path, rounds: usize) -> Outcome<()> {
    let built = Crate::new(folder, "tree", &ours(&["derive"]))?;
    let sources = [groups(), format!("{}{}", groups(), tree())];
    let mut pair = [Pair { built, sources, took: Default::default() }];
    measure(&mut pair, rounds)?;
    let [groups, tree] = pair[0].medians();
    println!("\n| 1000 names in one tree | more than in 20 groups, ms | in groups, ms |");
    println!("|---|---:|---:|\n| metrics-core | {} | {groups} |", tree.saturating_sub(groups));
    Ok(())
}

fn builds(folder: &Path, rounds: usize) -> Outcome<()> {
    println!("\n| clean build, debug | s | packages |\n|---|---:|---:|");
    let builds = [
        ("metrics-core, default features", ours(&["derive", "proto"])),
        ("the packages that it builds on", bare().to_owned()),
        ("metrics-core, no features", ours(&[])),
    ];
    let mut crates = Vec::new();
    for (i, (name, dependencies)) in builds.iter().enumerate() {
        let built = Crate::new(folder, &format!("build{i}"), dependencies)?;
        built.cargo(&["fetch"])?;
        crates.push((name, built, Vec::new()));
    }
    for _ in 0..rounds {
        for (_, built, took) in &mut crates {
            fs::remove_dir_all(built.target())?;
            took.push(built.cargo(&["build", "--offline"])?);
        }
    }
    for (name, built, took) in &mut crates {
        let packages = built.packages()?;
        println!("| {name} | {:.2} | {packages} |", median(took).as_secs_f64());
    }
    Ok(())
}

/// A crate with two texts, and how long it took to check each.
struct Pair {
    built: Crate,
    sources: [String; 2],
    took: [Vec<Duration>; 2],
}

impl Pair {
    fn medians(&mut self) -> [u128; 2] {
        self.took.each_mut().map(|took| median(took).as_millis())
    }
}

/// In turns, so that what else the machine does is shared by all.
fn measure(crates: &mut [Pair], rounds: usize) -> Outcome<()> {
    for round in 0..=rounds {
        for Pair { built, sources, took } in &mut *crates {
            for (source, took) in sources.iter().zip(took) {
                built.write(&format!("{source}\n// {round}\n"))?;
                let time = built.cargo(&["check"])?;
                // The first time, dependencies are checked as well.
                if round > 0 {
                    took.push(time);
                }
            }
        }
    }
    Ok(())
}

fn median(took: &mut [Duration]) -> Duration {
    took.sort();
    took.get(took.len() / 2).copied().unwrap_or_default()
}

/// A library of its own, outside of any workspace.
struct Crate(PathBuf);

impl Crate {
    fn new(folder: &Path, name: &str, dependencies: &str) -> Outcome<Self> {
        let built = Self(folder.join(name));
        fs::create_dir_all(built.0.join("src"))?;
        fs::create_dir_all(built.target())?;
        let manifest = format!(
            "[package]\nname = \"measured-crate\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             [workspace]\n[dependencies]\n{dependencies}\n"
        );
        fs::write(built.0.join("Cargo.toml"), manifest)?;
        built.write("")?;
        Ok(built)
    }

    fn write(&self, source: &str) -> Outcome<()> {
        Ok(fs::write(self.0.join("src/lib.rs"), source)?)
    }

    fn target(&self) -> PathBuf {
        self.0.join("target")
    }

    fn cargo(&self, args: &[&str]) -> Outcome<Duration> {
        let start = Instant::now();
        self.output(args)?;
        Ok(start.elapsed())
    }

    fn output(&self, args: &[&str]) -> Outcome<String> {
        let mut cargo = Command::new("cargo");
        cargo.args(args).current_dir(&self.0).env("CARGO_TARGET_DIR", self.target());
        let output = cargo.output()?;
        if output.status.success() {
            return Ok(String::from_utf8(output.stdout)?);
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        Err(format!("cargo {} in {}: {errors}", args.join(" "), self.0.display()).into())
    }

    /// How many packages are built besides the crate itself.
    fn packages(&self) -> Outcome<usize> {
        let tree = ["tree", "--offline", "--edges", "no-dev", "--prefix", "none", "--no-dedupe"];
        let tree = self.output(&tree)?;
        let mut lines: Vec<_> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        lines.sort_unstable();
        lines.dedup();
        Ok(lines.len() - 1)
    }
}

//! What the command line asks for.

use std::path::PathBuf;
use std::time::Duration;
use std::{env, process};

pub(crate) const USAGE: &str = "\
usage: cargo run -p benches --release -- [OPTION]...

  --rounds N          rounds of each workload (9)
  --round-ms MS       how long a library takes in a round (100)
  --only SUBSTRING    workloads whose name contains this; more than once for more
  --library SUBSTRING libraries whose name contains this; more than once for more
  --json FILE         where the figures go (results.jsonl in target/benches)
  --plot FILE         where the picture goes (results.svg in target/benches)
  --smoke             tiny rounds and small families: checks that all still works, measures nothing
  --list              only name the workloads and the libraries
";

/// The command line, with what was left out filled in.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) rounds: usize,
    pub(crate) round: Duration,
    pub(crate) only: Vec<String>,
    pub(crate) library: Vec<String>,
    pub(crate) json: PathBuf,
    pub(crate) plot: PathBuf,
    pub(crate) smoke: bool,
    pub(crate) list: bool,
}

impl Options {
    /// From the command line. The error is a sentence for the user.
    pub(crate) fn parse(mut args: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut rounds = None;
        let mut round_ms = None;
        let (mut only, mut library) = (Vec::new(), Vec::new());
        let (mut json, mut plot) = (None, None);
        let (mut smoke, mut list) = (false, false);
        while let Some(option) = args.next() {
            let mut value = || args.next().ok_or(format!("{option} needs a value"));
            match option.as_str() {
                "--rounds" => rounds = Some(number(&option, &value()?)?),
                "--round-ms" => round_ms = Some(number(&option, &value()?)?),
                "--only" => only.push(value()?),
                "--library" => library.push(value()?),
                "--json" => json = Some(value()?.into()),
                "--plot" => plot = Some(value()?.into()),
                "--smoke" => smoke = true,
                "--list" => list = true,
                "--help" | "-h" => {
                    // Asked for, so it is no error and goes to standard output.
                    println!("{USAGE}");
                    process::exit(0);
                }
                _ => return Err(format!("there is no option {option}")),
            }
        }
        let name = if smoke { "smoke" } else { "results" };
        let (default_rounds, default_ms) = if smoke { (2, 2) } else { (9, 100) };
        Ok(Self {
            rounds: rounds.unwrap_or(default_rounds),
            round: Duration::from_millis(round_ms.unwrap_or(default_ms) as u64),
            only,
            library,
            json: json.unwrap_or_else(|| output_dir().join(format!("{name}.jsonl"))),
            plot: plot.unwrap_or_else(|| output_dir().join(format!("{name}.svg"))),
            smoke,
            list,
        })
    }

    /// Whether a workload of this name is wanted.
    pub(crate) fn wants(&self, workload: &str) -> bool {
        matches_any(&self.only, workload)
    }

    /// Whether a library of this name is wanted.
    pub(crate) fn wants_library(&self, name: &str) -> bool {
        matches_any(&self.library, name)
    }
}

/// With nothing to look for, all match.
fn matches_any(parts: &[String], name: &str) -> bool {
    parts.is_empty() || parts.iter().any(|part| name.contains(part.as_str()))
}

fn number(option: &str, value: &str) -> Result<usize, String> {
    match value.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("{option} takes a number above 0, not {value:?}")),
    }
}

/// `benches` in the target directory, which this program lies in: `target/release/benches`.
fn output_dir() -> PathBuf {
    let program = env::current_exe().unwrap_or_default();
    let target = program.ancestors().nth(2).filter(|dir| !dir.as_os_str().is_empty());
    target.unwrap_or("target".as_ref()).join("benches")
}

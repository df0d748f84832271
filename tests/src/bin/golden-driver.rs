//! Runs golden cases: `golden-driver < cases.json > results.json`.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::{Read, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn Error>> {
    let mut cases = String::new();
    stdin().read_to_string(&mut cases)?;
    let results = serde_json::to_string_pretty(&tests::golden::replay(&cases)?)?;
    writeln!(stdout(), "{results}")?;
    Ok(())
}

//! `promtool check metrics`.

use std::fs::{File, write};
use std::process::Command;
use std::time::Duration;

use crate::{Folder, Process, program};

/// What promtool remarks on an exposition, which is nothing if it likes it; `None` if there is no
/// promtool.
///
/// # Panics
///
/// If it refuses the exposition.
#[must_use]
pub fn remarks(exposition: &str) -> Option<String> {
    let program = program("promtool")?;
    let folder = Folder::new();
    let file = folder.join("exposition");
    write(&file, exposition).expect("the exposition can be written");
    let mut command = Command::new(program);
    command.args(["check", "metrics"]).stdin(File::open(file).expect("it was written"));
    let mut promtool = Process::start(&mut command, &folder.join("log"));
    let status = promtool.wait(Duration::from_secs(60));
    match status.code() {
        Some(0) => Some(String::new()),
        Some(3) => Some(promtool.log()),
        _ => panic!("promtool: {status}\n{}", promtool.log()),
    }
}

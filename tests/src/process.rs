//! Child processes.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::wait_for;

/// Where a program is that a test needs; `None` if it is missing and the test is to be skipped,
/// which is said on stderr.
///
/// # Panics
///
/// If the program is missing and the environment says `METRICS_REQUIRE_SERVERS=1`.
#[must_use]
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut files = std::env::split_paths(&path).map(|folder| folder.join(name));
    let found = files.find(|file| file.is_file());
    if found.is_none() {
        let required = std::env::var("METRICS_REQUIRE_SERVERS").is_ok_and(|value| value == "1");
        assert!(!required, "METRICS_REQUIRE_SERVERS=1, and there is no program `{name}`");
        note(&format!("SKIPPED a test: there is no program `{name}`"));
    }
    found
}

/// Says something on stderr of which the test harness would keep `eprintln!` from being seen.
pub fn note(text: &str) {
    // In one piece, because tests run side by side.
    let _ = io::stderr().write_all(format!("{text}\n").as_bytes());
}

/// A running program, which is killed when this is dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    lines: Receiver<String>,
    /// What it writes to stderr.
    log: PathBuf,
}

impl Process {
    /// Starts a program. Its stderr goes to the file `log`.
    ///
    /// # Panics
    ///
    /// If it cannot be started.
    #[must_use]
    pub fn start(command: &mut Command, log: &Path) -> Self {
        let stderr = fs::File::create(log).expect("the log can be created");
        command.stdout(Stdio::piped()).stderr(stderr);
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let stdout = child.stdout.take().expect("stdout is piped");
        let (sender, lines) = channel();
        // Ends with the process, which closes the pipe.
        thread::spawn(move || {
            let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
            lines.try_for_each(|line| sender.send(line))
        });
        Self { child, lines, log: log.to_owned() }
    }

    /// The next line that it writes to stdout.
    ///
    /// # Panics
    ///
    /// If there is none in time.
    #[must_use]
    pub fn line(&self, limit: Duration) -> String {
        let line = self.lines.recv_timeout(limit);
        line.unwrap_or_else(|error| panic!("no line on stdout: {error}; stderr:\n{}", self.log()))
    }

    /// All that it wrote to stderr so far.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The status it ended with, if it has.
    ///
    /// # Panics
    ///
    /// If the system does not say.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("a child can be waited for")
    }

    /// The status it ends with.
    ///
    /// # Panics
    ///
    /// If it has not ended in time.
    pub fn wait(&mut self, limit: Duration) -> ExitStatus {
        wait_for("end of the process", limit, || self.ended().ok_or_else(|| "running".to_owned()))
    }

    /// Asks it to end, by SIGTERM, and waits until it has.
    ///
    /// # Panics
    ///
    /// If it has not ended in time.
    pub fn terminate(&mut self, limit: Duration) -> ExitStatus {
        let kill = format!("kill -TERM {}", self.child.id());
        let status = Command::new("sh").args(["-c", &kill]).status();
        assert!(status.is_ok_and(|status| status.success()), "{kill}");
        self.wait(limit)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

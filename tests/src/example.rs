//! The programs of the package `examples`.

use std::net::ToSocketAddrs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::{Folder, Process, fetch};

/// How long a program may take on a machine that has other things to do.
const LIMIT: Duration = Duration::from_secs(60);

/// How long the build may.
const BUILD_LIMIT: Duration = Duration::from_secs(1200);

/// Builds an example as it is now, and says where its binary is. `tmpdir` is the test's
/// `env!("CARGO_TARGET_TMPDIR")`, so that it is built where the test was.
///
/// # Panics
///
/// If it does not build.
#[must_use]
pub fn build_example(name: &str, tmpdir: &str) -> PathBuf {
    let folder = Folder::new();
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--package=examples", "--bin", name]);
    build.arg("--message-format=json-render-diagnostics");
    if let Some(target) = Path::new(tmpdir).parent() {
        build.arg("--target-dir").arg(target);
    }
    build.current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    let mut build = Process::start(&mut build, &folder.join("log"));
    loop {
        let line = build.line(BUILD_LIMIT);
        let message: Value = serde_json::from_str(&line).expect("cargo writes JSON");
        if message["target"]["name"] == name
            && let Some(executable) = message["executable"].as_str()
        {
            assert!(build.wait(LIMIT).success());
            return executable.into();
        }
    }
}

/// An example that serves `/metrics`, and says where on its first line.
#[derive(Debug)]
pub struct Example {
    /// The program.
    pub process: Process,
    /// Without the path.
    pub url: String,
    _folder: Folder,
}

impl Example {
    /// Starts it and waits until it says its URL.
    ///
    /// # Panics
    ///
    /// If it does not.
    #[must_use]
    pub fn start(binary: &Path, args: &[&str]) -> Self {
        let folder = Folder::new();
        let mut command = Command::new(binary);
        command.args(args).stdin(Stdio::null());
        let process = Process::start(&mut command, &folder.join("log"));
        let url = process.line(LIMIT);
        let url = url.strip_suffix("/metrics").expect("the line is the URL").to_owned();
        Self { process, url, _folder: folder }
    }

    /// Host and port.
    ///
    /// # Panics
    ///
    /// If the URL has none.
    #[must_use]
    pub fn address(&self) -> &str {
        let address = self.url.strip_prefix("http://").expect("it is served by HTTP");
        assert!(address.to_socket_addrs().is_ok(), "{address}");
        address
    }

    /// What it exposes.
    ///
    /// # Panics
    ///
    /// If it does not answer, or not with 200.
    #[must_use]
    pub fn exposition(&self) -> String {
        let fetched = fetch(&format!("{}/metrics", self.url)).expect("it answers");
        assert_eq!(fetched.status, 200, "{}", fetched.body);
        fetched.body
    }
}

/// The value on the line of a series.
///
/// # Panics
///
/// If there is no such line.
#[must_use]
pub fn value(exposition: &str, series: &str) -> f64 {
    let value = exposition.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    value.and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{series}: {exposition}"))
}

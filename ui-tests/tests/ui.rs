//! Builds the cases, and checks that their texts are what a user should read.
//!
//! A case in `fail/` marks each line at which one error belongs with `//~ ERROR`; what the
//! compiler prints stands beside it in a `.stderr` file. To write those anew:
//!
//! ```text
//! TRYBUILD=overwrite cargo test -p ui-tests
//! ```
//!
//! Read the difference before it is committed: each error must stand at the token that is
//! wrong, say what to write instead, and be the only one for that mistake.
//!
//! The texts are those of the compiler that `rust-toolchain.toml` names. Another compiler draws
//! and words some of them in its own way, so with another one the cases of `fail/` only have to
//! fail.

mod files;

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use files::{assert_none, files_in, read};
use trybuild::TestCases;

#[test]
fn refused() {
    let (pinned, running) = (pinned_compiler(), running_compiler());
    if let Some(copies) = env::var_os(COPIES) {
        TestCases::new().compile_fail(Path::new(&copies).join("**/*.rs"));
    } else if pinned == running {
        TestCases::new().compile_fail("fail/**/*.rs");
    } else {
        assert!(
            env::var_os("TRYBUILD").is_none_or(|update| update != "overwrite"),
            "the texts of `fail/` are those of rustc {pinned}, and this is {running}: \
             write them with that one"
        );
        // Not `eprintln!`, which is heard only when the test fails.
        let _ = writeln!(
            io::stderr(),
            "\nTHE TEXTS OF `fail/` ARE NOT COMPARED: they are those of rustc {pinned}, and this \
             is {running}. That each case fails to compile is checked."
        );
        refuse_copies();
    }
}

#[test]
fn accepted() {
    TestCases::new().pass("pass/*.rs");
}

#[test]
fn each_case_has_its_text_and_each_text_its_case() {
    let mut wrong = Vec::new();
    for case in files_in(Path::new("fail"), "rs") {
        if !case.with_extension("stderr").exists() {
            wrong.push(format!("{} has no `.stderr` file beside it", case.display()));
        }
    }
    for text in files_in(Path::new("fail"), "stderr") {
        if !text.with_extension("rs").exists() {
            wrong.push(format!("{} belongs to no case", text.display()));
        }
    }
    assert_none(&wrong);
}

#[test]
fn errors_stand_on_the_marked_lines() {
    let mut wrong = Vec::new();
    for case in files_in(Path::new("fail"), "rs") {
        let marked = marked_lines(&read(&case));
        if marked.is_empty() {
            wrong.push(format!("{}: no line is marked with `{MARK}`", case.display()));
        }
        let text = case.with_extension("stderr");
        if !text.exists() {
            continue;
        }
        let printed = error_lines(&read(&text), &case);
        for line in beyond(&marked, &printed) {
            wrong.push(format!("{}:{line}: marked, but no error stands here", case.display()));
        }
        for line in beyond(&printed, &marked) {
            wrong.push(match line {
                NOWHERE => format!("{}: an error does not stand in the case", text.display()),
                line => format!("{}:{line}: an error stands here and no mark", case.display()),
            });
        }
    }
    assert_none(&wrong);
}

#[test]
fn texts_speak_of_the_user_s_code_alone() {
    const FOREIGN: [&str; 3] =
        ["this error originates in", "in this derive macro expansion", "in this macro invocation"];
    let mut wrong = Vec::new();
    for text in files_in(Path::new("fail"), "stderr") {
        for (line, words) in (1..).zip(read(&text).to_lowercase().lines()) {
            for foreign in FOREIGN.iter().filter(|foreign| words.contains(**foreign)) {
                wrong.push(format!("{}:{line}: says \"{foreign}\"", text.display()));
            }
            if words.starts_with("warning") {
                wrong.push(format!("{}:{line}: a warning beside the errors", text.display()));
            }
        }
    }
    assert_none(&wrong);
}

/// Stands at the end of a line, once for each error that belongs there.
const MARK: &str = "//~ ERROR";

/// The line of an error that points at no line of the case.
const NOWHERE: usize = 0;

/// Names the folder of [`refuse_copies`] to the process that it starts.
const COPIES: &str = "UI_TESTS_COPIES";

/// Checks that each case fails to compile, whatever is printed.
///
/// trybuild can do this only where it may write the texts, so it gets copies to write them
/// beside, in a process that has its permission.
fn refuse_copies() {
    let copies = Path::new(env!("CARGO_TARGET_TMPDIR")).join("refused");
    let _ = fs::remove_dir_all(&copies);
    for case in files_in(Path::new("fail"), "rs") {
        let copy = copies.join(&case);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(&case, copy).unwrap();
    }
    let run = Command::new(env::current_exe().unwrap())
        .args(["refused", "--exact", "--nocapture"])
        .env(COPIES, &copies)
        .env("TRYBUILD", "overwrite")
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "a case of `fail/` compiles with this compiler:\n{printed}");
}

/// The version in `rust-toolchain.toml`.
fn pinned_compiler() -> String {
    let toolchain = read(Path::new("../rust-toolchain.toml"));
    let channel = toolchain.lines().find_map(|line| line.strip_prefix("channel = "));
    channel.expect("`rust-toolchain.toml` names a channel").trim_matches('"').to_owned()
}

/// The version of the compiler that cargo uses here.
fn running_compiler() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().expect("rustc runs");
    let version = String::from_utf8(output.stdout).expect("rustc writes UTF-8");
    version.split(' ').nth(1).expect("rustc states its version").to_owned()
}

/// The lines with a mark, each as often as it is marked.
fn marked_lines(source: &str) -> Vec<usize> {
    let lines = (1..).zip(source.lines());
    lines.flat_map(|(line, code)| code.matches(MARK).map(move |_| line)).collect()
}

/// The lines of a case to which the errors in its text point.
fn error_lines(text: &str, case: &Path) -> Vec<usize> {
    let case = case.to_string_lossy().replace('\\', "/");
    let is_heading = |line: &str| line.starts_with("error:") || line.starts_with("error[");
    let mut lines = text.lines().peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if !is_heading(line) {
            continue;
        }
        let mut place = None;
        while let Some(line) = lines.next_if(|line| !is_heading(line)) {
            place = place.or_else(|| line.trim_start().strip_prefix("--> "));
        }
        let line = place
            .and_then(|place| place.strip_prefix(&case)?.strip_prefix(':')?.split(':').next())
            .and_then(|line| line.parse().ok());
        found.push(line.unwrap_or(NOWHERE));
    }
    found
}

/// Which of the lines are not among the others, or more often than there.
fn beyond(lines: &[usize], others: &[usize]) -> Vec<usize> {
    let mut unmatched = others.to_vec();
    let mut rest = lines.to_vec();
    rest.retain(|line| match unmatched.iter().position(|other| other == line) {
        Some(at) => {
            unmatched.swap_remove(at);
            false
        }
        None => true,
    });
    rest
}

//! What is wrong in a measured function is said as if it were not measured: the same errors and
//! lints, at the same places.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use trybuild::TestCases;

/// Names the case to the process that builds it.
const CASE: &str = "UI_TESTS_BODIES";

/// What an attribute is put in the place of.
const MARK: &str = "// MEASURED";

/// Sentences that name what the body is, which is a closure where its value must be seen.
const WORDED_BY_KIND: [(&str, &str); 3] = [
    ("in a closure that returns", "in a function that returns"),
    ("in an async block that returns", "in an async function that returns"),
    ("referencing local data", "referencing function parameter"),
];

#[test]
fn errors_are_those_of_the_bare_function() {
    if let Some(case) = env::var_os(CASE) {
        TestCases::new().compile_fail(case);
        return;
    }
    let source = fs::read_to_string("bodies/wrong.rs").unwrap();
    let bare = findings(&built("bare", &source));
    assert!(bare.len() > 40, "{bare:#?}");
    let attributes = [
        "#[metrics_core::instrumented]",
        "#[metrics_core::timed(TIME)]",
        "#[metrics_core::counted(COUNT)]",
        "#[metrics_core::counted(COUNTS, labels(outcome))]",
    ];
    for (i, attribute) in attributes.into_iter().enumerate() {
        let measured = source.replace(MARK, attribute).replace("fn main() {}", MAIN);
        let measured = findings(&built(&format!("measured-{i}"), &measured));
        let missing: Vec<_> = bare.iter().filter(|finding| !measured.contains(finding)).collect();
        let new: Vec<_> = measured.iter().filter(|finding| !bare.contains(finding)).collect();
        assert!(missing.is_empty() && new.is_empty(), "{attribute}\n{missing:#?}\n{new:#?}");
        assert_eq!(measured.len(), bare.len(), "{attribute}: one is told twice");
    }
}

/// The metrics, where they move no line of the functions.
const MAIN: &str = "fn main() {}
static TIME: metrics_core::Histogram = metrics_core::Histogram::new();
static COUNT: metrics_core::Counter = metrics_core::Counter::new();
static COUNTS: metrics_core::CounterVec<Ended> = metrics_core::CounterVec::new();
#[derive(metrics_core::LabelSet)]
struct Ended {
    outcome: metrics_core::Outcome,
}
";

/// What the compiler prints of a program.
///
/// trybuild hands it out only where it may write it to a file, so it gets a copy in a process that
/// has its permission.
fn built(name: &str, source: &str) -> String {
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bodies").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let case = folder.join("wrong.rs");
    fs::write(&case, source).unwrap();
    let run = Command::new(env::current_exe().unwrap())
        .args(["errors_are_those_of_the_bare_function", "--exact", "--nocapture"])
        .env(CASE, &case)
        .env("TRYBUILD", "overwrite")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
    fs::read_to_string(case.with_extension("stderr")).unwrap()
}

/// The sentence and the place of each error and lint, in order.
fn findings(text: &str) -> Vec<(String, String)> {
    let mut findings = Vec::new();
    let mut sentence = None;
    for line in text.lines() {
        if line.starts_with("error") || line.starts_with("warning") {
            let mut line = line.to_owned();
            for (measured, bare) in WORDED_BY_KIND {
                line = line.replace(measured, bare);
            }
            sentence = Some(line);
        } else if let Some((_, place)) = line.split_once("--> ")
            && let Some(sentence) = sentence.take()
        {
            let place = place.split_once("wrong.rs:").map_or(place, |(_, place)| place);
            findings.push((sentence, place.to_owned()));
        }
    }
    findings.sort();
    findings
}

//! The tables of `docs/rules.md`: every rule has a test that exists, or a reason.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

/// The rules that the tables are about.
fn rules() -> impl Iterator<Item = String> {
    let semantics = (1..=112).chain(114..=120).chain([122]).chain(124..=127).chain(149..=151);
    semantics.map(|number| format!("S{number}")).chain((1..=10).map(|number| format!("Q{number}")))
}

/// What is wrong with the tables. `sources` knows the names of the tests in a file, if there is such
/// a file.
fn problems(tables: &str, sources: impl Fn(&str) -> Option<HashSet<String>>) -> Vec<String> {
    let mut problems = Vec::new();
    let mut rows: BTreeMap<String, usize> = rules().map(|rule| (rule, 0)).collect();
    for line in tables.lines().filter(|line| line.starts_with("| S") || line.starts_with("| Q")) {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let ["", rule, short, tests, otherwise, ""] = cells[..] else {
            problems.push(format!("not four cells: {line}"));
            continue;
        };
        match rows.get_mut(rule) {
            Some(count) => *count += 1,
            None => problems.push(format!("{rule} is none of the rules")),
        }
        if short.is_empty() {
            problems.push(format!("{rule} does not say what it is"));
        }
        if tests.is_empty() && otherwise.is_empty() {
            problems.push(format!("{rule} has neither a test nor a reason"));
        }
        for test in tests.split(", ").filter(|test| !test.is_empty()) {
            if let Err(problem) = find(test, &sources) {
                problems.push(format!("{rule}: {problem}"));
            }
        }
    }
    for (rule, count) in rows.into_iter().filter(|(_, count)| *count != 1) {
        problems.push(format!("{rule} is there {count} times"));
    }
    problems
}

/// Whether there is a test, given as `` `file::function` ``.
fn find(test: &str, sources: impl Fn(&str) -> Option<HashSet<String>>) -> Result<(), String> {
    let name = test.strip_prefix('`').and_then(|test| test.strip_suffix('`'));
    let Some((file, function)) = name.and_then(|name| name.split_once("::")) else {
        return Err(format!("{test} is no `file::function`"));
    };
    match sources(file) {
        None => Err(format!("there is no file {file}")),
        Some(tests) if !tests.contains(function) => Err(format!("{file} has no test `{function}`")),
        Some(_) => Ok(()),
    }
}

/// The names of the tests in a source: of what follows `#[test]`, and is not ignored.
fn tests_in(source: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut is_test = false;
    for line in source.lines().map(str::trim) {
        if line == "#[test]" {
            is_test = true;
        } else if line.starts_with("#[ignore") {
            is_test = false;
        } else if !line.starts_with("#[") && !line.starts_with("//") {
            let function = line.strip_prefix("fn ").and_then(|line| line.split_once('('));
            if let Some((name, _)) = function.filter(|_| is_test) {
                names.insert(name.to_owned());
            }
            is_test = false;
        }
    }
    names
}

/// The tests in a file of this workspace.
fn workspace(file: &str) -> Option<HashSet<String>> {
    let folder = if file.contains('/') { "" } else { "tests/tests/behaviour" };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    Some(tests_in(&fs::read_to_string(root.join(folder).join(file)).ok()?))
}

#[test]
fn every_rule_has_a_test_or_a_reason() {
    let tables = include_str!("../../docs/rules.md");
    let problems = problems(tables, workspace);
    assert!(problems.is_empty(), "docs/rules.md:\n{}", problems.join("\n"));
}

#[test]
fn what_is_wrong_with_a_table_is_found() {
    let tests = tests_in("#[test]\n#[should_panic]\nfn t() {}\n");
    let sources = |file: &str| (file == "a.rs").then(|| tests.clone());
    let row = |rule: &str| format!("| {rule} | x | `a.rs::t` | |\n");
    let whole: String = rules().map(|rule| row(&rule)).collect();
    assert!(problems(&whole, sources).is_empty());
    for (wrong, problem) in [
        ("", "S7 is there 0 times"),
        ("| S7 | x | `a.rs::t` | |\n| S7 | x | `a.rs::t` | |\n", "S7 is there 2 times"),
        ("| S7 | x | | |\n", "S7 has neither a test nor a reason"),
        ("| S7 | | `a.rs::t` | |\n", "S7 does not say what it is"),
        ("| S7 | x | `a.rs::u` | why |\n", "S7: a.rs has no test `u`"),
        ("| S7 | x | `b.rs::t` | |\n", "S7: there is no file b.rs"),
        ("| S7 | x | `a.rs::t`, `t` | |\n", "S7: `t` is no `file::function`"),
        ("| S7 | x | `a.rs::t` | |\n| S113 | x | | y |\n", "S113 is none of the rules"),
        ("| S7 | x | `a.rs::t` | |\n| S7 | x |\n", "not four cells: | S7 | x |"),
    ] {
        assert_eq!(problems(&whole.replace(&row("S7"), wrong), sources), [problem]);
    }
    assert!(problems(&whole.replace(&row("S7"), "| S7 | x | | why |\n"), sources).is_empty());
}

#[test]
fn only_tests_that_run_count() {
    let source = "\
        #[test]\n/// Says what.\n#[should_panic]\nfn one() {}\n\
        fn no_test() {}\n// #[test]\n// fn left_out() {}\n\
        #[test]\n#[ignore]\nfn ignored() {}\n\
        mod inner {\n    #[test]\n    fn two(x in 0..3) {}\n}\n#[test]\n";
    assert_eq!(tests_in(source), HashSet::from(["one", "two"].map(str::to_owned)));
}

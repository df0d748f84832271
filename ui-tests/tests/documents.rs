//! The documents on what can go wrong: `docs/diagnostics.md` has all mistakes with cases that exist,
//! `docs/errors.md` has all messages, and none that nothing prints.

mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use files::{assert_none, files_in, read};

const MISTAKES: &str = include_str!("../../docs/diagnostics.md");
const ERRORS: &str = include_str!("../../docs/errors.md");

#[test]
fn each_mistake_stands_once_with_cases_that_exist_or_a_reason() {
    let mut wrong = Vec::new();
    let mut rows: BTreeMap<usize, usize> = (1..=135).map(|row| (row, 0)).collect();
    for line in MISTAKES.lines() {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let ["", row, mistake, cases, otherwise, ""] = cells[..] else { continue };
        let Ok(row) = row.parse() else { continue };
        match rows.get_mut(&row) {
            Some(count) => *count += 1,
            None => wrong.push(format!("{row} is none of the rows")),
        }
        if mistake.is_empty() {
            wrong.push(format!("{row} does not say what the mistake is"));
        }
        if cases.is_empty() && otherwise.is_empty() {
            wrong.push(format!("{row} has neither a case nor a reason"));
        }
        for case in cases.split(", ").filter(|case| !case.is_empty()) {
            if !case_of(case).is_some_and(|case| case.exists()) {
                wrong.push(format!("{row}: there is no case {case}"));
            }
        }
    }
    for (row, count) in rows.into_iter().filter(|(_, count)| *count != 1) {
        wrong.push(format!("{row} is there {count} times"));
    }
    assert_none(&wrong);
}

#[test]
fn each_message_is_in_the_index_and_each_entry_is_printed() {
    let entries = entries();
    let mut unused: BTreeSet<&str> = entries.iter().copied().collect();
    let mut wrong = Vec::new();
    for (message, text) in messages() {
        let fitting = entries.iter().filter(|entry| fits(entry, &message));
        let fitting: Vec<_> = fitting.copied().collect();
        match fitting[..] {
            [entry] => {
                unused.remove(entry);
            }
            [] => wrong.push(format!("{}: not in the index: {message}", text.display())),
            _ => wrong.push(format!("{message}: in the index as {fitting:?}")),
        }
    }
    wrong.extend(unused.iter().map(|entry| format!("nothing prints: {entry}")));
    assert_none(&wrong);
}

#[test]
fn there_are_messages_and_cases_enough() {
    let messages: BTreeSet<_> = messages().into_iter().map(|(message, _)| message).collect();
    assert!(messages.len() >= 110, "{} distinct first lines", messages.len());
    let printed = entries().len();
    assert!(printed >= 110, "{printed} messages, whatever they are about");
    let passing = files_in(Path::new("pass"), "rs").len();
    assert!(passing >= 40, "{passing} cases of what is accepted");
}

#[test]
fn each_error_of_a_running_program_is_in_the_index() {
    // What is read by tests alone is told by its own texts.
    const OF_TESTS: [&str; 2] = ["ParseErrorKind", "Error"];
    let mut wrong = Vec::new();
    for source in files_in(Path::new("../metrics-core/src"), "rs") {
        let source = read(&source);
        let mut within = None;
        for line in source.lines() {
            if let Some(name) = line.strip_prefix("pub enum ") {
                let name = name.trim_end_matches(" {");
                let is_error = name.ends_with("Error") || name.ends_with("ErrorKind");
                within = (is_error && !OF_TESTS.contains(&name)).then_some(name);
            } else if line == "}" {
                within = None;
            }
            let variant = line.strip_prefix("    ").and_then(first_word);
            if let Some((error, variant)) = within.zip(variant)
                && !ERRORS.contains(&format!("\n| `{error}::{variant}` |"))
            {
                wrong.push(format!("{error}::{variant}"));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn a_type_that_lacks_a_trait_is_told_in_our_words() {
    // Named by generated code or by impls of ours, which ask for another trait before.
    const OUT_OF_REACH: [&str; 17] = [
        "AnyOutput",
        "AnyValue",
        "Array",
        "BoxedFuture",
        "ClosedSet",
        "Empty",
        "Falls",
        "FunctionKind",
        "Made",
        "OpenSet",
        "Record",
        "Resolve",
        "ResultOutput",
        "Spec",
        "Standalone",
        "Store",
        "StripedMetric",
    ];
    let mut wrong = Vec::new();
    for file in files_in(Path::new("../metrics-core/src"), "rs") {
        let source = read(&file);
        let mut attributes = String::new();
        for line in source.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix("pub trait ").and_then(first_word) {
                let told = attributes.contains("#[diagnostic::on_unimplemented(");
                if told == OUT_OF_REACH.contains(&name) {
                    wrong.push(format!("{}: {name}", file.display()));
                }
            }
            if line.is_empty() || line == "}" {
                attributes.clear();
            } else {
                attributes.push_str(line);
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn placeholders_stand_for_what_a_message_is_about() {
    assert!(fits("unknown key `…`", "unknown key `hlep`"));
    assert!(fits("`…` is not a prefix: …", "`a.b` is not a prefix: character 2 is `.`"));
    assert!(fits("the labels … make … series", "the labels `a` (2) make 2 series"));
    assert!(!fits("`…` is given twice", "const label `zone` is given twice"));
    assert!(!fits("`…` takes `…`", "`name` takes a string"));
    assert!(!fits("`…` is empty", "`a` and `b` is empty"));
    assert!(!fits("unknown key `…`", "unknown key ``"));
}

/// The file of a case, given as `` `folder/name` `` of what is refused, or with its whole path.
fn case_of(case: &str) -> Option<PathBuf> {
    let name = case.strip_prefix('`')?.strip_suffix('`')?;
    let path = match name.strip_prefix("ui-tests/") {
        Some(path) => PathBuf::from(path),
        None => Path::new("fail").join(name),
    };
    Some(path.with_extension("rs"))
}

/// The messages in the index: what stands between double backticks in the first column.
fn entries() -> Vec<&'static str> {
    let rows = ERRORS.lines().filter_map(|line| line.strip_prefix("| ``")?.split_once("`` |"));
    rows.map(|(message, _)| message.trim()).collect()
}

/// What the cases print, without the compiler's own words before it, and where it stands.
fn messages() -> Vec<(String, PathBuf)> {
    let mut messages = Vec::new();
    for text in files_in(Path::new("fail"), "stderr") {
        for line in read(&text).lines() {
            let Some(message) = line.strip_prefix("error").and_then(|rest| rest.split_once(": "))
            else {
                continue;
            };
            let message = message.1.trim_start_matches("evaluation panicked: ");
            let lint = message.strip_prefix("use of deprecated associated constant `");
            let lint = lint.and_then(|lint| lint.split_once("`: "));
            messages.push((lint.map_or(message, |lint| lint.1).to_owned(), text.clone()));
        }
    }
    messages
}

/// Whether a message is one of a pattern, in which `…` stands for some text: between backticks for
/// what is named there.
fn fits(pattern: &str, message: &str) -> bool {
    let Some((before, after)) = pattern.split_once('…') else { return pattern == message };
    let Some(rest) = message.strip_prefix(before) else { return false };
    let is_name = before.ends_with('`') && after.starts_with('`');
    let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let mut ends = ends.take_while(|&end| !is_name || !rest[..end].contains('`'));
    ends.any(|end| fits(after, &rest[end..]))
}

/// The identifier at the start of a line, if it begins with a capital.
fn first_word(line: &str) -> Option<&str> {
    let end = line.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(line.len());
    line.starts_with(|letter: char| letter.is_ascii_uppercase()).then(|| &line[..end])
}

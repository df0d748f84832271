//! Compares results with the expected ones, with the liberties that a driver has.

mod same;
mod text;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use serde_json::{Map, Value};

use same::Tolerance;

/// The results of all cases, by their ids.
pub type Results = BTreeMap<String, Vec<Value>>;

/// What became of the cases.
#[derive(Debug, Default)]
pub struct Verdict {
    /// How many cases ended as expected.
    pub passed: usize,
    /// The cases that did not, and the first difference of each.
    pub failed: Vec<(String, String)>,
    /// The cases that say nothing, and why.
    pub skipped: Vec<(String, String)>,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (id, why) in &self.skipped {
            writeln!(f, "skip {id}: {why}")?;
        }
        for (id, why) in &self.failed {
            writeln!(f, "FAIL {id}: {why}")?;
        }
        let (failed, skipped) = (self.failed.len(), self.skipped.len());
        write!(f, "{} passed, {failed} failed, {skipped} skipped", self.passed)
    }
}

/// Judges the results of all cases. `deviations` has a line `case-id  reason` for each case that
/// differs on purpose, and comments; a case of them that does not differ fails.
///
/// # Errors
///
/// If the cases or what is expected of them are not in their form, or there is a deviation of a
/// case that does not exist.
pub fn judge(
    cases: &str,
    expected: &str,
    results: &Results,
    deviations: &str,
) -> Result<Verdict, Box<dyn std::error::Error>> {
    let cases: Value = serde_json::from_str(cases)?;
    let cases = cases["cases"].as_array().ok_or("there are no cases")?;
    let expected: Results = serde_json::from_str(expected)?;
    let mut deviations: HashMap<&str, &str> = deviations
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(' ').map_or((line, ""), |(id, why)| (id, why.trim())))
        .collect();
    let mut verdict = Verdict::default();
    for case in cases {
        let id = case["id"].as_str().ok_or("a case has no id")?;
        let expected = expected.get(id).ok_or("nothing is expected of a case")?;
        let deviation = deviations.remove(id);
        let outcome = match results.get(id) {
            None => Outcome::Failed("no result".to_owned()),
            Some(results) => judge_case(case, expected, results, deviation),
        };
        let id = id.to_owned();
        match outcome {
            Outcome::Passed => verdict.passed += 1,
            Outcome::Failed(why) => verdict.failed.push((id, why)),
            Outcome::Skipped(why) => verdict.skipped.push((id, why)),
        }
    }
    match deviations.keys().next() {
        Some(id) => Err(format!("there is no case `{id}` that could deviate").into()),
        None => Ok(verdict),
    }
}

enum Outcome {
    Passed,
    Failed(String),
    Skipped(String),
}

fn judge_case(
    case: &Value,
    expected: &[Value],
    results: &[Value],
    deviation: Option<&str>,
) -> Outcome {
    if let Some(why) = results.iter().find_map(|result| result["skip"].as_str()) {
        return Outcome::Skipped(why.to_owned());
    }
    let difference = difference(case, expected, results);
    match (deviation, difference) {
        (None, None) => Outcome::Passed,
        (None, Some(why)) => Outcome::Failed(why),
        (Some(why), Some(_)) => Outcome::Skipped(format!("differs on purpose: {why}")),
        (Some(_), None) => {
            Outcome::Failed("allowed to differ, yet it does not: take it off the list".to_owned())
        }
    }
}

/// The first difference.
fn difference(case: &Value, expected: &[Value], results: &[Value]) -> Option<String> {
    let steps = case["steps"].as_array().map_or(&[][..], Vec::as_slice);
    if results.len() != steps.len() {
        return Some(format!("{} results for {} steps", results.len(), steps.len()));
    }
    let tolerance = Tolerance::of(case);
    let mut gone = BTreeSet::new();
    steps.iter().zip(expected).zip(results).enumerate().find_map(
        |(i, ((step, expected), result))| {
            let why = step_difference(step, expected, result, &tolerance, &mut gone)?;
            Some(format!("step {i} ({}): {why}", step["op"].as_str().unwrap_or_default()))
        },
    )
}

/// `gone` are the objects whose descriptors failed where they were made.
fn step_difference(
    step: &Value,
    expected: &Value,
    result: &Value,
    tolerance: &Tolerance,
    gone: &mut BTreeSet<String>,
) -> Option<String> {
    let (mut expected, mut result) = (fields(expected), fields(result));
    // An invalid descriptor may fail where it is made instead of where it is registered.
    if let Some(kind) = expected.remove("desc_err") {
        if failure(&result) == Some(&kind) {
            gone.extend(named(&step["as"]));
            return None;
        }
        result.remove("desc_err");
    }
    if result.contains_key("gone") {
        if used(step).any(|name| gone.contains(&name)) {
            gone.extend(named(&step["as"]));
            return None;
        }
        return Some("reported gone, but no object it uses failed before".to_owned());
    }
    // A panic may be an error of the same kind.
    if let (Some(expected_kind), Some(kind)) = (failure(&expected), failure(&result)) {
        if expected_kind != kind {
            return Some(format!("expected {expected_kind}, got {kind}"));
        }
        return match (expected.get("existing"), result.get("existing")) {
            (Some(expected), Some(existing)) if expected != existing => {
                Some(format!("expected existing {expected}, got {existing}"))
            }
            _ => None,
        };
    }
    same::difference(&Value::Object(expected), &Value::Object(result), "", tolerance)
}

/// A result without the texts of errors, which are Go's wording or ours.
fn fields(result: &Value) -> Map<String, Value> {
    match bare(result) {
        Value::Object(fields) => fields,
        other => Map::from_iter([("result".to_owned(), other)]),
    }
}

fn bare(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(name, _)| *name != "message");
            Value::Object(fields.map(|(name, value)| (name.clone(), bare(value))).collect())
        }
        Value::Array(parts) => Value::Array(parts.iter().map(bare).collect()),
        other => other.clone(),
    }
}

fn failure(result: &Map<String, Value>) -> Option<&Value> {
    result.get("err").or_else(|| result.get("panic"))
}

/// The objects that a step uses.
fn used(step: &Value) -> impl Iterator<Item = String> {
    let alone = ["on", "target", "desc", "of"].into_iter().map(|field| &step[field]);
    let lists = ["targets", "describe"].into_iter().map(|field| &step[field]);
    let lists = lists.filter_map(Value::as_array).flatten();
    let collected = step["collect"].as_array().into_iter().flatten();
    let descs = collected.chain([&step["metric"]]).map(|metric| &metric["desc"]);
    alone.chain(lists).chain(descs).filter_map(named)
}

fn named(name: &Value) -> Option<String> {
    name.as_str().map(str::to_owned)
}

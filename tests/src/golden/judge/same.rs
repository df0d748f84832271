//! Whether two results are the same.

use serde_json::{Map, Value};

use super::text;

/// How far numbers may be off.
pub(super) struct Tolerance {
    /// The last bits of `pow`.
    ulp: bool,
    /// Of quantiles: how many values were observed, 1 to that, and by which share of them the
    /// rank of each may be off.
    ranks: Option<(f64, Vec<(f64, f64)>)>,
}

impl Tolerance {
    /// What a case asks for by its tags.
    pub(super) fn of(case: &Value) -> Self {
        let tags = case["tags"].as_array();
        let has = |tag: &str| tags.is_some_and(|tags| tags.iter().any(|other| other == tag));
        let ranks = || {
            let steps = case["steps"].as_array()?;
            let objectives = steps.iter().find_map(|step| step["objectives"].as_array())?;
            let pair = |pair: &Value| Some((number(&pair[0])?, number(&pair[1])?));
            let observed = steps.iter().filter_map(|step| number(&step["to"])).reduce(f64::max)?;
            Some((observed, objectives.iter().map(pair).collect::<Option<_>>()?))
        };
        Self { ulp: has("ulp"), ranks: has("approx").then(ranks).flatten() }
    }

    fn exact() -> Self {
        Self { ulp: false, ranks: None }
    }
}

/// Fields that are compared only if both sides have them.
const OPTIONAL: [&str; 4] = ["text_utf8", "openmetrics_utf8", "text_dots", "text_values"];
const TEXTS: [&str; 3] = ["text", "openmetrics", "body"];
const NUMBERS: [&str; 4] = ["value", "sum", "le", "zero_threshold"];

/// The first difference. `path` leads to both.
pub(super) fn difference(
    expected: &Value,
    actual: &Value,
    path: &str,
    tolerance: &Tolerance,
) -> Option<String> {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            fields(expected, actual, path, tolerance)
        }
        (Value::Array(expected), Value::Array(actual)) => {
            if expected.len() != actual.len() {
                return Some(format!("{path}: expected {expected:?}, got {actual:?}"));
            }
            let mut pairs = expected.iter().zip(actual).enumerate();
            pairs.find_map(|(i, (e, a))| difference(e, a, &format!("{path}[{i}]"), tolerance))
        }
        // `7` and `7.0` are one number; whole ones are compared as such.
        (Value::Number(e), Value::Number(a))
            if e.is_f64() != a.is_f64() && e.as_f64() == a.as_f64() =>
        {
            None
        }
        _ if expected == actual => None,
        _ => Some(format!("{path}: expected {expected}, got {actual}")),
    }
}

fn fields(
    expected: &Map<String, Value>,
    actual: &Map<String, Value>,
    path: &str,
    tolerance: &Tolerance,
) -> Option<String> {
    let names = expected.keys().chain(actual.keys().filter(|name| !expected.contains_key(*name)));
    names.into_iter().find_map(|name| {
        let path = format!("{path}.{name}");
        match (expected.get(name), actual.get(name)) {
            (Some(expected), Some(actual)) => field(name, expected, actual, &path, tolerance),
            _ if OPTIONAL.contains(&&**name) => None,
            (Some(expected), None) => Some(format!("{path}: missing, expected {expected}")),
            (None, actual) => Some(format!("{path}: unexpected {actual:?}")),
        }
    })
}

fn field(
    name: &str,
    expected: &Value,
    actual: &Value,
    path: &str,
    tolerance: &Tolerance,
) -> Option<String> {
    let differ = || Some(format!("{path}: expected {expected}, got {actual}"));
    match (expected, actual) {
        _ if NUMBERS.contains(&name) => {
            if same_number(expected, actual, tolerance) {
                None
            } else {
                differ()
            }
        }
        (Value::Array(e), Value::Array(a)) if name == "floats" => {
            let same =
                e.len() == a.len() && e.iter().zip(a).all(|(e, a)| same_number(e, a, tolerance));
            if same { None } else { differ() }
        }
        (Value::Array(e), Value::Array(a)) if name == "quantiles" => {
            let same =
                e.len() == a.len() && e.iter().zip(a).all(|(e, a)| same_quantile(e, a, tolerance));
            if same { None } else { differ() }
        }
        (Value::String(e), Value::String(a))
            if TEXTS.contains(&name) || OPTIONAL.contains(&name) =>
        {
            text::difference(e, a, path)
        }
        _ => difference(expected, actual, path, tolerance),
    }
}

fn same_quantile(expected: &Value, actual: &Value, tolerance: &Tolerance) -> bool {
    if !same_number(&expected[0], &actual[0], &Tolerance::exact()) {
        return false;
    }
    let Some((observed, errors)) = &tolerance.ranks else {
        return same_number(&expected[1], &actual[1], &Tolerance::exact());
    };
    let (Some(rank), Some(value)) = (number(&actual[0]), number(&actual[1])) else { return false };
    // A value is its own rank.
    let error = errors.iter().find(|(quantile, _)| *quantile == rank);
    error.is_some_and(|(_, error)| (value - rank * observed).abs() <= error * observed + 1.0)
}

/// A number, which is often spelled as a string.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_f64(),
    }
}

fn same_number(expected: &Value, actual: &Value, tolerance: &Tolerance) -> bool {
    let (Some(e), Some(a)) = (number(expected), number(actual)) else { return false };
    e.to_bits() == a.to_bits()
        || (e.is_nan() && a.is_nan())
        || (tolerance.ulp && (e - a).abs() <= 1e-13 * e.abs().max(a.abs()))
}

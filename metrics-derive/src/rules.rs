//! Rules of one metric that hold wherever it is stated: on a field, or in a call of `desc!`.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use crate::attr;
use crate::errors::{Errors, Message};
use crate::names;
use crate::tokens::written;

/// Names that begin with `_` are OpenMetrics' own. `instead` says how a better one is written here.
pub(crate) fn check_first_character(
    name: &str,
    at: impl ToTokens,
    instead: impl FnOnce(&str) -> String,
    errors: &mut Errors,
) {
    if !name.starts_with('_') {
        return;
    }
    let mut message = Message::new(format!("`{name}` begins with `_`"));
    let trimmed = name.trim_start_matches('_');
    if names::is_metric_name(trimmed) {
        message = message.help(instead(trimmed));
    }
    errors.push(at, message.note("names that begin with `_` are reserved by OpenMetrics"));
}

/// Says that a metric without help is refused.
pub(crate) fn no_help(name: &str) -> Message {
    Message::new(format!("metric `{name}` has no help text"))
}

/// The unit is part of the name, where it is written out: nothing is appended. `instead` is told the
/// name as it should be, and the unit that it has now, and says what to write.
pub(crate) fn check_unit_ends_name(
    name: &str,
    unit: &LitStr,
    instead: impl FnOnce(&str, Option<&str>) -> String,
    errors: &mut Errors,
) {
    let text = unit.value();
    let base = name.strip_suffix("_total").unwrap_or(name);
    if base == text || base.ends_with(&format!("_{text}")) {
        return;
    }
    let known =
        ["seconds", "bytes", "ratio", "celsius", "meters", "volts", "amperes", "joules", "grams"];
    let other = known.into_iter().find(|unit| base.ends_with(&format!("_{unit}")));
    let total = if base.len() < name.len() { "_total" } else { "" };
    let (what, stem) = match other {
        Some(other) => (
            format!("the name ends in `_{other}` but the unit is `{text}`"),
            base.strip_suffix(&format!("_{other}")).unwrap_or(base),
        ),
        None => (format!("the name `{name}` does not end in its unit, `{text}`"), base),
    };
    let stem = stem.trim_end_matches('_');
    let fixed = format!("{stem}_{text}{total}");
    errors.push(unit, Message::new(what).help(instead(&fixed, other)));
}

/// Constant labels have label names, each once.
pub(crate) fn check_const_labels(labels: &[(Ident, LitStr)], errors: &mut Errors) {
    for (i, (name, value)) in labels.iter().enumerate() {
        let text = name.unraw().to_string();
        let instead = |name: &str| match name {
            "…" => "rename the label".to_owned(),
            name => format!("`{name} = {}`", written(value)),
        };
        attr::check_label_name(&text, name, instead, errors);
        if labels.iter().take(i).any(|(other, _)| other.unraw() == text) {
            let message = Message::new(format!("const label `{text}` is given twice"));
            errors.push(name, message.help("remove one"));
        }
    }
}

//! What the compiler checks of keys that not every type of field takes. The macro places each check
//! at its key.

use super::{FieldDesc, FieldType, Kind, Tree};
use crate::buckets;
use crate::label::{Domain, Label, cardinality};
use crate::message::Text;
use crate::name::equal;

/// Checks that a field which removes idle series has some that can be.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_ttl(tree: &Tree, field: usize) {
    let set = tree.own[field].of.set;
    assert!(
        open_label(set).is_some(),
        "`ttl` needs a family with an open label, and this has none\n  help: remove `ttl`\n  note: series of closed labels lie in an array; to take one away is `remove`"
    );
}

/// Checks that the series of a field which exports them all can be listed.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_init(tree: &Tree, field: usize) {
    let set = tree.own[field].of.set;
    assert!(
        set.is_some(),
        "`init` needs a family, and this is a single metric\n  help: remove `init`\n  note: a single metric is always exported"
    );
    if let Some(label) = open_label(set) {
        let message = Text::new()
            .with("`init = all` needs a family whose labels are all closed, and `")
            .with(label)
            .with("` is open\n  help: remove `init`, or make the label an enum with `#[derive(LabelValue)]`");
        panic!("{}", message.as_str());
    }
}

/// Checks that a bound on the series of a field is one.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_max_series(tree: &Tree, field: usize, max: u32) {
    let set = tree.own[field].of.set;
    let Some(labels) = set else {
        panic!(
            "`max_series` needs a family, and this is a single metric\n  help: remove `max_series`"
        );
    };
    let series = cardinality(labels);
    if open_label(set).is_none() && series > max as usize {
        let message = Text::new()
            .with("the labels ")
            .with_cardinalities(labels)
            .with(" make ")
            .number(series)
            .with(" series, and `max_series` allows ")
            .number(max as usize)
            .with("\n  help: `max_series = ")
            .number(series)
            .with("`, or drop a label");
        panic!("{}", message.as_str());
    }
}

/// Lines that the series of one family write without its being said that they are meant to: as many
/// as a full family inside a struct has with thirteen buckets.
const MAX_LINES: usize = 4096 * 16;

/// Checks how many lines the series of a histogram's closed labels write. One who states
/// `max_series` means it, and is not asked.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_lines(tree: &Tree, field: usize, buckets: &[f64]) {
    let FieldDesc { of: FieldType { set: Some(labels), .. }, kind: Kind::Histogram, .. } =
        tree.own[field]
    else {
        return;
    };
    let buckets = if buckets.is_empty() { buckets::DEFAULT } else { buckets };
    // The buckets with `+Inf`, count and sum.
    let each = buckets.len() + 3;
    let series = cardinality(labels);
    let lines = series.saturating_mul(each);
    if lines > MAX_LINES {
        let message = Text::new()
            .with("the labels ")
            .with_cardinalities(labels)
            .with(" make ")
            .number(series)
            .with(" series of ")
            .number(each)
            .with(" lines, ")
            .number(lines)
            .with(" in all, and at most ")
            .number(MAX_LINES)
            .with(" go without saying\n  help: fewer buckets, or drop a label; if it is meant: `max_series = ")
            .number(series)
            .with("`");
        panic!("{}", message.as_str());
    }
}

/// Checks a unit that is stated of a field whose type may imply one, or have none.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_unit(tree: &Tree, field: usize) {
    if let kind @ (Kind::Info | Kind::StateSet) = tree.own[field].kind {
        let message = Text::new()
            .with("a metric of kind `")
            .with(kind.as_str())
            .with("` has no unit\n  help: remove `unit`\n  note: it measures nothing");
        panic!("{}", message.as_str());
    }
    let (unit, type_unit) = (tree.own[field].stated_unit, tree.own[field].of.unit);
    if !type_unit.is_empty() && !equal(unit, type_unit) {
        let message = Text::new()
            .with("the unit is `")
            .with(unit)
            .with("` here, and `")
            .with(type_unit)
            .with("` by the field's type\n  help: remove `unit`: the type says it");
        panic!("{}", message.as_str());
    }
}

const fn open_label(set: Option<&[Label]>) -> Option<&'static str> {
    let Some(labels) = set else { return None };
    let mut i = 0;
    while i < labels.len() {
        if let Domain::Open { .. } = labels[i].domain {
            return Some(labels[i].name);
        }
        i += 1;
    }
    None
}

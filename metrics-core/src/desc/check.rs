//! What the compiler checks of a derived collector's labels and of its own names.
//!
//! The macro sees the text of one struct. What needs types (which kind a field has, which labels
//! its set has, what lies in a flattened group) is checked here, in constants that the macro
//! places at the field's tokens.

use super::clash::{Claim, check_names};
use super::{FieldDesc, Group, Kind, Place, Tree};
use crate::message::Text;
use crate::name::equal;

/// Checks one of a struct's own fields: its labels, and its name beside its unit.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_field(tree: &Tree, at: usize) {
    let field = &tree.own[at];
    if let Some(reserved) = field.kind.reserved_label() {
        let is_variable = has_label(field.of.labels, reserved);
        if is_variable
            || has_const_label(tree.const_labels, reserved)
            || has_const_label(field.const_labels, reserved)
        {
            let message = Text::new()
                .with(if is_variable { "label `" } else { "const label `" })
                .with(reserved)
                .with("` is reserved on a ")
                .with(field.kind.as_str())
                .with(", which writes it itself\n  help: rename the label");
            panic!("{}", message.as_str());
        }
    }
    check_label_of_states(tree, field);
    check_const_labels(tree.const_labels, field, None);
    check_const_labels(field.const_labels, field, None);
    check_unit_ends_name(field);
}

/// A state set writes its states in a label of its own name. In a group whose prefix makes it that
/// name, the descriptor is [invalid](super::DescError::DuplicateLabelName).
#[track_caller]
const fn check_label_of_states(tree: &Tree, field: &FieldDesc) {
    let name = Text::new().with(tree.prefix).joined(field.name);
    let name = name.as_str();
    if matches!(field.kind, Kind::StateSet)
        && (has_label(field.of.labels, name)
            || has_const_label(tree.const_labels, name)
            || has_const_label(field.const_labels, name))
    {
        let message = Text::new()
            .with("label `")
            .with(name)
            .with("` is reserved on the state set of that name, which writes its states in it")
            .with("\n  help: rename the label");
        panic!("{}", message.as_str());
    }
}

/// Checks the name of one of a struct's own fields beside what another one appends to its own. The
/// macro asks for those pairs whose names can meet so: one begins with the other, or they are the
/// total and the beginning of one counter.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_claims(tree: &Tree, field: usize, other: usize) {
    let (field, other) = (&tree.own[field], &tree.own[other]);
    let mut c = 0;
    while let Some(claim) = Claim::of(other, c) {
        if claim.is(field.name) {
            claim.collides(&Text::new().with(tree.prefix).joined(field.name), other);
        }
        c += 1;
    }
}

/// Checks a flattened group against the struct's labels and own names and the groups before it.
/// `meetings` tells whether there can be anything wrong with names.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_group(tree: &Tree, group: usize, meetings: &[bool]) {
    let inner = &tree.groups[group];
    let namespace = inner.tree.prefix;
    if !namespace.is_empty() {
        let message = Text::new()
            .with("a flattened group states no namespace of its own, and this one states `")
            .with(namespace)
            .with("`\n  help: move it to this field, `#[metric(flatten, prefix = \"")
            .with(namespace)
            .with("\")]`, and drop it from the group's struct")
            .with("\n  help: or `#[metric(skip)]` this field, and register the group on its own");
        panic!("{}", message.as_str());
    }
    check_group_labels(tree.const_labels, inner.tree);
    check_group_labels(inner.const_labels, inner.tree);
    if meetings[group] {
        check_names(tree, group);
    }
}

/// Checks the group that a snapshot is, as [`check_group`] does.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_snapshot(tree: &Tree, group: usize, meetings: &[bool]) {
    let namespace = tree.groups[group].tree.prefix;
    if !namespace.is_empty() {
        let message = Text::new()
            .with("a snapshot states no namespace of its own, and this one states `")
            .with(namespace)
            .with("`\n  help: move it to this struct: `#[collector(namespace = \"")
            .with(namespace)
            .with("\")]`");
        panic!("{}", message.as_str());
    }
    check_group(tree, group, meetings);
}

/// A unit is part of the name. Where it is an attribute, the macro has checked this.
#[track_caller]
const fn check_unit_ends_name(field: &FieldDesc) {
    let (name, unit) = (field.name, field.unit());
    let stem = match strip_suffix(name, "_total") {
        Some(stem) => stem,
        None => name,
    };
    let ends = match strip_suffix(stem, unit) {
        Some(rest) => rest.is_empty() || strip_suffix(rest, "_").is_some(),
        None => false,
    };
    if !unit.is_empty() && !ends {
        let total = if stem.len() < name.len() { "_total" } else { "" };
        let message = Text::new()
            .with("the name `")
            .with(name)
            .with("` does not end in the unit of the field's type, `")
            .with(unit)
            .with("`\n  help: rename the field to `")
            .with(stem)
            .with("_")
            .with(unit)
            .with(total)
            .with("`, or add `name = \"")
            .with(stem)
            .with("_")
            .with(unit)
            .with(total)
            .with("\"`");
        panic!("{}", message.as_str());
    }
}

/// Checks two of a struct's own fields of one name, which constant labels tell apart: they must
/// agree in all else.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_alike(tree: &Tree, first: usize, second: usize) {
    let (other, field) = (&tree.own[first], &tree.own[second]);
    if let Some(what) = disagreement(field, other) {
        let message = Text::new()
            .with("metric `")
            .with(field.name)
            .with("` is declared twice, with another ")
            .with(what)
            .with("\n  help: metrics of one name differ only in the values of constant labels")
            .with("\n  note: the first is ")
            .with_place(&other.place);
        panic!("{}", message.as_str());
    }
}

/// What metrics of one name must agree in, and these two do not.
pub(super) const fn disagreement(field: &FieldDesc, other: &FieldDesc) -> Option<&'static str> {
    if field.kind as u8 != other.kind as u8 {
        return Some("kind");
    }
    if !equal(field.help, other.help) {
        return Some("help text");
    }
    if !equal(field.unit(), other.unit()) {
        return Some("unit");
    }
    if field.of.labels.len() != other.of.labels.len() {
        return Some("set of labels");
    }
    let mut i = 0;
    while i < field.of.labels.len() {
        if !has_label(other.of.labels, field.of.labels[i]) {
            return Some("set of labels");
        }
        i += 1;
    }
    None
}

const fn strip_suffix<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    if suffix.is_empty() || text.len() < suffix.len() {
        return None;
    }
    let at = text.len() - suffix.len();
    if !text.is_char_boundary(at) {
        return None;
    }
    let (stem, end) = text.split_at(at);
    if equal(end, suffix) { Some(stem) } else { None }
}

#[track_caller]
const fn check_group_labels(const_labels: &[(&str, &str)], tree: &Tree) {
    let mut i = 0;
    while i < tree.own.len() {
        let field = &tree.own[i];
        if let Some(reserved) = field.kind.reserved_label()
            && has_const_label(const_labels, reserved)
        {
            let message = Text::new()
                .with("const label `")
                .with(reserved)
                .with("` is reserved on a ")
                .with(field.kind.as_str())
                .with(", which writes it itself\n  note: the ")
                .with(field.kind.as_str())
                .with(" is ")
                .with_place(&field.place);
            panic!("{}", message.as_str());
        }
        check_const_labels(const_labels, field, Some(field.place));
        check_const_label_sets(const_labels, field.const_labels, Some(field.place));
        i += 1;
    }
    let first = match tree.own.first() {
        Some(first) => Some(first.place),
        None => None,
    };
    check_const_label_sets(const_labels, tree.const_labels, first);
    let mut i = 0;
    while i < tree.groups.len() {
        let Group { const_labels: inner, place, .. } = &tree.groups[i];
        check_const_label_sets(const_labels, inner, Some(*place));
        check_group_labels(const_labels, tree.groups[i].tree);
        i += 1;
    }
}

/// Refuses a constant label that is set here and in a group.
#[track_caller]
const fn check_const_label_sets(
    const_labels: &[(&str, &str)],
    inner: &[(&str, &str)],
    holds: Option<Place>,
) {
    let mut i = 0;
    while i < inner.len() {
        let name = inner[i].0;
        if has_const_label(const_labels, name) {
            let mut message = Text::new().with("const label `").with(name).with(
                "` is set on this struct and on the flattened one\n  help: remove it there or here",
            );
            if let Some(place) = holds {
                message = message.with("\n  note: the flattened one holds ").with_place(&place);
            }
            panic!("{}", message.as_str());
        }
        i += 1;
    }
}

/// Refuses a label that is both constant and variable. `at` is the field's place if the error
/// is reported elsewhere.
#[track_caller]
const fn check_const_labels(const_labels: &[(&str, &str)], field: &FieldDesc, at: Option<Place>) {
    let mut i = 0;
    while i < const_labels.len() {
        let name = const_labels[i].0;
        if has_label(field.of.labels, name) {
            let mut message = Text::new()
                .with("label `")
                .with(name)
                .with("` of `")
                .with(field.name)
                .with("` is both constant and variable")
                .with("\n  help: remove it from `const_labels`, or rename the label");
            if let Some(place) = at {
                message = message.with("\n  note: the variable one is on ").with_place(&place);
            }
            panic!("{}", message.as_str());
        }
        i += 1;
    }
}

const fn has_label(labels: &[&str], name: &str) -> bool {
    let mut i = 0;
    while i < labels.len() {
        if equal(labels[i], name) {
            return true;
        }
        i += 1;
    }
    false
}

pub(super) const fn has_const_label(labels: &[(&str, &str)], name: &str) -> bool {
    let mut i = 0;
    while i < labels.len() {
        if equal(labels[i].0, name) {
            return true;
        }
        i += 1;
    }
    false
}

impl Text {
    pub(super) const fn with_place(mut self, place: &Place) -> Self {
        if let Some(field) = &place.field {
            self = self.with(field.module).with("::").with(field.ty).with("::").with(field.field);
            self = self.with(" at ");
        }
        self.with(place.file).with(":").number(place.line as usize)
    }
}

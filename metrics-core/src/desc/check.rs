//! What the compiler checks of a derived collector's labels and of its own names.
//!
//! The macro sees the text of one struct. What needs types (which kind a field has, which labels
//! its set has, what lies in a flattened group) is checked here, in constants that the macro
//! places at the field's tokens.

use super::clash::{Claim, check_names};
use super::{FieldDesc, Place, Tree};
use crate::message::Text;
use crate::name::equal;

/// Checks one of a struct's own fields: its labels, and its name beside what the struct's other
/// fields append to theirs.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_field(tree: &Tree, field: usize) {
    let field = &tree.own[field];
    if let Some(reserved) = field.kind.reserved_label() {
        let is_variable = has_label(field.labels, reserved);
        if is_variable || has_const_label(tree.const_labels, reserved) {
            let message = Text::new()
                .with(if is_variable { "label `" } else { "const label `" })
                .with(reserved)
                .with("` is reserved on a ")
                .with(field.kind.as_str())
                .with(", which writes it itself\n  help: rename the label");
            panic!("{}", message.as_str());
        }
    }
    check_const_labels(tree.const_labels, field, None);
    let mut i = 0;
    while i < tree.own.len() {
        let other = &tree.own[i];
        let mut c = 0;
        while let Some(claim) = Claim::of(other, c) {
            if claim.is(field.name) {
                claim.collides(&Text::new().with(tree.prefix).joined(field.name), other);
            }
            c += 1;
        }
        i += 1;
    }
}

/// Checks a flattened group against the struct's labels and own names and the groups before it.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[track_caller]
pub const fn check_group(tree: &Tree, group: usize) {
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
    check_names(tree, group);
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
        i += 1;
    }
    let mut i = 0;
    while i < tree.const_labels.len() {
        let name = tree.const_labels[i].0;
        if has_const_label(const_labels, name) {
            let mut message = Text::new().with("const label `").with(name).with(
                "` is set on this struct and on the flattened one\n  help: remove it there or here",
            );
            if let Some(first) = tree.own.first() {
                message =
                    message.with("\n  note: the flattened one holds ").with_place(&first.place);
            }
            panic!("{}", message.as_str());
        }
        i += 1;
    }
    let mut i = 0;
    while i < tree.groups.len() {
        check_group_labels(const_labels, tree.groups[i].tree);
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
        if has_label(field.labels, name) {
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

const fn has_const_label(labels: &[(&str, &str)], name: &str) -> bool {
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

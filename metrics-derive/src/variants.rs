//! Variants of an enum as the values of a label.

use syn::{DataEnum, Ident, LitStr};

use crate::attr::{Keyed, Place};
use crate::errors::{Errors, Message};
use crate::lint::{self, Allowed, Finding, Lint};
use crate::names::Case;

/// A variant, and the value that it stands for.
pub(crate) struct Named {
    pub(crate) ident: Ident,
    pub(crate) value: String,
    /// The `rename` that the value comes from.
    rename: Option<LitStr>,
    allow: Allowed,
}

const VARIANT: Place = Place {
    attribute: "label",
    keys: &[("rename", "rename = \"…\""), ("allow", "allow(empty_value)")],
    elsewhere: &[
        ("rename_all", "belongs on the enum", "`#[label(rename_all = \"…\")]`"),
        ("transparent", "belongs on a struct around one value", "`#[label(transparent)]`"),
        ("crate", "belongs on the enum", "`#[label(crate = ::metrics)]`"),
        ("max", "belongs on the field of a label set", "`#[label(max = 100)]`"),
        ("unbounded", "belongs on the field of a label set", "`#[label(unbounded)]`"),
        (
            "overflow",
            "belongs on the field of a label set",
            "`#[label(max = 100, overflow = \"…\")]`",
        ),
        ("name", "is spelled `rename` here", "`#[label(rename = \"…\")]`"),
    ],
    foreign: None,
};

/// Reads the variants of the enum `ident`. Their values differ, or it is an error.
pub(crate) fn values(
    ident: &Ident,
    data: &DataEnum,
    rename_all: Option<&Keyed<(LitStr, Case)>>,
    errors: &mut Errors,
) -> Vec<Named> {
    let case = rename_all.map(|rename_all| rename_all.value.1);
    let mut values = Vec::new();
    for variant in &data.variants {
        let mut rename = None;
        let mut allow = Vec::new();
        for item in VARIANT.items(&variant.attrs, errors) {
            match item.key.to_string().as_str() {
                "allow" => allow = item.lints(errors),
                _ => rename = item.string("values are known at compile time", errors),
            }
        }
        let ident = variant.ident.clone();
        let raw = syn::ext::IdentExt::unraw(&ident).to_string();
        let value = match (&rename, case) {
            (Some(rename), _) => rename.value.value(),
            (None, Some(case)) => case.of_variant(&raw),
            (None, None) => raw,
        };
        values.push(Named { ident, value, rename: rename.map(|rename| rename.value), allow });
    }
    check_values_differ(ident, rename_all, &values, errors);
    values
}

/// What is unconventional and not allowed.
pub(crate) fn lints(values: &[Named]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Named { ident, value, rename, allow } in values {
        let mut found = Vec::new();
        if let Some(rename) = rename
            && value.is_empty()
        {
            let message = Message::new(format!("variant `{ident}` has an empty value"))
                .help("`rename = \"none\"`, or `#[label(allow(empty_value))]`")
                .note("a label without a value is the same as no label");
            found.push(Finding::new(Lint::EmptyValue, rename, message));
        }
        lint::without_allowed(&mut found, allow);
        findings.extend(found);
    }
    findings
}

/// Two variants cannot have one value.
fn check_values_differ(
    ident: &Ident,
    rename_all: Option<&Keyed<(LitStr, Case)>>,
    values: &[Named],
    errors: &mut Errors,
) {
    for (i, variant) in values.iter().enumerate() {
        let Named { value, rename, .. } = variant;
        let Some(first) = values.iter().take(i).find(|other| other.value == *value) else {
            continue;
        };
        let mut message = Message::new(format!("value `{value}` is used twice in `{ident}`"))
            .help("`#[label(rename = \"…\")]` on one of them")
            .note(format_args!("the first one is the variant `{}`", first.ident));
        let made = values[..=i].iter().any(|v| v.value == *value && v.rename.is_none());
        if let Some(rename_all) = rename_all
            && made
        {
            message = message.note(format_args!(
                "`rename_all = {:?}` makes them equal",
                rename_all.value.0.value()
            ));
        }
        match rename {
            Some(rename) => errors.push(rename, message),
            None => errors.push(&variant.ident, message),
        }
    }
}

//! Syntax to model, one field at a time. Says all it finds wrong and goes on.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, DeriveInput, Ident};

use super::{Buckets, Collector, Field, unraw};
use crate::attr::{self, Keyed, Place};
use crate::errors::Errors;
use crate::names;
use crate::shape::NamedFields;
use crate::{buckets, docs};

const STRUCT: Place = Place {
    attribute: "collector",
    keys: &[
        ("namespace", "namespace = \"…\""),
        ("subsystem", "subsystem = \"…\""),
        ("const_labels", "const_labels(tier = \"edge\")"),
        ("new", "new"),
        ("allow", "allow(missing_total)"),
        ("strict", "strict"),
        ("crate", "crate = ::metrics"),
    ],
    elsewhere: &[
        ("name", "belongs on a field", "`#[metric(name = \"…\")]`"),
        ("help", "belongs on a field", "`#[metric(help = \"…\")]`"),
        ("unit", "belongs on a field", "`#[metric(unit = \"…\")]`"),
        ("buckets", "belongs on a field", "`#[metric(buckets = […])]`"),
        ("flatten", "belongs on a field", "`#[metric(flatten)]`"),
        ("skip", "belongs on a field", "`#[metric(skip)]`"),
        ("argument", "belongs on a field", "`#[metric(flatten, argument)]`"),
        (
            "prefix",
            "belongs on a flattened field",
            "`#[metric(flatten, prefix = \"…\")]`, or on this struct `namespace = \"…\"`",
        ),
    ],
    foreign: Some(("metric", "on a field", "on the struct write `#[collector(…)]`")),
};

const FIELD: Place = Place {
    attribute: "metric",
    keys: &[
        ("name", "name = \"…\""),
        ("help", "help = \"…\""),
        ("unit", "unit = \"…\""),
        ("buckets", "buckets = […]"),
        ("flatten", "flatten"),
        ("prefix", "flatten, prefix = \"…\""),
        ("skip", "skip"),
        ("argument", "flatten, argument"),
        ("allow", "allow(missing_total)"),
    ],
    elsewhere: &[
        (
            "namespace",
            "belongs on the struct",
            "`#[collector(namespace = \"…\")]`, or before the names of one group: `#[metric(flatten, prefix = \"…\")]`",
        ),
        ("subsystem", "belongs on the struct", "`#[collector(subsystem = \"…\")]`"),
        ("const_labels", "belongs on the struct", "`#[collector(const_labels(tier = \"edge\"))]`"),
        ("new", "belongs on the struct", "`#[collector(new)]`"),
        ("strict", "belongs on the struct", "`#[collector(strict)]`"),
        ("crate", "belongs on the struct", "`#[collector(crate = ::metrics)]`"),
        (
            "labels",
            "belongs in the type",
            "`CounterVec<Labels>`, with `#[derive(LabelSet)] struct Labels { … }`",
        ),
    ],
    foreign: Some(("collector", "on the struct", "on a field write `#[metric(…)]`")),
};

const FIELDS: NamedFields = NamedFields {
    derive: "Collector",
    field: "metric",
    empty: "add a field, or remove the derive",
    alternatives: "a set of alternatives is a label: `#[derive(LabelValue)]`",
};

/// Reads a struct; `None` if it has no fields with names.
pub(super) fn collector(input: &DeriveInput, errors: &mut Errors) -> Option<Collector> {
    let fields = FIELDS.of(input, errors);
    let mut collector = Collector {
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        krate: None,
        namespace: None,
        subsystem: None,
        const_labels: Vec::new(),
        new: None,
        allow: Vec::new(),
        strict: None,
        fields: Vec::new(),
    };
    for item in STRUCT.items(&input.attrs, errors) {
        match item.key.to_string().as_str() {
            "namespace" => collector.namespace = item.name(errors),
            "subsystem" => collector.subsystem = item.name(errors),
            "const_labels" => collector.const_labels = item.const_labels(errors),
            "new" => {
                // What it should be, even where its value is wrong.
                let key = item.key.clone();
                let vis = item.visibility(errors).and_then(|new| new.value);
                let value = vis.unwrap_or_else(|| input.vis.clone());
                collector.new = Some(Keyed { key, value });
            }
            "allow" => collector.allow = item.lints(errors),
            "strict" => collector.strict = item.flag(errors),
            _ => collector.krate = item.crate_path(errors),
        }
    }
    for field in fields? {
        collector.fields.extend(self::field(field, errors));
    }
    Some(collector)
}

fn field(input: &syn::Field, errors: &mut Errors) -> Option<Field> {
    let mut field = Field {
        ident: input.ident.clone()?,
        ty: input.ty.clone(),
        keys: Vec::new(),
        name: None,
        help: docs::help(&input.attrs),
        refused: false,
        unit: None,
        buckets: None,
        flatten: None,
        prefix: None,
        skip: None,
        argument: None,
        allow: Vec::new(),
    };
    let before = errors.count();
    for item in FIELD.items(&input.attrs, errors) {
        field.keys.push(item.key.clone());
        match item.key.to_string().as_str() {
            "name" => field.name = item.name(errors),
            "help" => field.help = help(item, &input.attrs, errors),
            "unit" => field.unit = item.unit(errors),
            "buckets" => {
                field.buckets = item.expr("[0.1, 0.5, 1.0]", errors).map(|Keyed { key, value }| {
                    let tokens = buckets::tokens(&value, errors);
                    Keyed { key, value: Buckets { written: value, tokens } }
                });
            }
            // The key stands even where its value is wrong.
            "flatten" => field.flatten = Some(flag(item, errors)),
            "prefix" => field.prefix = item.name(errors),
            "skip" => field.skip = Some(flag(item, errors)),
            "allow" => field.allow = item.lints(errors),
            _ => field.argument = Some(flag(item, errors)),
        }
    }
    field.refused = errors.count() > before;
    Some(field)
}

fn flag(item: attr::Item, errors: &mut Errors) -> Ident {
    let key = item.key.clone();
    item.flag(errors);
    key
}

fn help(item: attr::Item, attrs: &[Attribute], errors: &mut Errors) -> Option<TokenStream> {
    let reason = "a doc comment is help, too, in every form";
    // Where the key's value is wrong, that is the mistake, and not that there is no help.
    let text = item.text(reason, errors).map(|help| help.value);
    let text = text.map(|text| quote!(#text));
    text.or_else(|| docs::help(attrs)).or_else(|| Some(quote!("")))
}

/// Whether the field's own identifier can name a metric.
pub(super) fn is_nameable(field: &Field) -> bool {
    names::is_metric_name(&unraw(&field.ident))
}

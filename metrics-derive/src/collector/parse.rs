//! Syntax to model, one field at a time. Says all it finds wrong and goes on.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Ident, Type, parse_quote};

use super::{Collector, Field, Listed, unraw};
use crate::attr::{self, Keyed, Place};
use crate::errors::Errors;
use crate::names;
use crate::shape::NamedFields;
use crate::{buckets, docs, native, quantiles};

const STRUCT: Place = Place {
    attribute: "collector",
    keys: &[
        ("namespace", "namespace = \"…\""),
        ("subsystem", "subsystem = \"…\""),
        ("const_labels", "const_labels(tier = \"edge\")"),
        ("new", "new"),
        ("snapshot", "snapshot = Self::assess"),
        ("allow", "allow(missing_total)"),
        ("strict", "strict"),
        ("crate", "crate = ::metrics"),
    ],
    elsewhere: &[
        ("name", "belongs on a field", "`#[metric(name = \"…\")]`"),
        ("help", "belongs on a field", "`#[metric(help = \"…\")]`"),
        ("unit", "belongs on a field", "`#[metric(unit = \"…\")]`"),
        ("buckets", "belongs on a field", "`#[metric(buckets = […])]`"),
        (
            "quantiles",
            "belongs on a field",
            "`#[metric(quantiles = [(0.5, 0.05), (0.99, 0.001)])]`",
        ),
        ("max_age", "belongs on a field", "`#[metric(quantiles = […], max_age = \"10m\")]`"),
        ("age_buckets", "belongs on a field", "`#[metric(quantiles = […], age_buckets = 5)]`"),
        ("native", "belongs on a field", "`#[metric(native = 1.1)]`"),
        ("flatten", "belongs on a field", "`#[metric(flatten)]`"),
        ("skip", "belongs on a field", "`#[metric(skip)]`"),
        ("argument", "belongs on a field", "`#[metric(flatten, argument)]`"),
        ("max_series", "belongs on a field", "`#[metric(max_series = 1000)]`"),
        ("ttl", "belongs on a field", "`#[metric(ttl = \"10m\")]`"),
        ("init", "belongs on a field", "`#[metric(init = all)]`"),
        ("counter", "belongs on a field", "`#[metric(counter)]`"),
        ("gauge", "belongs on a field", "`#[metric(gauge)]`"),
        ("untyped", "belongs on a field", "`#[metric(untyped)]`"),
        ("value", "belongs on a field", "`#[metric(gauge, value = …)]`"),
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
        ("quantiles", "quantiles = [(0.5, 0.05), (0.99, 0.001)]"),
        ("max_age", "quantiles = […], max_age = \"10m\""),
        ("age_buckets", "quantiles = […], age_buckets = 5"),
        ("native", "native = 1.1"),
        ("flatten", "flatten"),
        ("prefix", "flatten, prefix = \"…\""),
        ("skip", "skip"),
        ("argument", "flatten, argument"),
        ("const_labels", "const_labels(tier = \"edge\")"),
        ("max_series", "max_series = 1000"),
        ("ttl", "ttl = \"10m\""),
        ("init", "init = all"),
        ("counter", "counter"),
        ("gauge", "gauge"),
        ("untyped", "untyped"),
        ("value", "gauge, value = …"),
        ("allow", "allow(missing_total)"),
    ],
    elsewhere: &[
        (
            "namespace",
            "belongs on the struct",
            "`#[collector(namespace = \"…\")]`, or before the names of one group: `#[metric(flatten, prefix = \"…\")]`",
        ),
        ("subsystem", "belongs on the struct", "`#[collector(subsystem = \"…\")]`"),
        ("new", "belongs on the struct", "`#[collector(new)]`"),
        ("strict", "belongs on the struct", "`#[collector(strict)]`"),
        ("snapshot", "belongs on the struct", "`#[collector(snapshot = Self::assess)]`"),
        ("crate", "belongs on the struct", "`#[collector(crate = ::metrics)]`"),
        (
            "labels",
            "belongs in the type",
            "`CounterVec<Labels>`, with `#[derive(LabelSet)] struct Labels { … }`",
        ),
        ("objectives", "is called `quantiles`", "`quantiles = [(0.5, 0.05), (0.99, 0.001)]`"),
        (
            "exemplars",
            "belongs where exemplars are made: the type of the metric says that it keeps them",
            "`const TRACE: ExemplarLabels<1> = ExemplarLabels::new([\"trace_id\"]);`, and `inc_with_exemplar(&TRACE.with([id]))`",
        ),
        ("factor", "belongs in `native`", "`native(factor = 1.1)`"),
        ("max_buckets", "belongs in `native`", "`native(max_buckets = 160)`"),
        ("zero_threshold", "belongs in `native`", "`native(zero_threshold = 1e-9)`"),
        ("max_zero_threshold", "belongs in `native`", "`native(max_zero_threshold = 0.001)`"),
        ("min_reset", "belongs in `native`", "`native(min_reset = \"1h\")`"),
        ("max_exemplars", "belongs in `native`", "`native(max_exemplars = 10)`"),
        ("exemplar_ttl", "belongs in `native`", "`native(exemplar_ttl = \"5m\")`"),
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
    let takes_snapshots = input.attrs.iter().any(|attr| STRUCT.gives(attr, "snapshot"));
    let fields = match &input.data {
        // It needs none.
        Data::Struct(data) if takes_snapshots && data.fields.is_empty() => Some(Vec::new()),
        _ => FIELDS.of(input, errors).map(|fields| fields.iter().collect()),
    };
    let mut collector = Collector {
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        krate: None,
        namespace: None,
        subsystem: None,
        const_labels: Vec::new(),
        new: None,
        snapshot: None,
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
            "snapshot" => collector.snapshot = item.function("Self::assess", errors),
            "allow" => collector.allow = item.lints(errors),
            "strict" => collector.strict = item.flag(errors),
            _ => collector.krate = item.crate_path(errors),
        }
    }
    for field in fields? {
        collector.fields.extend(self::fields(field, errors));
    }
    Some(collector)
}

/// A field, and all that is computed from it: an attribute with `value` is a metric of its own,
/// the others together say what the field is.
fn fields(input: &syn::Field, errors: &mut Errors) -> Vec<Field> {
    let (computed, others): (Vec<_>, Vec<_>) =
        input.attrs.iter().cloned().partition(|attr| FIELD.gives(attr, "value"));
    let says_more = others.iter().any(|attr| attr.path().is_ident(FIELD.attribute));
    let mut fields = Vec::new();
    if let Some(mut field) = field(input, &others, errors) {
        field.computed_from = !computed.is_empty() && !says_more;
        fields.push(field);
    }
    for attr in computed {
        if let Some(mut field) = field(input, std::slice::from_ref(&attr), errors) {
            // It is a computed value also where what stands behind `value` is no expression.
            let key = || Ident::new("value", attr.span());
            field.value.get_or_insert_with(|| Keyed { key: key(), value: parse_quote!(()) });
            fields.push(field);
        }
    }
    fields
}

fn field(input: &syn::Field, attrs: &[Attribute], errors: &mut Errors) -> Option<Field> {
    // Around a type that is written once more, the compiler would warn of them once more.
    let mut ty = &input.ty;
    while let Type::Paren(parentheses) = ty {
        ty = &parentheses.elem;
    }
    let mut field = Field {
        ident: input.ident.clone()?,
        ty: ty.clone(),
        keys: Vec::new(),
        name: None,
        help: docs::help(&input.attrs),
        refused: false,
        unit: None,
        buckets: None,
        quantiles: None,
        max_age: None,
        age_buckets: None,
        native: None,
        flatten: None,
        prefix: None,
        skip: None,
        argument: None,
        const_labels: Vec::new(),
        max_series: None,
        ttl: None,
        init: None,
        kind: None,
        value: None,
        allow: Vec::new(),
        computed_from: false,
    };
    let before = errors.count();
    for item in FIELD.items(attrs, errors) {
        field.keys.push(item.key.clone());
        match item.key.to_string().as_str() {
            "name" => field.name = item.name(errors),
            "help" => field.help = help(item, &input.attrs, errors),
            "unit" => field.unit = item.unit(errors),
            "buckets" => {
                field.buckets = item.expr("[0.1, 0.5, 1.0]", errors).map(|Keyed { key, value }| {
                    let tokens = buckets::tokens(&value, errors);
                    Keyed { key, value: Listed { written: value, tokens } }
                });
            }
            "quantiles" => {
                let example = "[(0.5, 0.05), (0.99, 0.001)]";
                field.quantiles = item.expr(example, errors).map(|Keyed { key, value }| {
                    let tokens = quantiles::tokens(&value, errors);
                    Keyed { key, value: Listed { written: value, tokens } }
                });
            }
            "max_age" => field.max_age = item.duration(errors),
            "age_buckets" => field.age_buckets = item.whole(1..=u32::from(u16::MAX), errors),
            "native" => {
                let example = "native = 1.1`, or `native(max_buckets = 160)";
                field.native = item.expr_or_list(example, errors).map(|Keyed { key, value }| {
                    Keyed { key, value: native::native(&value, errors) }
                });
            }
            // The key stands even where its value is wrong.
            "flatten" => field.flatten = Some(flag(item, errors)),
            "prefix" => field.prefix = item.name(errors),
            "skip" => field.skip = Some(flag(item, errors)),
            "argument" => field.argument = Some(flag(item, errors)),
            "const_labels" => field.const_labels = item.const_labels(errors),
            "max_series" => field.max_series = item.count(errors),
            "ttl" => field.ttl = item.duration(errors),
            "init" => field.init = item.word("all", errors),
            "value" => field.value = item.expr("self.len()", errors),
            "allow" => field.allow = item.lints(errors),
            _ => {
                let kind = flag(item, errors);
                field.kind.get_or_insert(kind);
            }
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

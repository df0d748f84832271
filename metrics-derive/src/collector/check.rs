//! Rules that need more than one attribute, or more than one field. One function a rule.

use syn::{GenericArgument, Ident, PathArguments, Type, TypePath};

use super::parse::is_nameable;
use super::{Collector, Field, KINDS, Role, unraw};
use crate::attr::Keyed;
use crate::errors::{Errors, Message, listed};
use crate::generics::{static_lifetime, with_lifetime};
use crate::names::{self, Alphabet};
use crate::rules;
use crate::tokens::written;

/// Checks what was read.
pub(super) fn collector(collector: &Collector, errors: &mut Errors) {
    check_lifetimes(collector, errors);
    check_something_is_left(collector, errors);
    rules::check_const_labels(&collector.const_labels, errors);
    for field in &collector.fields {
        let before = errors.count();
        check_keys_go_together(field, errors);
        let refused = field.refused || errors.count() > before;
        check_new_is_asked_for(collector, field, errors);
        check_field_const_labels(collector, field, errors);
        match field.role() {
            Role::Metric | Role::Data | Role::Computed => {
                check_field_can_name(field, errors);
                check_first_character(field, errors);
                if !refused {
                    check_help(field, errors);
                }
                check_unit_ends_name(field, errors);
                check_owned(field, errors);
            }
            Role::Group => check_no_cycle(collector, field, errors),
            Role::Skipped => {}
        }
    }
    check_names_differ(collector, errors);
}

/// A registry keeps a collector for as long as it likes: `struct A<'a>` is refused.
fn check_lifetimes(collector: &Collector, errors: &mut Errors) {
    let ident = &collector.ident;
    for param in collector.generics.lifetimes() {
        let lifetime = &param.lifetime;
        let what = format!(
            "`Collector` needs a struct without borrows, and `{ident}` borrows `{lifetime}`"
        );
        let of_a_set = collector.own().find(|field| {
            let ty = with_lifetime(&field.ty, &collector.generics, &static_lifetime());
            written(&field.ty) != written(&ty)
        });
        let message = match of_a_set {
            Some(Field { ty, .. }) => {
                let ty = written(with_lifetime(ty, &collector.generics, &static_lifetime()));
                Message::new(what)
                    .help(format_args!("a set that borrows is named with `'static`: `{ty}`"))
                    .note("a look-up may borrow for as long as it likes")
            }
            None => Message::new(what)
                .help("own the data, or share it in an `Arc`")
                .note("a registry keeps it for the life of the process"),
        };
        errors.push(lifetime, message);
    }
}

/// Not every field may say `skip`.
fn check_something_is_left(collector: &Collector, errors: &mut Errors) {
    let all_skipped = collector.fields.iter().all(|field| field.skip.is_some());
    if all_skipped && !collector.fields.is_empty() && !takes_snapshots(collector) {
        let ident = &collector.ident;
        let message = Message::new(format!("every field of `{ident}` is skipped"));
        errors.push(ident, message.help("remove one `skip`, or the derive"));
    }
}

/// Those of a field must also differ from those of the struct.
fn check_field_const_labels(collector: &Collector, field: &Field, errors: &mut Errors) {
    rules::check_const_labels(&field.const_labels, errors);
    for (name, _) in &field.const_labels {
        let text = unraw(name);
        if collector.const_labels.iter().any(|(other, _)| unraw(other) == text) {
            let message =
                Message::new(format!("const label `{text}` is already set on the struct"));
            errors.push(name, message.help("remove it here, or there and set it on each field"));
        }
    }
}

/// `skip` stands alone; `flatten`, `value` and the kinds of plain data do not go with what is said
/// of other fields; `value` needs a kind, `prefix` and `argument` need `flatten`. Said once for a
/// field, at the later key.
fn check_keys_go_together(field: &Field, errors: &mut Errors) {
    let has = |key: &str| field.has(key);
    if has("skip") {
        let mut keys = field.keys.iter();
        let together = keys.next().zip(keys.next());
        if let Some((first, second)) = together {
            let other = if first == "skip" { second } else { first };
            let message = Message::new(format!("`skip` and `{other}` cannot be used together"));
            errors.push(second, message.help(format_args!("remove `{other}`")));
        }
        return;
    }
    if has("flatten") {
        let of_a_group = ["flatten", "prefix", "argument", "const_labels", "allow"];
        if let Some(key) = first_besides(field, &of_a_group) {
            let later = later(field, "flatten", key);
            let message = Message::new(format!("`flatten` and `{key}` cannot be used together"));
            let message = if key == "name" {
                message.help("what comes before the names in the group is `prefix = \"…\"`")
            } else {
                message.help(format_args!("remove `{key}`: it belongs to the fields of the group"))
            };
            errors.push(later, message);
        }
        return;
    }
    let mut kinds = field.keys.iter().filter(|key| KINDS.iter().any(|kind| key == kind));
    if let (Some(first), Some(second)) = (kinds.next(), kinds.next()) {
        let message = Message::new(format!("`{first}` and `{second}` cannot be used together"));
        errors.push(second, message.help("remove one: a metric has one kind"));
        return;
    }
    if let Some(value) = &field.value
        && field.kind.is_none()
        && !field.refused
    {
        let message = Message::new("`value` needs a kind")
            .help("`#[metric(gauge, value = …)]`, or `counter` or `untyped`")
            .note("what an expression computes does not say what it means");
        errors.push(&value.key, message);
        return;
    }
    let of_a_value =
        ["name", "help", "unit", "const_labels", "allow", "counter", "gauge", "untyped"];
    let leader = field.value.as_ref().map(|value| &value.key).or(field.kind.as_ref());
    if let Some(leader) = leader
        && let Some(key) =
            first_besides(field, &[&of_a_value[..], &["value", "prefix", "argument"]].concat())
    {
        let what = format!("`{leader}` and `{key}` cannot be used together");
        let message = Message::new(what).help(format_args!("remove `{key}`"));
        let message = message.note(match key.to_string().as_str() {
            "buckets" | "native" => "buckets are what observations are counted in",
            "quantiles" | "max_age" | "age_buckets" => "quantiles are those of observations",
            _ => "it is about the series that a family keeps",
        });
        errors.push(later(field, &leader.to_string(), key), message);
        return;
    }
    for key in ["buckets", "native"] {
        if has(key) && has("quantiles") {
            let message = Message::new(format!("`{key}` and `quantiles` cannot be used together"))
                .help("remove one")
                .note("buckets make a histogram, quantiles a summary");
            let both = |other: &&Ident| *other == key || *other == "quantiles";
            if let Some(later) = field.keys.iter().rfind(both) {
                errors.push(later, message);
            }
            return;
        }
    }
    if !has("quantiles") {
        for (key, example) in [("max_age", "max_age = \"10m\""), ("age_buckets", "age_buckets = 5")]
        {
            for key in field.keys.iter().filter(|other| *other == key) {
                let message = Message::new(format!("`{key}` needs `quantiles`"))
                    .help(format_args!("`#[metric(quantiles = [(0.5, 0.05)], {example})]`"))
                    .note("it says how a summary's quantiles forget");
                errors.push(key, message);
            }
        }
    }
    for key in field.keys.iter().filter(|key| *key == "prefix" || *key == "argument") {
        let message = Message::new(format!("`{key}` needs `flatten`"));
        let help = match (key == "prefix", field.prefix.as_ref().map(|prefix| prefix.value.value()))
        {
            (true, Some(prefix)) => format!("`#[metric(flatten, prefix = {prefix:?})]`"),
            _ => format!("`#[metric(flatten, {key})]`"),
        };
        errors.push(key, message.help(help).note("it is said of a group of metrics"));
    }
}

/// The first key that is none of these.
fn first_besides<'a>(field: &'a Field, keys: &[&str]) -> Option<&'a Ident> {
    field.keys.iter().find(|key| !keys.iter().any(|other| key == other))
}

/// The one of two keys that was written later.
fn later<'a>(field: &'a Field, one: &str, other: &'a Ident) -> &'a Ident {
    let mut both = field.keys.iter().filter(|key| *key == one || *key == other);
    both.next_back().unwrap_or(other)
}

/// Whether the struct says so, be it rightly or not.
fn takes_snapshots(collector: &Collector) -> bool {
    collector.snapshot.is_some()
}

/// `buckets`, `quantiles`, `native`, `max_series` and `argument` are for the `new` that the derive writes.
fn check_new_is_asked_for(collector: &Collector, field: &Field, errors: &mut Errors) {
    if collector.new.is_some() {
        return;
    }
    if let Some(buckets) = &field.buckets
        && field.native.is_none()
        && field.role() == Role::Metric
    {
        let bounds = written(&buckets.value.written);
        let built = if bounds.starts_with('[') {
            format!("build the field with `Histogram::with_buckets(&{bounds})`")
        } else {
            "build the field with `Histogram::with_buckets(…)`".to_owned()
        };
        let message = Message::new("`buckets` has no effect without a derived `new`")
            .help("`#[collector(new)]` on the struct")
            .help(format_args!("or {built}"));
        errors.push(&buckets.key, message);
    }
    if let Some(quantiles) = &field.quantiles
        && field.role() == Role::Metric
    {
        let listed = written(&quantiles.value.written);
        let listed = if listed.starts_with('[') { format!("&{listed}") } else { listed };
        let message = Message::new("`quantiles` has no effect without a derived `new`")
            .help("`#[collector(new)]` on the struct")
            .help(format_args!("or build the field with `Summary::with_objectives({listed})`"));
        errors.push(&quantiles.key, message);
    }
    if let Some(native) = &field.native
        && field.role() == Role::Metric
    {
        let message = Message::new("`native` has no effect without a derived `new`")
            .help("`#[collector(new)]` on the struct")
            .help("or build the field with `NativeHistogram::with_options(…)`");
        errors.push(&native.key, message);
    }
    if let Some(Keyed { key, value }) = &field.max_series
        && field.role() == Role::Metric
    {
        let message = Message::new("`max_series` has no effect without a derived `new`")
            .help("`#[collector(new)]` on the struct")
            .help(format_args!(
                "or build the field with `CounterVec::new().with_max_series({value})`"
            ));
        errors.push(key, message);
    }
    if let Some(argument) = &field.argument
        && field.role() == Role::Group
    {
        let message = Message::new("`argument` has no effect without a derived `new`")
            .help("`#[collector(new)]` on the struct, or remove `argument`");
        errors.push(argument, message);
    }
}

/// A group that holds itself has no end.
fn check_no_cycle(collector: &Collector, field: &Field, errors: &mut Errors) {
    let mut ty = &field.ty;
    while let Some(inner) = forwarded(ty) {
        ty = inner;
    }
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return };
    let Some(first) = path.segments.first() else { return };
    let is_self = first.ident == "Self" || first.ident == collector.ident;
    if path.leading_colon.is_none() && path.segments.len() == 1 && is_self {
        let message = Message::new("a group cannot be flattened into itself")
            .help("leave it out: `#[metric(skip)]`")
            .note("what a collector describes is known before there is one, and has an end");
        errors.push(&field.ty, message);
    }
}

/// What a group is flattened through: `T` of `Option<T>`, `Arc<T>`, `Mutex<T>` and the like.
fn forwarded(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Group(group) => return Some(&group.elem),
        Type::Reference(reference) => return Some(&reference.elem),
        _ => {}
    }
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return None };
    let last = path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner)
            if ["Option", "Arc", "Box", "Mutex", "RwLock"]
                .iter()
                .any(|name| last.ident == name) =>
        {
            Some(inner)
        }
        _ => None,
    }
}

/// A metric is held and not referred to. The compiler knows as much, but would advise one more `&`.
fn check_owned(field: &Field, errors: &mut Errors) {
    let Type::Reference(reference) = &field.ty else { return };
    let is_static = reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static");
    if field.role() == Role::Metric && is_static {
        let message = Message::new(format!("`{}` is not a metric", written(&field.ty)))
            .help(format_args!("own it: `{}`", written(&reference.elem)))
            .note("what shares its metrics shares the whole struct: in a `static`, or an `Arc`");
        errors.push(&field.ty, message);
    }
}

/// A field of another alphabet, such as `größe`, needs a `name`.
fn check_field_can_name(field: &Field, errors: &mut Errors) {
    if field.name.is_none() && !field.keys.iter().any(|key| key == "name") && !is_nameable(field) {
        let name = unraw(&field.ident);
        let suggestion =
            names::corrected(&name, Alphabet::Metric).unwrap_or_else(|| "…".to_owned());
        let message = Message::new(format!("field `{name}` cannot name a metric"))
            .help(format_args!("`#[metric(name = {suggestion:?})]`"))
            .note(format_args!("names match `{}`", Alphabet::Metric.pattern()));
        errors.push(&field.ident, message);
    }
}

/// Names that begin with `_` are OpenMetrics' own.
fn check_first_character(field: &Field, errors: &mut Errors) {
    let instead = |name: &str| match &field.name {
        Some(_) => format!("`name = {name:?}`"),
        None => format!("`#[metric(name = {name:?})]`"),
    };
    rules::check_first_character(&field.metric_name(), field.name_tokens(), instead, errors);
}

/// A metric without help is refused.
fn check_help(field: &Field, errors: &mut Errors) {
    if field.help.is_none() {
        let name = field.metric_name();
        let message = rules::no_help(&name)
            .help("write a doc comment above the field, or `#[metric(help = \"…\")]`");
        errors.push(&field.ident, message);
    }
}

/// The unit is part of the name.
fn check_unit_ends_name(field: &Field, errors: &mut Errors) {
    let Some(unit) = &field.unit else { return };
    let instead = |fixed: &str, other: Option<&str>| match (&field.name, other) {
        (Some(_), _) => format!("`name = {fixed:?}`"),
        (None, Some(other)) => format!("`unit = {other:?}`, or rename the field to `{fixed}`"),
        (None, None) => format!("rename the field to `{fixed}`, or add `name = {fixed:?}`"),
    };
    rules::check_unit_ends_name(&field.metric_name(), &unit.value, instead, errors);
}

/// Two fields cannot have one name. Those in flattened groups are compared by the compiler, in
/// the runtime crate.
fn check_names_differ(collector: &Collector, errors: &mut Errors) {
    let fields: Vec<&Field> = collector.own().collect();
    for (i, field) in fields.iter().enumerate() {
        let name = field.metric_name();
        let same = |other: &&&Field| other.metric_name() == name && !told_apart(other, field);
        let first = fields.iter().take(i).find(same);
        if let Some(first) = first {
            let what = format!("metric name `{name}` is used twice in `{}`", collector.ident);
            let message = Message::new(what)
                .help("give one of them another name: `#[metric(name = \"…\")]`")
                .help("or a label that tells them apart: `#[metric(const_labels(… = \"…\"))]` on each")
                .note(format_args!(
                    "the first one is the field {}",
                    listed([&*unraw(&first.ident)])
                ));
            errors.push(field.name_tokens(), message);
        }
    }
}

/// Whether constant labels of the same names have other values.
fn told_apart(one: &Field, other: &Field) -> bool {
    let value_in = |field: &Field, name: &Ident| {
        let mut labels = field.const_labels.iter();
        labels.find(|(other, _)| unraw(other) == unraw(name)).map(|(_, value)| value.value())
    };
    one.const_labels.len() == other.const_labels.len()
        && one.const_labels.iter().all(|(name, _)| value_in(other, name).is_some())
        && one.const_labels.iter().any(|(name, v)| value_in(other, name) != Some(v.value()))
}

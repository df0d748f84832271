//! `#[derive(Collector)]`: the model, and the way from syntax to code.
//!
//! `parse` looks at one field at a time and keeps its spans; `check` holds the rules across
//! fields, and `lints` those that are only conventions; `codegen` makes code of a model without mistakes. Whatever went wrong on the way is
//! reported together, beside an implementation that keeps the rest of the user's code quiet.

mod check;
mod codegen;
mod lints;
mod parse;

use std::time::Duration;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{DeriveInput, Expr, ExprPath, Generics, Ident, LitStr, Path, Type, Visibility};

use crate::attr::Keyed;
use crate::errors::Errors;
use crate::fallback;
use crate::lint::Allowed;
use crate::native::Native;

/// A struct of metrics.
pub(crate) struct Collector {
    ident: Ident,
    generics: Generics,
    krate: Option<Path>,
    namespace: Option<Keyed<LitStr>>,
    subsystem: Option<Keyed<LitStr>>,
    const_labels: Vec<(Ident, LitStr)>,
    new: Option<Keyed<Visibility>>,
    snapshot: Option<Keyed<ExprPath>>,
    allow: Allowed,
    /// Whether what is unconventional is an error.
    strict: Option<Ident>,
    fields: Vec<Field>,
}

/// A field, with all that its attributes say; or beside it, what an attribute with `value`
/// computes.
struct Field {
    ident: Ident,
    ty: Type,
    /// The keys in the order in which they were written.
    keys: Vec<Ident>,
    name: Option<Keyed<LitStr>>,
    help: Option<TokenStream>,
    /// Whether its attributes are wrong: what is missing may be what they meant to say.
    refused: bool,
    unit: Option<Keyed<LitStr>>,
    buckets: Option<Keyed<Listed>>,
    quantiles: Option<Keyed<Listed>>,
    max_age: Option<Keyed<Duration>>,
    age_buckets: Option<Keyed<u32>>,
    native: Option<Keyed<Native>>,
    flatten: Option<Ident>,
    prefix: Option<Keyed<LitStr>>,
    skip: Option<Ident>,
    argument: Option<Ident>,
    const_labels: Vec<(Ident, LitStr)>,
    max_series: Option<Keyed<u32>>,
    ttl: Option<Keyed<Duration>>,
    init: Option<Ident>,
    /// The kind of plain data, or of what is computed: the first of `KINDS` that was given.
    kind: Option<Ident>,
    value: Option<Keyed<Expr>>,
    allow: Allowed,
    /// Whether the field itself is nothing but what something is computed from.
    computed_from: bool,
}

/// The keys that state a kind.
const KINDS: [&str; 3] = ["counter", "gauge", "untyped"];

/// Bounds or quantiles: as they were written, and as a constant slice.
struct Listed {
    written: Expr,
    tokens: TokenStream,
}

/// What becomes of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Metric,
    /// Plain data that says its kind.
    Data,
    /// No field of the struct, but computed from it.
    Computed,
    Group,
    Skipped,
}

impl Field {
    fn role(&self) -> Role {
        if self.value.is_some() {
            Role::Computed
        } else if self.skip.is_some() || self.computed_from {
            Role::Skipped
        } else if self.flatten.is_some() {
            Role::Group
        } else if self.kind.is_some() {
            Role::Data
        } else {
            Role::Metric
        }
    }

    /// Whether it is a family of its own.
    fn is_own(&self) -> bool {
        matches!(self.role(), Role::Metric | Role::Data | Role::Computed)
    }

    /// The name of the kind that an attribute states, in `Kind`.
    fn stated_kind(&self) -> Option<&'static str> {
        Some(match self.kind.as_ref()?.to_string().as_str() {
            "counter" => "Counter",
            "gauge" => "Gauge",
            _ => "Untyped",
        })
    }

    fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|other| other == key)
    }

    /// The last part of the metric's name.
    fn metric_name(&self) -> String {
        self.name.as_ref().map_or_else(|| unraw(&self.ident), |name| name.value.value())
    }

    /// Where the name was written.
    fn name_tokens(&self) -> &dyn ToTokens {
        match &self.name {
            Some(name) => &name.value,
            None => &self.ident,
        }
    }

    /// Where the metric is declared: of several that are computed from one field, which.
    fn declared_at(&self) -> Span {
        match &self.name {
            Some(name) if self.role() == Role::Computed => name.value.span(),
            _ => self.ident.span(),
        }
    }

    /// Whether `new` takes the field's value.
    fn is_argument(&self) -> bool {
        matches!(self.role(), Role::Skipped | Role::Data) || self.argument.is_some()
    }
}

impl Collector {
    /// Namespace and subsystem, joined.
    fn prefix(&self) -> String {
        let parts = [&self.namespace, &self.subsystem].into_iter().flatten();
        parts.map(|part| part.value.value()).collect::<Vec<_>>().join("_")
    }

    /// Whether `new` does.
    fn takes_arguments(&self) -> bool {
        self.fields.iter().any(Field::is_argument)
    }

    /// The families of the struct itself.
    fn own(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_own())
    }
}

fn unraw(ident: &Ident) -> String {
    syn::ext::IdentExt::unraw(ident).to_string()
}

/// Expands the derive.
pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let collector = parse::collector(input, &mut errors);
    if let Some(collector) = &collector {
        check::collector(collector, &mut errors);
        let lints = lints::collector(collector, &mut errors);
        if errors.is_empty() {
            return codegen::collector(collector, &lints);
        }
    }
    let krate = collector.as_ref().and_then(|collector| collector.krate.as_ref());
    let new = collector.as_ref().and_then(|collector| {
        let signature = codegen::new_signature(collector)?;
        Some(fallback::New { signature, takes_arguments: collector.takes_arguments() })
    });
    fallback::collector(input, krate, new, errors)
}

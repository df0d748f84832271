//! `#[derive(Collector)]`: the model, and the way from syntax to code.
//!
//! `parse` looks at one field at a time and keeps its spans; `check` holds the rules across
//! fields, and `lints` those that are only conventions; `codegen` makes code of a model without mistakes. Whatever went wrong on the way is
//! reported together, beside an implementation that keeps the rest of the user's code quiet.

mod check;
mod codegen;
mod lints;
mod parse;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{DeriveInput, Expr, Generics, Ident, LitStr, Path, Type, Visibility};

use crate::attr::Keyed;
use crate::errors::Errors;
use crate::fallback;
use crate::lint::Allowed;

/// A struct of metrics.
pub(crate) struct Collector {
    ident: Ident,
    generics: Generics,
    krate: Option<Path>,
    namespace: Option<Keyed<LitStr>>,
    subsystem: Option<Keyed<LitStr>>,
    const_labels: Vec<(Ident, LitStr)>,
    new: Option<Keyed<Visibility>>,
    allow: Allowed,
    /// Whether what is unconventional is an error.
    strict: Option<Ident>,
    fields: Vec<Field>,
}

/// A field, with all that its attributes say.
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
    buckets: Option<Keyed<Buckets>>,
    flatten: Option<Ident>,
    prefix: Option<Keyed<LitStr>>,
    skip: Option<Ident>,
    argument: Option<Ident>,
    allow: Allowed,
}

/// Bounds: as they were written, and as a constant `&'static [f64]`.
struct Buckets {
    written: Expr,
    tokens: TokenStream,
}

/// What becomes of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Metric,
    Group,
    Skipped,
}

impl Field {
    fn role(&self) -> Role {
        if self.skip.is_some() {
            Role::Skipped
        } else if self.flatten.is_some() {
            Role::Group
        } else {
            Role::Metric
        }
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

    /// Whether `new` takes the field's value.
    fn is_argument(&self) -> bool {
        self.skip.is_some() || self.argument.is_some()
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

    fn of_role(&self, role: Role) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.role() == role)
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

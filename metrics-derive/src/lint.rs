//! Lints: what is allowed and unconventional, each with a name.
//!
//! Stable Rust has no warnings from macros. What comes nearest is the use of a deprecated constant,
//! placed at the user's token: its name is the lint's, and its note the sentence. What depends on
//! a type that only the compiler knows is looked up in `lint<N>`, where `N` is computed from that
//! type: in `lint<0>` nothing is deprecated.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Ident;

use crate::conventions::is_camel_case;
use crate::errors::{Errors, Message};
use crate::names::Case;
use crate::tokens::{ends, placed_at};

macro_rules! lints {
    ($($(#[$doc:meta])* $variant:ident $name:literal)*) => {
        /// What can be found, and allowed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Lint {
            $($(#[$doc])* $variant,)*
        }

        impl Lint {
            /// All lints that can be allowed.
            pub(crate) const ALL: &'static [(&'static str, Self)] = &[$(($name, Self::$variant)),*];

            fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}
lints! {
    /// The name of a counter does not end in `_total` (Q3).
    MissingTotal "missing_total"
    /// Another name does (Q4).
    TotalOfOther "total_of_other"
    /// A name ends as the samples of another kind do (Q5).
    ReservedSuffix "reserved_suffix"
    /// The name says the metric's type (Q6).
    TypeInName "type_in_name"
    /// The name has a unit that is not the base unit of its dimension (Q2).
    BaseUnit "base_unit"
    /// The name abbreviates a unit (Q9).
    AbbreviatedUnit "abbreviated_unit"
    /// A name is in camelCase (Q8).
    CamelCase "camel_case"
    /// A name has a colon (Q7).
    Colon "colon"
    /// A name begins with the namespace, which stands before it anyway.
    RepeatedNamespace "repeated_namespace"
    /// A label is one that Prometheus sets when it scrapes.
    ScraperLabel "scraper_label"
    /// A label is one that histograms or summaries write (Q5).
    ReservedLabel "reserved_label"
    /// A histogram has very many buckets.
    ManyBuckets "many_buckets"
    /// A label's value is empty, which is the same as no label.
    EmptyValue "empty_value"
    /// What is allowed does not occur.
    UnusedAllow "unused_allow"
}

impl Lint {
    /// The lint of that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|&(_, lint)| lint)
    }
}

/// Lints that an attribute allows, with the words that say so.
pub(crate) type Allowed = Vec<(Ident, Lint)>;

/// Something unconventional.
pub(crate) struct Finding {
    pub(crate) lint: Lint,
    at: TokenStream,
    message: Message,
    when: When,
}

/// Whether a finding is one.
pub(crate) enum When {
    Always,
    /// If one of the fields has one of the kinds.
    Any(Vec<KindOf>),
    /// If none of the fields has one of the kinds.
    None(Vec<KindOf>),
}

/// That a field, by its place, is a metric of one of some kinds.
#[derive(Clone)]
pub(crate) struct KindOf {
    pub(crate) field: usize,
    /// The names of the kinds.
    pub(crate) kinds: &'static [&'static str],
}

impl Finding {
    /// Something that the macro can see.
    pub(crate) fn new(lint: Lint, at: impl ToTokens, message: Message) -> Self {
        Self { lint, at: at.into_token_stream(), message, when: When::Always }
    }

    /// Something that depends on the kind of a metric.
    pub(crate) fn of_kind(
        lint: Lint,
        at: impl ToTokens,
        message: Message,
        field: usize,
        kinds: &'static [&'static str],
    ) -> Self {
        let when = When::Any(vec![KindOf { field, kinds }]);
        Self { when, ..Self::new(lint, at, message) }
    }

    /// Something that is wrong unless one of some fields is a metric of a kind.
    pub(crate) fn without_kind(self, kinds: Vec<KindOf>) -> Self {
        if kinds.is_empty() { self } else { Self { when: When::None(kinds), ..self } }
    }
}

/// What is unconventional in a label's name. `attribute` is where it can be allowed.
pub(crate) fn of_label(
    name: &str,
    at: &dyn ToTokens,
    attribute: &str,
) -> impl Iterator<Item = Finding> {
    let allow = |lint: &str| format!("rename it, or `#[{attribute}(allow({lint}))]`");
    let scraper = (name == "job" || name == "instance").then(|| {
        let message = Message::new(format!("label `{name}` is set by Prometheus when it scrapes"))
            .help(allow("scraper_label"))
            .note(format_args!("it would arrive as `exported_{name}`"));
        Finding::new(Lint::ScraperLabel, at, message)
    });
    let camel_case = is_camel_case(name).then(|| {
        let message = Message::new(format!("label `{name}` is not in snake_case"))
            .help(format_args!("`{}`, or `#[{attribute}(allow(camel_case))]`", snake_case(name)));
        Finding::new(Lint::CamelCase, at, message)
    });
    [scraper, camel_case].into_iter().flatten()
}

/// `httpRequests` as `http_requests`.
pub(crate) fn snake_case(name: &str) -> String {
    Case::Snake.of_variant(name).replace("__", "_")
}

/// Takes away what is allowed, and finds what is allowed in vain.
pub(crate) fn without_allowed(findings: &mut Vec<Finding>, allowed: &Allowed) {
    for (word, lint) in allowed {
        let (taken, kept) = findings.drain(..).partition(|found| found.lint == *lint);
        *findings = kept;
        let taken: Vec<Finding> = taken;
        let mut kinds = Vec::new();
        let mut always = false;
        for found in taken {
            match found.when {
                When::Any(kind) => kinds.extend(kind),
                When::Always | When::None(_) => always = true,
            }
        }
        if always {
            continue;
        }
        let message = Message::new(format!("`{word}` does not apply here")).help("remove it");
        let when = if kinds.is_empty() { When::Always } else { When::None(kinds) };
        findings.push(Finding { when, ..Finding::new(Lint::UnusedAllow, word, message) });
    }
}

/// Makes errors of what the macro can see; what is left depends on kinds.
pub(crate) fn make_errors(findings: &mut Vec<Finding>, errors: &mut Errors) {
    findings.retain(|found| {
        let visible = matches!(found.when, When::Always);
        if visible {
            errors.push(&found.at, found.message.clone());
        }
        !visible
    });
}

/// Code that the compiler warns of, for what the macro itself can see.
pub(crate) fn standing_alone(findings: &[Finding]) -> Option<TokenStream> {
    if findings.is_empty() {
        return None;
    }
    let warnings = tokens(findings, false, |_| None);
    Some(quote!(const _: () = { #warnings };))
}

/// Code that the compiler warns of, or with `strict` refuses. `kind` is the constant that holds a
/// field's kind, if there can be one.
pub(crate) fn tokens(
    findings: &[Finding],
    strict: bool,
    kind: impl Fn(usize) -> Option<TokenStream>,
) -> TokenStream {
    let found = findings.iter().filter_map(|found| {
        let (any, kinds) = match &found.when {
            When::Always => return Some((found, None)),
            When::Any(kinds) => (true, kinds),
            When::None(kinds) => (false, kinds),
        };
        let is = kinds.iter().map(|KindOf { field, kinds }| {
            let kind = kind(*field)?;
            let kinds = kinds.iter().map(|kind| Ident::new(kind, proc_macro2::Span::call_site()));
            Some(quote!(::core::matches!(#kind, #(__metrics_core::Kind::#kinds)|*)))
        });
        let is = is.collect::<Option<Vec<_>>>()?;
        let applies = quote!((#(#is)||*) == #any);
        Some((found, Some(applies)))
    });
    if strict { refusals(found) } else { warnings(found) }
}

type Found<'a> = (&'a Finding, Option<TokenStream>);

fn refusals<'a>(found: impl Iterator<Item = Found<'a>>) -> TokenStream {
    let refusals = found.filter_map(|(Finding { at, message, .. }, applies)| {
        let message = message.to_string();
        let applies = applies?;
        let refused = quote!(__metrics::refuse(__METRICS_APPLIES, #message));
        let refused = placed_at(at, &refused);
        Some(quote! {
            const _: () = {
                const __METRICS_APPLIES: ::core::primitive::bool = #applies;
                #refused
            };
        })
    });
    refusals.collect()
}

fn warnings<'a>(found: impl Iterator<Item = Found<'a>>) -> TokenStream {
    let mut silent: Vec<&str> = Vec::new();
    let mut items = TokenStream::new();
    let mut uses = TokenStream::new();
    for (i, (Finding { lint, at, message, .. }, applies)) in (1_usize..).zip(found) {
        let (first, last) = ends(at);
        let name = Ident::new(lint.name(), last);
        let note = message.to_string();
        let number = Literal::usize_unsuffixed(i);
        let index = match applies {
            None => quote!(#number),
            Some(applies) => {
                if !silent.contains(&lint.name()) {
                    silent.push(lint.name());
                }
                quote!({ #number * (#applies) as ::core::primitive::usize })
            }
        };
        // Placed at the user's tokens: of code that is all a macro's the compiler says nothing.
        items.extend(quote_spanned! {last=>
            #[allow(dead_code, non_upper_case_globals)]
            impl lint<#number> {
                #[deprecated(note = #note)]
                const #name: () = ();
            }
        });
        uses.extend(quote_spanned!(first=> let () = lint::<#index>));
        uses.extend(quote_spanned!(last=> ::#name;));
    }
    if items.is_empty() {
        return items;
    }
    let silent = silent.iter().map(|name| Ident::new(name, proc_macro2::Span::call_site()));
    quote! {
        #[allow(non_camel_case_types)]
        struct lint<const FOUND: ::core::primitive::usize>;
        #[allow(dead_code, non_upper_case_globals)]
        impl lint<0> {
            #(const #silent: () = ();)*
        }
        #items
        #uses
    }
}

//! The attributes on functions: the model, and the way from syntax to code.
//!
//! `parse` reads what the attribute says and what it stands on, and looks into no body; `check`
//! holds the rules; `codegen` makes code of a model without mistakes. On a mistake the item is
//! given back as it was, beside the errors: what uses the function stays right, and an editor
//! sees it.

mod body;
mod check;
mod codegen;
mod parse;
mod returns;

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, Ident, LitStr, Path, Signature, Visibility};

use crate::attr::Keyed;
use crate::errors::Errors;

/// Which attribute it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Macro {
    Instrumented,
    Counted,
    Timed,
    InFlight,
}

impl Macro {
    fn name(self) -> &'static str {
        match self {
            Self::Instrumented => "instrumented",
            Self::Counted => "counted",
            Self::Timed => "timed",
            Self::InFlight => "in_flight",
        }
    }
}

/// What an attribute says.
struct Measure {
    of: Macro,
    krate: Option<Path>,
    judge: Option<Predicate>,
    record: Recorded,
}

/// What tells an error from what is none, and where it was asked for.
enum Predicate {
    OkIf(Keyed<Expr>),
    ErrorIf(Keyed<Expr>),
}

/// Where calls are recorded.
enum Recorded {
    /// In cells of the function's own.
    Cells {
        name: Option<Keyed<LitStr>>,
        collector: Option<Expr>,
        /// As they were written, and as a constant `&'static [f64]`.
        buckets: Option<(Expr, TokenStream)>,
    },
    /// In a metric of the user's.
    Metric { metric: Expr, labels: Option<Labels> },
}

/// Which series of a family.
enum Labels {
    /// The set, written out.
    Literal(Expr),
    List {
        key: Ident,
        given: Vec<(Ident, Expr)>,
        /// Words that stand for what is known at the end of the call.
        outcome: Option<Ident>,
        error: Option<Ident>,
    },
}

/// What an attribute stands on.
enum Target {
    Function(Box<Function>),
    Impl(Impl),
}

struct Function {
    attrs: Vec<Attribute>,
    vis: Visibility,
    /// `default`, or `safe`.
    prefix: Option<Ident>,
    sig: Signature,
    /// Never looked into, but for a few words.
    body: Group,
}

struct Impl {
    /// All before the braces.
    header: TokenStream,
    /// The last word of the type.
    name: String,
    braces: Group,
    items: Vec<Item>,
}

enum Item {
    Function(Box<Function>),
    Other(TokenStream),
}

impl Measure {
    /// Whether what the function returns must be seen.
    fn needs_value(&self) -> bool {
        match &self.record {
            Recorded::Cells { .. } => true,
            Recorded::Metric { labels, .. } => labels
                .as_ref()
                .is_some_and(|labels| labels.outcome().is_some() || labels.error().is_some()),
        }
    }
}

impl Measure {
    /// Whether a label tells the error that is returned.
    fn names_error(&self) -> bool {
        matches!(&self.record, Recorded::Metric { labels: Some(labels), .. } if labels.error().is_some())
    }

    /// Whether an argument of the function is used by the attribute, as a word or in the text of
    /// a `format!`.
    fn mentions(&self, argument: &Ident) -> bool {
        let Recorded::Metric { metric, labels } = &self.record else { return false };
        let mut tokens = metric.to_token_stream();
        match labels {
            None => {}
            Some(Labels::Literal(literal)) => literal.to_tokens(&mut tokens),
            Some(Labels::List { given, .. }) => {
                for (_, value) in given {
                    value.to_tokens(&mut tokens);
                }
            }
        }
        mentions(tokens, &argument.to_string())
    }
}

fn mentions(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(group.stream(), word),
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Literal(text) => text.to_string().contains(&format!("{{{word}")),
        TokenTree::Punct(_) => false,
    })
}

impl Labels {
    fn outcome(&self) -> Option<&Ident> {
        match self {
            Self::Literal(_) => None,
            Self::List { outcome, .. } => outcome.as_ref(),
        }
    }

    fn error(&self) -> Option<&Ident> {
        match self {
            Self::Literal(_) => None,
            Self::List { error, .. } => error.as_ref(),
        }
    }
}

impl Function {
    /// The function around another body.
    fn around(&self, sig: &Signature, body: &TokenStream) -> TokenStream {
        let Self { attrs, vis, prefix, body: user, .. } = self;
        let mut braces = Group::new(user.delimiter(), body.clone());
        braces.set_span(user.span());
        quote!(#(#attrs)* #vis #prefix #sig #braces)
    }
}

/// Expands an attribute.
pub(crate) fn expand(of: Macro, args: TokenStream, item: TokenStream) -> TokenStream {
    if of == Macro::Instrumented && args.to_string() == "skip" {
        return item;
    }
    let mut errors = Errors::new();
    // Where the attribute stands, as something that the user wrote.
    let place = item.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    let measure = parse::measure(of, args, place.located_at(Span::call_site()), &mut errors);
    let target = parse::target(of, item.clone(), &mut errors);
    if let (Some(measure), Some(target)) = (&measure, &target) {
        match target {
            Target::Function(function) => check::function(measure, function, &mut errors),
            Target::Impl(block) => check::block(measure, block, &mut errors),
        }
        if errors.is_empty() {
            return match target {
                Target::Function(function) => codegen::function(measure, function, None),
                Target::Impl(block) => block_tokens(measure, block),
            };
        }
    }
    let errors = errors.into_compile_errors();
    quote!(#item #errors)
}

/// The block with each function measured that is not left out and has no attribute of its own.
fn block_tokens(measure: &Measure, block: &Impl) -> TokenStream {
    let Impl { header, name, braces, items } = block;
    let items = items.iter().map(|item| match item {
        Item::Function(function) if is_measured(function) => {
            codegen::function(measure, function, Some(name))
        }
        Item::Function(function) => function.around(&function.sig, &function.body.stream()),
        Item::Other(tokens) => tokens.to_token_stream(),
    });
    let mut body = Group::new(braces.delimiter(), items.collect());
    body.set_span(braces.span());
    quote!(#header #body)
}

/// Whether a function of an instrumented block has no attribute that says otherwise.
fn is_measured(function: &Function) -> bool {
    !function.attrs.iter().any(|attr| is_named(attr, Macro::Instrumented))
}

/// Whether an attribute has this name, wherever it comes from.
fn is_named(attr: &Attribute, of: Macro) -> bool {
    attr.path().segments.last().is_some_and(|last| last.ident == of.name())
}

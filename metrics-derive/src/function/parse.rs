//! Syntax to model. Says all it finds wrong and goes on.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, Generics, Ident, LitStr, Path, Token, Type, Visibility, token};

use super::{Function, Impl, Item, Labels, Macro, Measure, Predicate, Recorded, Target};
use crate::attr::{self, Keyed, Place};
use crate::buckets;
use crate::errors::{Errors, Message};

const INSTRUMENTED: Place = Place {
    attribute: "instrumented",
    keys: &[
        ("name", "name = \"…\""),
        ("ok_if", "ok_if = Option::is_some"),
        ("error_if", "error_if = Response::is_error"),
        ("buckets", "buckets = […]"),
        ("collector", "collector = JOBS"),
        ("crate", "crate = ::metrics"),
    ],
    elsewhere: &[
        ("skip", "stands alone", "`#[instrumented(skip)]`"),
        ("labels", "is for metrics of your own", "`#[counted(METRICS.calls_total, labels(…))]`"),
    ],
    foreign: None,
};

const COUNTED: Place = Place { attribute: "counted", ..OWN };

const TIMED: Place = Place { attribute: "timed", ..OWN };

const OWN: Place = Place {
    attribute: "",
    keys: &[
        ("labels", "labels(method = request.method)"),
        ("ok_if", "ok_if = Option::is_some"),
        ("error_if", "error_if = Response::is_error"),
        ("crate", "crate = ::metrics"),
    ],
    elsewhere: ELSEWHERE,
    foreign: None,
};

const IN_FLIGHT: Place = Place {
    attribute: "in_flight",
    keys: &[("labels", "labels(method = request.method)"), ("crate", "crate = ::metrics")],
    elsewhere: ELSEWHERE,
    foreign: None,
};

const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("name", "is for `#[instrumented]`", "a metric has the name of its field"),
    ("buckets", "belongs to the metric", "`#[metric(buckets = […])]`"),
    ("collector", "is for `#[instrumented]`", "the metric's own collector is registered"),
];

/// Reads what the attribute says; `None` if that is too little.
pub(super) fn measure(
    of: Macro,
    args: TokenStream,
    place: Span,
    errors: &mut Errors,
) -> Option<Measure> {
    let mut measure = None;
    let parser = |input: ParseStream<'_>| {
        measure = match of {
            Macro::Instrumented => Some(instrumented(INSTRUMENTED.rest(input, errors), errors)),
            _ => own(of, input, place, errors),
        };
        Ok(())
    };
    if let Err(error) = parser.parse2(args) {
        errors.add(error);
    }
    measure
}

fn instrumented(items: Vec<attr::Item>, errors: &mut Errors) -> Measure {
    let (mut krate, mut predicates) = (None, Predicates::default());
    let (mut name, mut collector, mut buckets) = (None, None, None);
    for item in items {
        match item.key.to_string().as_str() {
            "name" => name = item.text("it is part of a constant", errors),
            "collector" => collector = item.expr("JOBS", errors).map(|collector| collector.value),
            "buckets" => {
                buckets = item.expr("[0.1, 0.5, 1.0]", errors).map(|Keyed { value, .. }| {
                    let tokens = buckets::tokens(&value, errors);
                    (value, tokens)
                });
            }
            "crate" => krate = item.crate_path(errors),
            _ => predicates.add(item, errors),
        }
    }
    let judge = predicates.one(errors);
    let record = Recorded::Cells { name, collector, buckets };
    Measure { of: Macro::Instrumented, krate, judge, record }
}

fn own(of: Macro, input: ParseStream<'_>, at: Span, errors: &mut Errors) -> Option<Measure> {
    let place = match of {
        Macro::Counted => &COUNTED,
        Macro::Timed => &TIMED,
        _ => &IN_FLIGHT,
    };
    let example = match of {
        Macro::Counted => "#[counted(METRICS.calls_total)]",
        Macro::Timed => "#[timed(METRICS.duration_seconds)]",
        _ => "#[in_flight(METRICS.in_flight_calls)]",
    };
    let which = || Message::new("which metric?").help(format_args!("`{example}`"));
    if input.is_empty() {
        errors.push(Ident::new("_", at), which());
        return None;
    }
    let key = input.fork().call(Ident::parse_any).ok().filter(|key| {
        place.keys.iter().any(|(known, _)| key == known) && {
            let ahead = input.fork();
            ahead.call(Ident::parse_any).is_ok()
                && (ahead.peek(Token![=]) || ahead.peek(token::Paren))
        }
    });
    if let Some(key) = key {
        errors.push(key, which().note("it stands before all else"));
        let _: TokenStream = input.parse().ok()?;
        return None;
    }
    let metric = match metric(input) {
        Ok(metric) => Some(metric),
        Err(error) => {
            errors.add(error);
            // Go on at the next comma.
            while !input.is_empty() && !input.peek(Token![,]) {
                let _: syn::Result<TokenTree> = input.parse();
            }
            None
        }
    };
    if metric.is_some() && !input.is_empty() && !input.peek(Token![,]) {
        let token = input.fork().parse::<TokenTree>().ok();
        errors.push(token, "expected `,`");
        let _: TokenStream = input.parse().ok()?;
        return None;
    }
    let _: Option<Token![,]> = input.parse().ok().flatten();
    let (mut krate, mut labels, mut predicates) = (None, None, Predicates::default());
    for item in place.rest(input, errors) {
        match item.key.to_string().as_str() {
            "labels" => labels = self::labels(item, errors),
            "crate" => krate = item.crate_path(errors),
            _ => predicates.add(item, errors),
        }
    }
    let judge = predicates.one(errors);
    metric.map(|metric| Measure { of, krate, judge, record: Recorded::Metric { metric, labels } })
}

/// A metric: any expression, up to a comma.
fn metric(input: ParseStream<'_>) -> syn::Result<Expr> {
    let ahead = input.fork();
    let metric = ahead.parse::<Expr>()?;
    input.advance_to(&ahead);
    Ok(metric)
}

#[derive(Default)]
struct Predicates {
    ok_if: Option<Keyed<Expr>>,
    error_if: Option<Keyed<Expr>>,
}

impl Predicates {
    fn add(&mut self, item: attr::Item, errors: &mut Errors) {
        let ok = item.key == "ok_if";
        let predicate =
            item.expr(if ok { "Option::is_some" } else { "Response::is_error" }, errors);
        if ok { self.ok_if = predicate } else { self.error_if = predicate }
    }

    fn one(self, errors: &mut Errors) -> Option<Predicate> {
        match (self.ok_if, self.error_if) {
            (Some(_), Some(error_if)) => {
                let message = Message::new("`ok_if` and `error_if` cannot be used together");
                errors.push(error_if.key, message.help("remove one"));
                None
            }
            (Some(ok_if), None) => Some(Predicate::OkIf(ok_if)),
            (None, error_if) => error_if.map(Predicate::ErrorIf),
        }
    }
}

fn labels(item: attr::Item, errors: &mut Errors) -> Option<Labels> {
    let Keyed { key, value } = item.expr_or_list("labels(method = request.method)", errors)?;
    let list = match value {
        Ok(literal) => return Some(Labels::Literal(literal)),
        Err(list) => list,
    };
    let (mut given, mut outcome, mut error) = (Vec::new(), None, None);
    let before = errors.count();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let name = input.call(Ident::parse_any)?;
            if input.peek(Token![=]) {
                input.parse::<Token![=]>()?;
                given.push((name, input.parse()?));
            } else if name == "outcome" {
                outcome = Some(name);
            } else if name == "error" {
                error = Some(name);
            } else {
                let message = Message::new(format!("label `{name}` needs a value"))
                    .help(format_args!("`{name} = {name}`"))
                    .note("only `outcome` and `error` stand alone: they are known at the end of the call");
                errors.push(name, message);
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(list.stream()) {
        errors.add(error);
    }
    (errors.count() == before).then_some(Labels::List { key, given, outcome, error })
}

/// Reads what the attribute stands on; `None` if that cannot be measured.
pub(super) fn target(of: Macro, item: TokenStream, errors: &mut Errors) -> Option<Target> {
    let mut target = None;
    let parser = |input: ParseStream<'_>| {
        target = read_target(of, input, errors)?;
        let _: TokenStream = input.parse()?;
        Ok(())
    };
    if let Err(error) = parser.parse2(item) {
        errors.add(error);
    }
    target
}

fn read_target(
    of: Macro,
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<Option<Target>> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis: Visibility = input.parse()?;
    if is_function(input) {
        return match function(attrs, vis, input)? {
            Ok(function) => Ok(Some(Target::Function(Box::new(function)))),
            Err(ident) => {
                let what = format!("`#[{}]` needs a function body", of.name());
                let message = Message::new(what)
                    .help("put it on the implementation")
                    .note("a function that lies elsewhere is measured where it is called");
                errors.push(ident, message);
                Ok(None)
            }
        };
    }
    let is_impl = input.peek(Token![impl]) || input.peek2(Token![impl]);
    if is_impl && of == Macro::Instrumented {
        return block(&attrs, input).map(|block| Some(Target::Impl(block)));
    }
    let _: Option<Token![unsafe]> = input.parse()?;
    let keyword = input.call(Ident::parse_any)?;
    let mut message = Message::new(format!("`#[{}]` goes on a function", of.name()));
    if is_impl {
        message = message.help("put it on each method");
    } else if keyword == "trait" {
        message = message.help("put it on the methods of an implementation");
    }
    errors.push(keyword, message);
    let _: TokenStream = input.parse()?;
    Ok(None)
}

/// Whether what comes is `fn`, with or without words before it.
fn is_function(input: ParseStream<'_>) -> bool {
    const BEFORE: [&str; 6] = ["default", "const", "async", "unsafe", "safe", "extern"];
    let ahead = input.fork();
    while let Ok(word) = ahead.call(Ident::parse_any) {
        if word == "fn" {
            return true;
        }
        if !BEFORE.iter().any(|before| word == before) {
            return false;
        }
        if word == "extern" {
            let _: syn::Result<Option<LitStr>> = ahead.parse();
        }
    }
    false
}

/// The function, or its name if it has no body.
fn function(
    attrs: Vec<Attribute>,
    vis: Visibility,
    input: ParseStream<'_>,
) -> syn::Result<Result<Function, Ident>> {
    let word = input.fork().call(Ident::parse_any)?;
    let has_prefix = word == "default" || word == "safe";
    let prefix = if has_prefix { Some(input.call(Ident::parse_any)?) } else { None };
    let sig: syn::Signature = input.parse()?;
    if !input.peek(token::Brace) {
        input.parse::<Token![;]>()?;
        return Ok(Err(sig.ident));
    }
    let body = input.parse()?;
    Ok(Ok(Function { attrs, vis, prefix, sig, body }))
}

fn block(attrs: &[Attribute], input: ParseStream<'_>) -> syn::Result<Impl> {
    let header = input.fork();
    let _: Option<Token![unsafe]> = input.parse()?;
    input.parse::<Token![impl]>()?;
    if input.peek(Token![<]) && !input.peek2(Token![<]) {
        input.parse::<Generics>()?;
    }
    let _: Option<Token![const]> = input.parse()?;
    let _: Option<Token![!]> = input.parse()?;
    let mut ty: Type = input.parse()?;
    if input.parse::<Option<Token![for]>>()?.is_some() {
        ty = input.parse()?;
    }
    let _: Option<syn::WhereClause> = input.parse()?;
    let mut before: TokenStream = attrs.iter().map(ToTokens::to_token_stream).collect();
    while header.cursor() != input.cursor() {
        before.extend(header.parse::<TokenTree>());
    }
    let braces: Group = input.parse()?;
    let items = items.parse2(braces.stream())?;
    Ok(Impl { header: before, name: last_word(&ty), braces, items })
}

fn items(input: ParseStream<'_>) -> syn::Result<Vec<Item>> {
    let inner = input.call(Attribute::parse_inner)?;
    let mut items = vec![Item::Other(inner.iter().map(ToTokens::to_token_stream).collect())];
    while !input.is_empty() {
        let start = input.fork();
        let attrs = input.call(Attribute::parse_outer)?;
        let vis: Visibility = input.parse()?;
        if is_function(input)
            && let Ok(function) = function(attrs, vis, input)?
        {
            items.push(Item::Function(Box::new(function)));
            continue;
        }
        let mut other = TokenStream::new();
        while !input.is_empty() {
            let ends = input.peek(Token![;]) || input.peek(token::Brace);
            let _: TokenTree = input.parse()?;
            if ends {
                break;
            }
        }
        while start.cursor() != input.cursor() {
            other.extend(start.parse::<TokenTree>());
        }
        items.push(Item::Other(other));
    }
    Ok(items)
}

/// `Shop` of `&crate::Shop<T>`; a type without a name as it is written.
fn last_word(ty: &Type) -> String {
    match ty {
        Type::Path(path) => last_of(&path.path),
        Type::Reference(reference) => last_word(&reference.elem),
        Type::Group(group) => last_word(&group.elem),
        Type::Paren(paren) => last_word(&paren.elem),
        other => crate::tokens::written(other),
    }
}

fn last_of(path: &Path) -> String {
    path.segments.last().map(|last| last.ident.unraw().to_string()).unwrap_or_default()
}

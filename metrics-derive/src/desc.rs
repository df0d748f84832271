//! `desc!`: parsing, rules and code.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, ExprAssign, ExprLit, Ident, Lit, LitStr, Path, Token};

use crate::attr::{self, Item, Keyed, Place, next_token, skip, skip_to_comma, ungrouped};
use crate::errors::{Errors, Message, did_you_mean, listed};
use crate::names::Alphabet;
use crate::rules;
use crate::tokens::{import, written};

/// What is written in a call.
#[derive(Default)]
struct Desc {
    krate: Option<Path>,
    name: Option<LitStr>,
    help: Option<Expr>,
    kind: Option<(Ident, &'static Kind)>,
    unit: Option<Keyed<LitStr>>,
    labels: Vec<Ident>,
    const_labels: Vec<(Ident, LitStr)>,
}

/// A kind of metric.
struct Kind {
    name: &'static str,
    /// As it is called in a sentence.
    word: &'static str,
    /// The label that metrics of this kind write themselves.
    reserved: Option<&'static str>,
}

const KINDS: [Kind; 7] = [
    Kind { name: "Counter", word: "counter", reserved: None },
    Kind { name: "Gauge", word: "gauge", reserved: None },
    Kind { name: "Summary", word: "summary", reserved: Some("quantile") },
    Kind { name: "Untyped", word: "untyped", reserved: None },
    Kind { name: "Histogram", word: "histogram", reserved: Some("le") },
    Kind { name: "Info", word: "info", reserved: None },
    Kind { name: "StateSet", word: "stateset", reserved: None },
];

/// What stands before the name.
const FIRST: Place = Place {
    attribute: "desc",
    keys: &[("crate", "crate = ::metrics")],
    elsewhere: &[],
    foreign: None,
};

/// What stands behind the help text.
const KEYS: Place = Place {
    attribute: "desc",
    keys: &[
        ("kind", "kind = Counter"),
        ("unit", "unit = \"bytes\""),
        ("labels", "labels(host)"),
        ("const_labels", "const_labels(tier = \"edge\")"),
    ],
    elsewhere: &[
        ("name", "is given without a key, as the first", "`desc!(\"…\", \"…\")`"),
        ("help", "is given without a key, behind the name", "`desc!(\"…\", \"…\")`"),
        ("crate", "comes first", "`desc!(crate = ::metrics, \"…\", \"…\")`"),
        ("const_label", "is one of a list", "`const_labels(tier = \"edge\")`"),
    ],
    foreign: None,
};

/// Expands a call. Beside errors stands what could be made of it, so that the rest of the user's
/// code is left in peace.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let desc = parse(input, &mut errors);
    check(&desc, &mut errors);
    tokens(&desc, errors)
}

fn parse(input: TokenStream, errors: &mut Errors) -> Desc {
    let mut desc = Desc::default();
    let parser = |input: ParseStream<'_>| {
        if input.peek(Token![crate]) && input.peek2(Token![=]) {
            match FIRST.read_item(input, errors) {
                Some(item) => desc.krate = item.crate_path(errors),
                None => skip_to_comma(input),
            }
            comma(input, errors);
        }
        if let Some(name) = argument(input, "name", errors) {
            desc.name = literal(name, errors);
            comma(input, errors);
            match argument(input, "help text", errors) {
                Some(help) => {
                    desc.help = Some(help);
                    comma(input, errors);
                }
                None => no_help(&desc, errors),
            }
        } else {
            let message = Message::new("a descriptor needs a name and a help text");
            let message = message.help("`desc!(\"orders_total\", \"Orders placed.\")`");
            errors.push(next_token(input), message);
        }
        for item in KEYS.items_of(input, errors) {
            key(item, &mut desc, errors);
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(input) {
        errors.add(error);
    }
    desc
}

fn key(item: Item, desc: &mut Desc, errors: &mut Errors) {
    match item.key.to_string().as_str() {
        "kind" => desc.kind = kind(item, errors),
        "unit" => desc.unit = item.unit(errors),
        "labels" => desc.labels = item.label_names(errors),
        _ => desc.const_labels = item.const_labels(errors),
    }
}

/// One of the two that have no key. `None` if what comes next is something else, which is left.
fn argument(input: ParseStream<'_>, what: &str, errors: &mut Errors) -> Option<Expr> {
    let is_key = match input.fork().call(Ident::parse_any) {
        Ok(ident) => KEYS.keys.iter().any(|(key, _)| ident == key) && !input.peek2(Token![::]),
        Err(_) => false,
    };
    if input.is_empty() || is_key {
        return None;
    }
    match input.parse() {
        // `name = "…"`
        Ok(Expr::Assign(ExprAssign { left, right, .. })) => {
            let message = Message::new(format!("the {what} is given without a key"));
            errors.push(left, message.help(format_args!("`{}`", written(&right))));
            Some(ungrouped(*right))
        }
        Ok(expr) => Some(ungrouped(expr)),
        Err(error) => {
            errors.add(error);
            skip_to_comma(input);
            Some(syn::parse_quote!(""))
        }
    }
}

fn comma(input: ParseStream<'_>, errors: &mut Errors) {
    if input.peek(Token![,]) {
        skip(input);
    } else if let Some(token) = next_token(input) {
        errors.push(token, "expected `,`");
    }
}

fn literal(name: Expr, errors: &mut Errors) -> Option<LitStr> {
    if let Expr::Lit(ExprLit { lit: Lit::Str(name), .. }) = name {
        return Some(name);
    }
    let message = Message::new("the name is a string literal")
        .help("write the name out; one that is made at run time goes to `Desc::builder`")
        .note("names are checked at compile time");
    errors.push(name, message);
    None
}

fn kind(item: Item, errors: &mut Errors) -> Option<(Ident, &'static Kind)> {
    let Keyed { value, .. } = item.expr("Counter", errors)?;
    let path = if let Expr::Path(path) = &value { Some(&path.path) } else { None };
    let word = path.and_then(|path| path.segments.last()).map(|segment| &segment.ident);
    if let Some(ident) = path.and_then(Path::get_ident)
        && let Some(kind) = KINDS.iter().find(|kind| ident == kind.name)
    {
        return Some((ident.clone(), kind));
    }
    let kinds = || KINDS.iter().map(|kind| kind.name);
    let message = Message::new(format!("`{}` is not a kind of metric", written(&value)));
    let message = match word.and_then(|word| did_you_mean(&word.to_string(), kinds())) {
        Some(near) => message.help(format_args!("`kind = {near}`")),
        None => message.help(format_args!("kinds: {}", listed(kinds()))),
    };
    errors.push(value, message);
    None
}

fn check(desc: &Desc, errors: &mut Errors) {
    if let Some(name) = &desc.name {
        let text = name.value();
        let instead = |name: &str| format!("`{name:?}`");
        attr::check_name(&text, "metric name", Alphabet::Metric, name, instead, errors);
        rules::check_first_character(&text, name, instead, errors);
        if let Some(unit) = &desc.unit {
            let instead = |fixed: &str, _: Option<&str>| format!("`{fixed:?}`");
            rules::check_unit_ends_name(&text, &unit.value, instead, errors);
        }
    }
    if let Some(Expr::Lit(ExprLit { lit: Lit::Str(help), .. })) = &desc.help
        && help.value().trim().is_empty()
    {
        no_help(desc, errors);
    }
    check_labels(&desc.labels, errors);
    rules::check_const_labels(&desc.const_labels, errors);
    check_overlap(desc, errors);
    check_reserved(desc, errors);
}

/// A metric without help is refused. Said at the empty help, or at the name.
fn no_help(desc: &Desc, errors: &mut Errors) {
    let Some(name) = &desc.name else { return };
    let help = format!("`desc!({}, \"…\")`", written(name));
    let message = rules::no_help(&name.value()).help(help);
    match &desc.help {
        Some(help) => errors.push(help, message),
        None => errors.push(name, message),
    }
}

/// Variable labels have label names, each once.
fn check_labels(labels: &[Ident], errors: &mut Errors) {
    for (i, label) in labels.iter().enumerate() {
        let name = label.unraw().to_string();
        let instead = |name: &str| format!("`{name}`");
        attr::check_label_name(&name, label, instead, errors);
        if labels.iter().take(i).any(|other| other.unraw() == name) {
            let message = Message::new(format!("label `{name}` is given twice"));
            errors.push(label, message.help("remove one"));
        }
    }
}

/// No label is both constant and variable.
fn check_overlap(desc: &Desc, errors: &mut Errors) {
    for (label, _) in &desc.const_labels {
        let name = label.unraw().to_string();
        if desc.labels.iter().any(|other| other.unraw() == name) {
            let message = Message::new(format!("label `{name}` is both constant and variable"))
                .help("remove it from `const_labels`, or rename the label");
            errors.push(label, message);
        }
    }
}

/// No label is one that the metric writes itself.
fn check_reserved(desc: &Desc, errors: &mut Errors) {
    let Some((_, Kind { word, reserved: Some(reserved), .. })) = &desc.kind else { return };
    let labels = desc.labels.iter().map(|label| (label, "label"));
    let const_labels = desc.const_labels.iter().map(|(label, _)| (label, "const label"));
    for (label, what) in labels.chain(const_labels).filter(|(label, _)| label.unraw() == reserved) {
        let message =
            format!("{what} `{reserved}` is reserved on a {word}, which writes it itself");
        errors.push(label, Message::new(message).help("rename the label"));
    }
}

fn tokens(desc: &Desc, errors: Errors) -> TokenStream {
    let import = import(desc.krate.as_ref());
    let name = desc.name.as_ref().map_or_else(|| quote!(""), |name| quote!(#name));
    let help = desc.help.as_ref().map_or_else(|| quote!(""), |help| quote!(#help));
    let kind = desc.kind.as_ref().map(|(kind, _)| quote!(.kind(__metrics_core::Kind::#kind)));
    let unit = desc.unit.as_ref().map(|Keyed { value, .. }| quote!(.unit(#value)));
    let labels = (!desc.labels.is_empty()).then(|| {
        let names = desc.labels.iter().map(|label| label.unraw().to_string());
        quote!(.labels([#(#names),*]))
    });
    let const_labels = (!desc.const_labels.is_empty()).then(|| {
        let labels = desc.const_labels.iter().map(|(name, value)| {
            let name = name.unraw().to_string();
            quote!((#name, #value))
        });
        quote!(.const_labels([#(#labels),*]))
    });
    let errors = errors.into_compile_errors();
    quote! {{
        #import
        #errors
        const __METRICS_HELP: &::core::primitive::str = #help;
        static __METRICS_DESC: __metrics::LazyLock<__metrics_core::Desc> =
            __metrics::LazyLock::new(|| {
                __metrics_core::Desc::builder(#name, __METRICS_HELP)
                    #kind
                    #unit
                    #labels
                    #const_labels
                    .build()
            });
        __metrics_core::ConstDesc::new(|| &__METRICS_DESC)
    }}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error stands at the whole call: there is no other token.
    #[test]
    fn a_call_without_arguments_is_told_what_to_write() {
        let tokens = expand(TokenStream::new()).to_string();
        assert!(tokens.contains("a descriptor needs a name and a help text"), "{tokens}");
    }
}

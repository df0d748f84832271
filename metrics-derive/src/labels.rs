//! `labels!`: parsing, rules and code.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, ExprLit, Ident, Lit, Path, Token, UnOp, parse_quote};

use crate::attr::{self, Place, next_token, skip, skip_to_comma, ungrouped};
use crate::errors::{Errors, Message};
use crate::tokens::{ends, runtime, written};

/// What is written in a call.
struct Labels {
    krate: Option<Path>,
    labels: Vec<Label>,
}

struct Label {
    ident: Ident,
    value: Expr,
}

impl Label {
    fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

/// What stands before the labels.
const FIRST: Place = Place {
    attribute: "labels",
    keys: &[("crate", "crate = ::metrics")],
    elsewhere: &[],
    foreign: None,
};

/// Expands a call. Beside errors stands what could be made of it, so that the rest of the user's
/// code is left in peace.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let labels = parse(input, &mut errors);
    check(&labels.labels, &mut errors);
    let pairs = tokens(labels);
    if errors.is_empty() {
        return pairs;
    }
    let errors = errors.into_compile_errors();
    quote!({ #errors #pairs })
}

fn parse(input: TokenStream, errors: &mut Errors) -> Labels {
    let mut labels = Labels { krate: None, labels: Vec::new() };
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if input.peek(Token![crate]) && input.peek2(Token![=]) {
                krate(input, &mut labels, errors);
            } else {
                match label(input, errors) {
                    Ok(label) => labels.labels.extend(label),
                    Err(error) => {
                        errors.add(error);
                        skip_to_comma(input);
                    }
                }
            }
            if input.peek(Token![,]) {
                skip(input);
            } else if let Some(token) = next_token(input) {
                errors.push(token, "expected `,`");
                skip_to_comma(input);
                skip(input);
            }
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(input) {
        errors.add(error);
    }
    labels
}

fn krate(input: ParseStream<'_>, labels: &mut Labels, errors: &mut Errors) {
    let Some(item) = FIRST.read_item(input, errors) else { return skip_to_comma(input) };
    if labels.krate.is_some() || !labels.labels.is_empty() {
        let message = Message::new("`crate` comes first, and once");
        errors.push(&item.key, message.help("`labels! { crate = ::metrics, zone: zone }`"));
    }
    labels.krate = item.crate_path(errors);
}

/// `name: value`, or `name` for the variable of that name. `None` if it was found wrong.
fn label(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Option<Label>> {
    if !input.peek(Ident::peek_any) {
        attr::not_a_label(input, |name| format!("{name}: …"), errors);
        skip_to_comma(input);
        return Ok(None);
    }
    let ident = input.call(Ident::parse_any)?;
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(Some(Label { value: parse_quote!(#ident), ident }));
    }
    if !input.peek(Token![:]) || input.peek(Token![::]) {
        let message = Message::new("expected `:`").help(format_args!("`{ident}: …`"));
        if let Some(token) = next_token(input) {
            errors.push(token, message);
        }
        skip_to_comma(input);
        return Ok(None);
    }
    skip(input);
    if input.is_empty() || input.peek(Token![,]) {
        let message = Message::new(format!("label `{ident}` needs a value"));
        errors.push(&ident, message.help(format_args!("`{ident}: …`")));
        return Ok(None);
    }
    let value = ungrouped(input.parse()?);
    Ok(Some(Label { ident, value }))
}

/// Names are those of labels, each once.
fn check(labels: &[Label], errors: &mut Errors) {
    for (i, label) in labels.iter().enumerate() {
        let name = label.name();
        let instead = |name: &str| format!("`{name}: {}`", written(&label.value));
        attr::check_label_name(&name, &label.ident, instead, errors);
        if labels.iter().take(i).any(|other| other.name() == name) {
            let message = Message::new(format!("label `{name}` is given twice"));
            errors.push(&label.ident, message.help("remove one"));
        }
    }
}

fn tokens(labels: Labels) -> TokenStream {
    let Labels { krate, mut labels } = labels;
    labels.sort_by_key(Label::name);
    let pairs = labels.iter().map(|label| {
        let (name, value) = (label.name(), &label.value);
        if let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = value {
            return quote!((#name, #text));
        }
        // All of it stands at the value: what is no label value is told there.
        let (at, _) = ends(value);
        let krate = runtime(krate.as_ref(), at);
        let text = match value {
            Expr::Reference(value) => quote_spanned!(at=> label_text(#value)),
            value if is_place(value) => quote_spanned!(at=> label_text(&#value)),
            value => quote_spanned!(at=> into_label_text(#value)),
        };
        let text = quote_spanned!(at=> &*#krate::LabelValue::#text);
        quote!((#name, #text))
    });
    let krate = runtime(krate.as_ref(), Span::call_site());
    quote!(#krate::LabelPairs { __pairs: [#(#pairs),*] })
}

/// Whether the value lies somewhere, so that it is borrowed there. A value that is made in the call
/// is taken: what it becomes lives as long as a variable that the labels are bound to.
fn is_place(value: &Expr) -> bool {
    match value {
        Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)),
        Expr::Paren(paren) => is_place(&paren.expr),
        _ => false,
    }
}

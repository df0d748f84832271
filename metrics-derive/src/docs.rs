//! Doc comments as help texts.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The text of a doc comment, as tokens of a constant `&'static str`. `None` if nothing is
/// written there.
///
/// Lines are trimmed and joined by spaces; an empty line begins a paragraph, which is a line of
/// the help. A `#[doc = …]` that is no literal, such as `include_str!`, is taken as it is.
pub(crate) fn help(attrs: &[Attribute]) -> Option<TokenStream> {
    let mut lines = String::new();
    let mut parts = Vec::new();
    for value in attrs.iter().filter_map(doc_value) {
        if let Some(text) = literal(value) {
            lines.push_str(&text);
            lines.push('\n');
        } else {
            parts.push(Part::Text(paragraphs(&std::mem::take(&mut lines))));
            parts.push(Part::Expr(value));
        }
    }
    let text = paragraphs(&lines);
    if parts.is_empty() {
        return (!text.is_empty()).then(|| quote!(#text));
    }
    parts.push(Part::Text(text));
    let parts = parts.iter().filter(|part| !part.is_empty()).map(Part::tokens);
    Some(quote!(<::core::primitive::str>::trim_ascii(::core::concat!(#(#parts),*))))
}

enum Part<'a> {
    Text(String),
    Expr(&'a Expr),
}

impl Part<'_> {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    fn tokens(&self) -> TokenStream {
        match self {
            Self::Text(text) => quote!("\n", #text, "\n"),
            Self::Expr(expr) => quote!(#expr),
        }
    }
}

/// What `#[doc = …]` says; `None` for other attributes, `#[doc(hidden)]` among them.
fn doc_value(attr: &Attribute) -> Option<&Expr> {
    match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => Some(&meta.value),
        _ => None,
    }
}

fn literal(mut expr: &Expr) -> Option<String> {
    while let Expr::Group(group) = expr {
        expr = &group.expr;
    }
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

/// Joins the lines of each paragraph.
fn paragraphs(text: &str) -> String {
    let stars = has_stars(text);
    let mut paragraphs = Vec::new();
    let mut paragraph = String::new();
    for line in text.lines() {
        let mut line = line.trim();
        if stars {
            line = line.strip_prefix('*').unwrap_or(line).trim_start();
        }
        if line.is_empty() {
            paragraphs.push(std::mem::take(&mut paragraph));
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
    }
    paragraphs.push(paragraph);
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n")
}

/// Whether this is a block comment whose every line but the first begins with `*`.
fn has_stars(text: &str) -> bool {
    let mut lines = text.lines().skip(1).map(str::trim).filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| line.starts_with('*'))
}

#[cfg(test)]
mod tests {
    use syn::{ItemStruct, parse_quote};

    use super::*;

    fn help_of(item: &ItemStruct) -> Option<String> {
        let text = help(&item.attrs)?;
        Some(syn::parse2::<syn::LitStr>(text).unwrap().value())
    }

    #[test]
    fn lines_are_joined_and_paragraphs_kept() {
        let item = parse_quote! {
            /// Requests finished,
            /// by method.
            ///
            ///
            ///   Without those in flight.
            struct A;
        };
        assert_eq!(
            help_of(&item).as_deref(),
            Some("Requests finished, by method.\nWithout those in flight.")
        );
    }

    #[test]
    fn every_form_of_literal_counts() {
        let item = parse_quote! {
            #[doc(hidden)]
            #[doc = "One"]
            #[doc = r#"two "quoted""#]
            struct A;
        };
        assert_eq!(help_of(&item).as_deref(), Some("One two \"quoted\""));
    }

    #[test]
    fn block_comments_lose_their_stars() {
        let item = parse_quote! {
            /** Requests
             * finished.
             *
             * All.
             */
            struct A;
        };
        assert_eq!(help_of(&item).as_deref(), Some("Requests finished.\nAll."));
        assert_eq!(paragraphs("* a list\nthat goes on"), "* a list that goes on");
    }

    #[test]
    fn nothing_is_no_help() {
        let item = parse_quote!(
            #[doc = "  "]
            #[derive(Debug)]
            struct A;
        );
        assert_eq!(help_of(&item), None);
    }

    #[test]
    fn other_values_are_handed_on() {
        let item: ItemStruct = parse_quote! {
            /// One.
            #[doc = include_str!("a.txt")]
            struct A;
        };
        let help = help(&item.attrs).unwrap().to_string();
        assert!(help.contains(r#""One." , "\n" , include_str ! ("a.txt")"#), "{help}");
    }
}

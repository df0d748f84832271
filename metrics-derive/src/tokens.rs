//! Pieces of code that several rooms emit.

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Generics, Ident, Path, Type, WherePredicate, parse_quote};

/// The statements that give generated code its names for the runtime crate and for what lies in
/// there for it alone. A path that the user wrote gives the first of them its place, so that an
/// unresolved one is underlined there.
pub(crate) fn import(path: Option<&Path>) -> TokenStream {
    let import = match path {
        None => quote!(
            use ::metrics_core as __metrics_core;
        ),
        Some(path) => {
            let (_, span) = ends(path);
            quote_spanned!(span=> use #path as __metrics_core;)
        }
    };
    quote! {
        #import
        use __metrics_core::__private as __metrics;
    }
}

/// The path of the runtime crate, for an expression, which has no place for an [`import`]. `at` is
/// its place unless the user wrote it.
pub(crate) fn runtime(path: Option<&Path>, at: Span) -> TokenStream {
    path.map_or_else(|| quote_spanned!(at=> ::metrics_core), |path| quote!(#path))
}

/// A number as it is written by hand, without its type.
pub(crate) fn number(n: usize) -> Literal {
    Literal::usize_unsuffixed(n)
}

/// `impl` with what stands before and between the braces, which is placed at the name of the
/// type: where the compiler lists the types that implement a trait, it shows that name and not
/// the macro's.
pub(crate) fn derived_impl(ident: &Ident, header: &TokenStream, items: TokenStream) -> TokenStream {
    let keyword = Ident::new("impl", ident.span());
    let mut body = Group::new(Delimiter::Brace, items);
    body.set_span(ident.span());
    quote!(#[automatically_derived] #keyword #header #body)
}

/// How the derived `new` makes the struct as a group of another one.
pub(crate) fn init_impl(
    ident: &Ident,
    generics: &Generics,
    arguments: &TokenStream,
) -> TokenStream {
    let mut generics = generics.clone();
    generics.params.push(parse_quote!(__MetricsS: __metrics::Spec));
    let (params, _, clause) = generics.split_for_impl();
    let this = self_at(ident);
    derived_impl(
        ident,
        &quote! {
            #params __metrics::Init<__MetricsS> for #ident #arguments #clause
        },
        quote!(const INIT: #this = Self::new();),
    )
}

/// `Self`, where the compiler may say that the struct is not well formed: at its name.
pub(crate) fn self_at(ident: &Ident) -> Ident {
    Ident::new("Self", ident.span())
}

/// That a collector can be shared, because a registry collects from any thread.
///
/// The binder makes the compiler take it for granted in the implementation, and ask for it where
/// the collector is used: a field that is wrong is told at the field, and not at the struct.
pub(crate) fn sharing_bound() -> WherePredicate {
    parse_quote!(for<'__metrics> Self: __metrics::SharedStruct)
}

/// `<ty as asked>::item`, placed so that it begins and ends where the type does: the compiler
/// then underlines all of the type and nothing else, and says only once that the type itself is
/// wrong.
pub(crate) fn item_of(ty: &Type, asked: &TokenStream, item: &str) -> TokenStream {
    let (first, last) = ends(ty);
    let item = Ident::new(item, last);
    let open = quote_spanned!(first=> <);
    quote!(#open #ty as #asked>::#item)
}

/// A call, placed so that it begins and ends where `written` does: what a constant function
/// refuses is underlined there.
pub(crate) fn placed_at(written: impl ToTokens, call: &TokenStream) -> TokenStream {
    let (first, last) = ends(written);
    let tokens: Vec<TokenTree> = call.clone().into_iter().collect();
    let end = tokens.len().saturating_sub(1);
    let placed = tokens.into_iter().enumerate().map(|(i, mut token)| {
        token.set_span(if i == end { last } else { first });
        token
    });
    placed.collect()
}

/// Code as a user would write it, for a message.
pub(crate) fn written(code: impl ToTokens) -> String {
    let mut text = String::new();
    write_tokens(code.into_token_stream(), &mut text);
    text
}

fn write_tokens(tokens: TokenStream, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write_tokens(group.stream(), text);
                text.truncate(text.trim_end_matches([',', ' ']).len());
                text.push_str(close);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                mark @ (',' | ';') => text.extend([mark, ' ']),
                '+' => text.push_str(" + "),
                mark => text.push(mark),
            },
            word => {
                if text.ends_with(|c: char| c == '_' || c.is_alphanumeric()) {
                    text.push(' ');
                }
                text.push_str(&word.to_string());
            }
        }
    }
}

/// The first and the last place of some code.
pub(crate) fn ends(written: impl ToTokens) -> (Span, Span) {
    let tokens = written.into_token_stream();
    let first = tokens.clone().into_iter().next().map_or_else(Span::call_site, |t| t.span());
    let last = tokens.into_iter().last().map_or(first, |t| t.span());
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_written_as_by_hand() {
        for code in ["CounterVec<Request<'static>, Bytes>", "[&'a str; 4]", "f(-1.5, a::B)"] {
            let tokens: TokenStream = code.parse().unwrap();
            assert_eq!(written(tokens), code);
        }
        assert_eq!(written(quote!([1, 2,])), "[1, 2]");
    }
}

//! Numbers as they are written in attributes.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, ExprPath, ExprUnary, Lit, UnOp};

/// The value of a literal, with its sign.
pub(crate) fn number(expr: &Expr) -> Option<f64> {
    match expr {
        Expr::Group(group) => number(&group.expr),
        Expr::Paren(paren) => number(&paren.expr),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => number(expr).map(|number| -number),
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => number.base10_parse().ok(),
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse().ok(),
        _ => None,
    }
}

/// An `f64` where the user wrote a number of some other form.
pub(crate) fn spanned_literal(number: f64, at: &impl ToTokens) -> TokenStream {
    let mut literal = Literal::f64_suffixed(number.abs());
    let span = at.to_token_stream().span();
    literal.set_span(span);
    if number.is_sign_negative() { quote_spanned!(span=> -#literal) } else { quote!(#literal) }
}

/// Whether this is a constant by its last name: `f64::NAN`, `NAN`.
pub(crate) fn is_constant(expr: &Expr, name: &str) -> bool {
    let Expr::Path(ExprPath { qself: None, path, .. }) = expr else { return false };
    path.segments.last().is_some_and(|last| last.ident == name)
}

/// Whether this is one of the constants that are no numbers to reckon with: infinite or NaN.
pub(crate) fn is_not_finite(expr: &Expr) -> bool {
    ["NAN", "INFINITY", "NEG_INFINITY"].iter().any(|name| is_constant(expr, name))
}

/// A number for a message: without the digits that a division leaves behind.
pub(crate) fn rounded(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

//! The value of `quantiles`: a list of ranks with their errors, or a constant.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, ExprArray, ExprReference, ExprTuple, Lit};

use crate::errors::{Errors, Message};
use crate::numbers::{is_not_finite, number, rounded, spanned_literal};
use crate::tokens::written;

/// How a quantile is written.
const PAIR: &str = "a quantile is a pair of numbers, its rank and its error in rank";

/// Reads the quantiles, as tokens of a constant `&'static [(f64, f64)]`.
pub(crate) fn tokens(value: &Expr, errors: &mut Errors) -> TokenStream {
    match value {
        Expr::Array(list) => list_tokens(list, errors),
        Expr::Reference(ExprReference { expr: list, mutability: None, .. })
            if matches!(**list, Expr::Array(_)) =>
        {
            tokens(list, errors)
        }
        Expr::Lit(_) | Expr::Tuple(_) | Expr::Unary(_) => {
            let message = Message::new("`quantiles` takes a list of quantiles");
            let pair = match (value, number(value).filter(|rank| is_share(*rank))) {
                (Expr::Tuple(pair), _) => written(pair),
                (_, Some(rank)) => suggested(rank),
                _ => "(0.5, 0.05), (0.99, 0.001)".to_owned(),
            };
            errors.push(value, message.help(format_args!("`quantiles = [{pair}]`")));
            quote!(&[])
        }
        other => quote!(#other),
    }
}

fn list_tokens(list: &ExprArray, errors: &mut Errors) -> TokenStream {
    if list.elems.is_empty() {
        let message = Message::new("no quantile is listed")
            .help("list some, or leave `quantiles` out for a summary of count and sum");
        errors.push(list, message);
    }
    let mut before = Vec::new();
    let quantiles = list.elems.iter().map(|quantile| {
        let Some((rank, error)) = pair(quantile, errors) else { return quote!(#quantile) };
        let (rank, error) = (Part::of(rank), Part::of(error));
        check_rank(&rank, &before, errors);
        check_error(&rank, &error, errors);
        before.extend(rank.value);
        quote!((#rank, #error))
    });
    let quantiles: Vec<_> = quantiles.collect();
    quote!(&[#(#quantiles),*])
}

/// Rank and error, unless it is a constant or no quantile.
fn pair<'a>(quantile: &'a Expr, errors: &mut Errors) -> Option<(&'a Expr, &'a Expr)> {
    match quantile {
        Expr::Tuple(ExprTuple { elems, .. }) if elems.len() == 2 => {
            return Some((&elems[0], &elems[1]));
        }
        Expr::Group(group) => return pair(&group.expr, errors),
        Expr::Lit(_) | Expr::Unary(_) | Expr::Paren(_) => {
            let rank = number(quantile);
            let message = Message::new(match rank {
                Some(_) => format!("quantile `{}` has no error", written(quantile)),
                None => PAIR.to_owned(),
            });
            let example = suggested(rank.and_then(meant).unwrap_or(0.99));
            let message = message.help(format_args!("`{example}`"));
            errors.push(
                quantile,
                match rank {
                    Some(_) => message.note("how far the value's rank may be off"),
                    None => message,
                },
            );
        }
        Expr::Tuple(_) | Expr::Array(_) => {
            errors.push(quantile, Message::new(PAIR).help("`(0.99, 0.001)`"));
        }
        // A constant pair.
        _ => {}
    }
    None
}

/// A rank, or an error.
struct Part<'a> {
    expr: &'a Expr,
    value: Option<f64>,
}

impl<'a> Part<'a> {
    fn of(expr: &'a Expr) -> Self {
        Self { expr, value: number(expr) }
    }

    /// Whether it is surely none: not between 0 and 1, or no number at all.
    fn is_wrong(&self) -> bool {
        match self.value {
            Some(value) => !is_share(value),
            None => is_not_finite(self.expr) || self.is_of_another_type(),
        }
    }

    fn is_of_another_type(&self) -> bool {
        matches!(self.expr, Expr::Lit(_) | Expr::Tuple(_) | Expr::Array(_))
    }

    /// The number that a text was meant to be.
    fn in_text(&self) -> Option<f64> {
        let Expr::Lit(lit) = self.expr else { return None };
        let Lit::Str(text) = &lit.lit else { return None };
        text.value().trim().trim_end_matches('%').parse().ok()
    }

    fn refuse(&self, what: String, errors: &mut Errors) {
        let message = Message::new(what);
        errors.push(
            self.expr,
            match self.value.or_else(|| self.in_text()).and_then(meant) {
                Some(meant) => message.help(format_args!("did you mean `{}`?", rounded(meant))),
                None => message,
            },
        );
    }
}

impl ToTokens for Part<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self.value {
            Some(number) if number.is_finite() => {
                tokens.extend(spanned_literal(number, self.expr));
            }
            _ => self.expr.to_tokens(tokens),
        }
    }
}

fn check_rank(rank: &Part<'_>, before: &[f64], errors: &mut Errors) {
    let text = written(rank.expr);
    if rank.is_of_another_type() && rank.value.is_none() {
        rank.refuse("the rank of a quantile is a number".to_owned(), errors);
    } else if rank.is_wrong() {
        rank.refuse(format!("quantile `{text}` is not between 0 and 1"), errors);
    } else if rank.value.is_some_and(|value| before.contains(&value)) {
        let message = Message::new(format!("quantile `{text}` is listed twice"));
        errors.push(rank.expr, message.help("remove one"));
    }
}

fn check_error(rank: &Part<'_>, error: &Part<'_>, errors: &mut Errors) {
    let of = written(rank.expr);
    if error.is_of_another_type() && error.value.is_none() {
        error.refuse(format!("the error of quantile `{of}` is a number"), errors);
    } else if error.is_wrong() {
        error.refuse(format!("the error of quantile `{of}` must be between 0 and 1"), errors);
    }
}

fn is_share(number: f64) -> bool {
    (0.0..=1.0).contains(&number)
}

/// The share that a number was meant to be: a percentage, the digits behind the point, or one with
/// a sign too many.
fn meant(number: f64) -> Option<f64> {
    let number = number.abs();
    let scales = [1.0, 100.0, 1_000.0, 10_000.0];
    scales.into_iter().map(|scale| number / scale).find(|share| is_share(*share))
}

/// A rank with a usual error: a tenth of its distance to the nearer end.
fn suggested(rank: f64) -> String {
    let error = rank.min(1.0 - rank) / 10.0;
    format!("({}, {})", rounded(rank), rounded(error))
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn read(value: &Expr) -> Result<String, String> {
        let mut errors = Errors::new();
        let tokens = tokens(value, &mut errors);
        if errors.is_empty() {
            Ok(written(tokens))
        } else {
            Err(errors.into_compile_errors().to_string())
        }
    }

    #[test]
    fn lists_and_constants() {
        let list = read(&parse_quote!([(0.5, 0.05), (1, 0), MEDIAN, (TOP, TINY)]));
        assert_eq!(list.unwrap(), "&[(0.5f64, 0.05f64), (1f64, 0f64), MEDIAN, (TOP, TINY)]");
        assert_eq!(read(&parse_quote!(slo::QUANTILES)).unwrap(), "slo::QUANTILES");
    }

    #[test]
    fn what_cannot_be_quantiles_is_refused() {
        let refused = |value: Expr, what: &str| {
            let error = read(&value).unwrap_err();
            assert!(error.contains(what), "{error}");
        };
        refused(parse_quote!([]), "no quantile");
        refused(parse_quote!([(99, 0.001)]), "did you mean `0.99`?");
        refused(parse_quote!([(99.9, 0.001)]), "did you mean `0.999`?");
        refused(parse_quote!([(999, 0.001)]), "did you mean `0.999`?");
        refused(parse_quote!([(-0.5, 0.05)]), "did you mean `0.5`?");
        refused(parse_quote!([(f64::NAN, 0.05)]), "not between 0 and 1");
        refused(parse_quote!([(0.5, 5)]), "did you mean `0.05`?");
        refused(parse_quote!([(0.5, f64::INFINITY)]), "must be between 0 and 1");
        refused(parse_quote!([(0.5, 0.05), (0.50, 0.01)]), "listed twice");
        refused(parse_quote!([0.99]), "`(0.99, 0.001)`");
        refused(parse_quote!([0.9, (0.5,)]), "pair of numbers");
        refused(parse_quote!(0.5), "`quantiles = [(0.5, 0.05)]`");
        refused(parse_quote!((0.5, 0.01)), "`quantiles = [(0.5, 0.01)]`");
        refused(parse_quote!([("99%", 0.01)]), "did you mean `0.99`?");
    }
}

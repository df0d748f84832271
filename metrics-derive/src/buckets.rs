//! The value of `buckets`: a list of bounds, a function that makes them, or a constant.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprArray, ExprCall, ExprLit, ExprReference, ExprUnary, Lit, UnOp};

use crate::errors::{Errors, Message};

/// Above this, a count is a slip of the finger.
const MAX_COUNT: usize = 10_000;

/// Reads the bounds, as tokens of a constant `&'static [f64]`.
pub(crate) fn tokens(value: &Expr, errors: &mut Errors) -> TokenStream {
    match value {
        Expr::Array(list) => list_tokens(list, errors),
        Expr::Reference(ExprReference { expr: list, mutability: None, .. })
            if matches!(**list, Expr::Array(_)) =>
        {
            tokens(list, errors)
        }
        Expr::Call(call) => call_tokens(call, errors),
        Expr::Lit(lit) => {
            let message = Message::new("`buckets` takes a list of numbers");
            let inner = match &lit.lit {
                Lit::Str(text) => text.value(),
                other => other.to_token_stream().to_string(),
            };
            let inner = inner.trim().trim_start_matches('[').trim_end_matches(']');
            errors.push(lit, message.help(format_args!("`buckets = [{inner}]`")));
            quote!(&[])
        }
        other => quote!(#other),
    }
}

fn list_tokens(list: &ExprArray, errors: &mut Errors) -> TokenStream {
    if list.elems.is_empty() {
        let message = Message::new("a histogram needs a bucket")
            .help("list bounds, or leave `buckets` out for the default ones");
        errors.push(list, message);
        return quote!(&[]);
    }
    let numbers: Vec<Option<f64>> =
        list.elems.iter().map(|bound| bound_value(bound, errors)).collect();
    check_increasing(list, &numbers, errors);
    let bounds = list.elems.iter().zip(&numbers).map(|(bound, number)| match number {
        Some(number) if number.is_finite() => spanned_literal(*number, bound),
        _ => quote!(#bound),
    });
    quote!(&[#(#bounds),*])
}

/// The bound, if the macro can know it.
fn bound_value(bound: &Expr, errors: &mut Errors) -> Option<f64> {
    if let Some(number) = number(bound) {
        return Some(number);
    }
    match bound {
        Expr::Lit(lit) => {
            let message = Message::new("a bucket bound is a number");
            errors.push(
                lit,
                match &lit.lit {
                    Lit::Str(text) if text.value().trim().parse::<f64>().is_ok() => {
                        message.help(format_args!("`{}`", text.value().trim()))
                    }
                    _ => message,
                },
            );
        }
        Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "NAN") => {
            errors.push(path, "a bucket bound cannot be NaN");
        }
        _ => {}
    }
    None
}

fn check_increasing(list: &ExprArray, numbers: &[Option<f64>], errors: &mut Errors) {
    let bounds = list.elems.iter().zip(numbers);
    let pairs = bounds.clone().zip(bounds.skip(1));
    for ((before, before_value), (bound, value)) in pairs {
        let (Some(before_value), Some(value)) = (before_value, value) else { continue };
        let text = |bound: &Expr| bound.to_token_stream().to_string().replace(' ', "");
        if value == before_value {
            let message = Message::new(format!("bucket `{}` is listed twice", text(bound)));
            errors.push(bound, message.help("remove one"));
        } else if value < before_value {
            let what = format!(
                "buckets must increase, and `{}` comes after `{}`",
                text(bound),
                text(before)
            );
            let mut message = Message::new(what);
            if let Some(sorted) = sorted(list, numbers) {
                message = message.help(format_args!("`[{sorted}]`"));
            }
            errors.push(bound, message);
            // The help has told it all.
            return;
        }
    }
}

/// The bounds in order, if all are known.
fn sorted(list: &ExprArray, numbers: &[Option<f64>]) -> Option<String> {
    let known: Option<Vec<f64>> = numbers.iter().copied().collect();
    let mut bounds: Vec<(f64, String)> = known?
        .into_iter()
        .zip(list.elems.iter().map(|bound| bound.to_token_stream().to_string().replace(' ', "")))
        .collect();
    bounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    bounds.dedup_by(|a, b| a.0 == b.0);
    Some(bounds.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(", "))
}

type Make = fn(&[(f64, &Expr)], usize, &mut Errors) -> Option<Vec<f64>>;

/// The function that is called, if it is one of ours: a path of one word.
fn function(call: &ExprCall) -> Option<(&'static str, Make)> {
    let Expr::Path(path) = &*call.func else { return None };
    let name = path.path.get_ident()?;
    let functions: [(&str, Make); 3] = [
        ("linear", linear),
        ("exponential", exponential),
        ("exponential_range", exponential_range),
    ];
    functions.into_iter().find(|(known, _)| name == known)
}

fn call_tokens(call: &ExprCall, errors: &mut Errors) -> TokenStream {
    let Some((name, make)) = function(call) else { return quote!(#call) };
    let form = match name {
        "linear" => "linear(start, width, count)",
        "exponential" => "exponential(start, factor, count)",
        _ => "exponential_range(min, max, count)",
    };
    let nothing = quote!(&[]);
    let [first, second, count] = &call.args.iter().collect::<Vec<_>>()[..] else {
        let what = format!("`{name}` takes three numbers, and here are {}", call.args.len());
        errors.push(call, Message::new(what).help(format_args!("`{form}`")));
        return nothing;
    };
    let mut arguments = Vec::new();
    for argument in [first, second] {
        match number(argument) {
            Some(number) if number.is_finite() => arguments.push((number, *argument)),
            _ => errors.push(argument, not_a_literal(name)),
        }
    }
    let Some(count) = count_value(count, name, errors) else { return nothing };
    if arguments.len() < 2 {
        return nothing;
    }
    let Some(bounds) = make(&arguments, count, errors) else { return nothing };
    if let Some(i) = bounds.iter().position(|bound| !bound.is_finite()) {
        errors.push(call, format!("bucket {} is out of the range of `f64`", i + 1));
        return nothing;
    }
    if let Some(i) = bounds.windows(2).position(|pair| pair[1] <= pair[0]) {
        let what = format!("buckets {} and {} are equal: the step is too small", i + 1, i + 2);
        errors.push(call, what);
        return nothing;
    }
    let bounds = bounds.iter().map(|&bound| spanned_literal(bound, call));
    quote!(&[#(#bounds),*])
}

fn not_a_literal(name: &str) -> Message {
    let message = Message::new(format!("`{name}` takes numbers written out"));
    if name == "exponential_range" {
        return message;
    }
    message.help(format_args!(
        "`const BOUNDS: &[f64] = &buckets::{name}::<N>(…);`, and here `buckets = BOUNDS`"
    ))
}

fn count_value(count: &Expr, name: &str, errors: &mut Errors) -> Option<usize> {
    let Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) = count else {
        let message = match count {
            Expr::Lit(_) | Expr::Unary(_) => Message::new("the count of buckets is a whole number"),
            _ => not_a_literal(name),
        };
        errors.push(count, message);
        return None;
    };
    match number.base10_parse::<usize>() {
        Ok(0) => errors.push(count, "a histogram needs at least one bucket"),
        Ok(number) if number <= MAX_COUNT => return Some(number),
        _ => {
            let message = Message::new(format!("`{number}` buckets are too many"));
            errors.push(count, message.note(format_args!("at most {MAX_COUNT}")));
        }
    }
    None
}

fn linear(arguments: &[(f64, &Expr)], count: usize, errors: &mut Errors) -> Option<Vec<f64>> {
    let [(start, _), (width, at)] = arguments else { return None };
    if *width <= 0.0 {
        errors.push(at, "the width must be above 0");
        return None;
    }
    Some(std::iter::successors(Some(*start), |bound| Some(bound + width)).take(count).collect())
}

fn exponential(arguments: &[(f64, &Expr)], count: usize, errors: &mut Errors) -> Option<Vec<f64>> {
    let [(start, start_at), (factor, factor_at)] = arguments else { return None };
    if *start <= 0.0 {
        errors.push(start_at, "the first bound must be above 0");
    }
    if *factor <= 1.0 {
        errors.push(factor_at, "the factor must be above 1");
    }
    let bounds = std::iter::successors(Some(*start), |bound| Some(bound * factor));
    (*start > 0.0 && *factor > 1.0).then(|| bounds.take(count).collect())
}

fn exponential_range(
    arguments: &[(f64, &Expr)],
    count: usize,
    errors: &mut Errors,
) -> Option<Vec<f64>> {
    let [(min, min_at), (max, max_at)] = arguments else { return None };
    if *min <= 0.0 {
        errors.push(min_at, "the first bound must be above 0");
    } else if max <= min {
        errors.push(max_at, "the last bound must be above the first one");
    }
    if *min <= 0.0 || max <= min {
        return None;
    }
    let factor = (max / min).powf(1.0 / (count as f64 - 1.0));
    // Bit for bit what the runtime crate and the Go client compute.
    let bound = |i: usize| if i == 0 { *min } else { min * factor.powf(i as f64) };
    Some((0..count).map(bound).collect())
}

/// The value of a literal, with its sign.
fn number(expr: &Expr) -> Option<f64> {
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
fn spanned_literal(number: f64, at: &impl ToTokens) -> TokenStream {
    let mut literal = Literal::f64_suffixed(number.abs());
    let span = at.to_token_stream().span();
    literal.set_span(span);
    if number.is_sign_negative() { quote_spanned!(span=> -#literal) } else { quote!(#literal) }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn read(value: &Expr) -> Result<Vec<f64>, String> {
        let mut errors = Errors::new();
        let tokens = tokens(value, &mut errors);
        if !errors.is_empty() {
            return Err(errors.into_compile_errors().to_string());
        }
        let list: ExprReference = syn::parse2(tokens).unwrap();
        let Expr::Array(list) = *list.expr else { panic!("no list") };
        Ok(list.elems.iter().map(|bound| number(bound).unwrap()).collect())
    }

    #[test]
    fn lists_and_functions() {
        assert_eq!(read(&parse_quote!([-1, 0, 2.5])), Ok(vec![-1.0, 0.0, 2.5]));
        assert_eq!(read(&parse_quote!(&[1, 2])), Ok(vec![1.0, 2.0]));
        assert_eq!(read(&parse_quote!(linear(-2, 1.5, 3))), Ok(vec![-2.0, -0.5, 1.0]));
        assert_eq!(read(&parse_quote!(exponential(0.5, 2, 4))), Ok(vec![0.5, 1.0, 2.0, 4.0]));
        let range = read(&parse_quote!(exponential_range(1, 100, 3))).unwrap();
        assert_eq!(range[0], 1.0);
        assert!((range[2] - 100.0).abs() < 1e-9);
        assert_eq!(read(&parse_quote!(exponential_range(1, 100, 1))), Ok(vec![1.0]));
    }

    #[test]
    fn what_cannot_be_bounds_is_refused() {
        let refused = |value: Expr, what: &str| {
            let error = read(&value).unwrap_err();
            assert!(error.contains(what), "{error}");
        };
        refused(parse_quote!([]), "needs a bucket");
        refused(parse_quote!([1, 1.0]), "listed twice");
        refused(parse_quote!([2, 3, 1]), "[1, 2, 3]");
        refused(parse_quote!("1, 2"), "`buckets = [1, 2]`");
        refused(parse_quote!(linear(0, 0, 3)), "width");
        refused(parse_quote!(exponential(0, 2, 3)), "first bound");
        refused(parse_quote!(exponential(1, 1, 3)), "factor");
        refused(parse_quote!(exponential(1, 2, 0)), "at least one");
        refused(parse_quote!(exponential(1, 2)), "three numbers");
        refused(parse_quote!(exponential(1, FACTOR, 3)), "written out");
        refused(parse_quote!(exponential(1, 1e300, 3)), "out of the range");
    }
}

//! The value of `buckets`: a list of bounds, a function that makes them, or a constant.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, ExprArray, ExprCall, ExprLit, ExprReference, Lit};

use crate::errors::{Errors, Message};
use crate::numbers::{is_constant, number, spanned_literal};
use crate::tokens::written;

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
    let mut numbers: Vec<Option<f64>> = Vec::new();
    for (i, bound) in (1..).zip(&list.elems) {
        numbers.push(bound_value(bound, errors));
        if is_constant(bound, "INFINITY") && i < list.elems.len() {
            let message = Message::new("the `+Inf` bucket is added for you");
            errors.push(bound, message.help(format_args!("remove `{}`", written(bound))));
        }
    }
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
        path if is_constant(path, "NAN") => errors.push(path, "a bucket bound cannot be NaN"),
        _ => {}
    }
    None
}

fn check_increasing(list: &ExprArray, numbers: &[Option<f64>], errors: &mut Errors) {
    let bounds = list.elems.iter().zip(numbers);
    let pairs = bounds.clone().zip(bounds.skip(1));
    for ((before, before_value), (bound, value)) in pairs {
        let (Some(before_value), Some(value)) = (before_value, value) else { continue };
        if value == before_value {
            let message = Message::new(format!("bucket `{}` is listed twice", written(bound)));
            errors.push(bound, message.help("remove one"));
        } else if value < before_value {
            let what = format!(
                "buckets must increase, and `{}` comes after `{}`",
                written(bound),
                written(before)
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
    let mut bounds: Vec<(f64, String)> =
        known?.into_iter().zip(list.elems.iter().map(written)).collect();
    bounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    bounds.dedup_by(|a, b| a.0 == b.0);
    Some(bounds.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(", "))
}

/// A call of one of our functions, which all take two numbers and a count.
struct Call<'a> {
    name: &'static str,
    arguments: [&'a Expr; 3],
}

type Make = fn(&Call<'_>, [f64; 2], usize, &mut Errors) -> Option<Vec<f64>>;

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
    let [first, second, count] = call.args.iter().collect::<Vec<_>>()[..] else {
        let what = format!("`{name}` takes three numbers, and here are {}", call.args.len());
        errors.push(call, Message::new(what).help(format_args!("`{form}`")));
        return nothing;
    };
    let ours = Call { name, arguments: [first, second, count] };
    let numbers = [first, second].map(|argument| {
        let number = number(argument).filter(|number| number.is_finite());
        if number.is_none() {
            errors.push(argument, ours.not_a_literal());
        }
        number
    });
    let count = ours.count(errors);
    let [Some(first), Some(second)] = numbers else { return nothing };
    let bounds = make(&ours, [first, second], count.unwrap_or(1), errors);
    let (Some(bounds), Some(_)) = (bounds, count) else { return nothing };
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

impl Call<'_> {
    /// Says that an argument is wrong, and how the call is written with others in their place.
    fn refuse<'a>(
        &self,
        argument: usize,
        what: &str,
        instead: impl IntoIterator<Item = (usize, &'a str)>,
        errors: &mut Errors,
    ) {
        let mut arguments = self.arguments.map(written);
        for (i, text) in instead {
            text.clone_into(&mut arguments[i]);
        }
        let help = format!("`{}({})`", self.name, arguments.join(", "));
        errors.push(self.arguments[argument], Message::new(what).help(help));
    }

    fn not_a_literal(&self) -> Message {
        let Self { name, .. } = self;
        let message = Message::new(format!("`{name}` takes numbers written out"));
        if *name == "exponential_range" {
            return message;
        }
        message.help(format_args!(
            "`const BOUNDS: &[f64] = &buckets::{name}::<N>(…);`, and here `buckets = BOUNDS`"
        ))
    }

    fn count(&self, errors: &mut Errors) -> Option<usize> {
        let at = self.arguments[2];
        let Expr::Lit(ExprLit { lit: Lit::Int(count), .. }) = at else {
            let count = match at {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => text.value().parse().ok(),
                _ => number(at),
            };
            if count.is_none() && !matches!(at, Expr::Lit(_) | Expr::Unary(_)) {
                errors.push(at, self.not_a_literal());
                return None;
            }
            let count = count.map(f64::trunc).filter(|count| (1.0..=100.0).contains(count));
            let count = count.unwrap_or(8.0).to_string();
            self.refuse(2, "the count of buckets is a whole number", [(2, &*count)], errors);
            return None;
        };
        match count.base10_parse::<usize>() {
            Ok(0) => self.refuse(2, "a histogram needs at least one bucket", [(2, "8")], errors),
            Ok(count) if count <= MAX_COUNT => return Some(count),
            _ => {
                let message = Message::new(format!("`{count}` buckets are too many"));
                errors.push(at, message.note(format_args!("at most {MAX_COUNT}")));
            }
        }
        None
    }
}

fn linear(
    call: &Call<'_>,
    [start, width]: [f64; 2],
    count: usize,
    errors: &mut Errors,
) -> Option<Vec<f64>> {
    if width <= 0.0 {
        call.refuse(1, "the width must be above 0", [(1, "1")], errors);
        return None;
    }
    Some(std::iter::successors(Some(start), |bound| Some(bound + width)).take(count).collect())
}

fn exponential(
    call: &Call<'_>,
    [start, factor]: [f64; 2],
    count: usize,
    errors: &mut Errors,
) -> Option<Vec<f64>> {
    let wrong = [(0, "0.001", start <= 0.0), (1, "2", factor <= 1.0)];
    let instead = wrong.iter().filter(|(.., wrong)| *wrong).map(|&(i, text, _)| (i, text));
    if start <= 0.0 {
        call.refuse(0, "the first bound must be above 0", instead.clone(), errors);
    }
    if factor <= 1.0 {
        call.refuse(1, "the factor must be above 1", instead, errors);
    }
    let bounds = std::iter::successors(Some(start), |bound| Some(bound * factor));
    (start > 0.0 && factor > 1.0).then(|| bounds.take(count).collect())
}

fn exponential_range(
    call: &Call<'_>,
    [min, max]: [f64; 2],
    count: usize,
    errors: &mut Errors,
) -> Option<Vec<f64>> {
    let ends = [call.arguments[0], call.arguments[1]].map(written);
    if min <= 0.0 {
        let max = if max > 0.001 { &*ends[1] } else { "10" };
        let instead = [(0, "0.001"), (1, max)];
        call.refuse(0, "the first bound must be above 0", instead, errors);
        return None;
    }
    if max <= min {
        let above = (min * 1000.0).to_string();
        let instead = if 0.0 < max && max < min {
            [(0, &*ends[1]), (1, &*ends[0])]
        } else {
            [(0, &*ends[0]), (1, &*above)]
        };
        call.refuse(1, "the last bound must be above the first one", instead, errors);
        return None;
    }
    let factor = (max / min).powf(1.0 / (count as f64 - 1.0));
    // Bit for bit what the runtime crate and the Go client compute.
    let bound = |i: usize| if i == 0 { min } else { min * factor.powf(i as f64) };
    Some((0..count).map(bound).collect())
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

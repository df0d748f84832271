//! The value of `native`: a factor, or all that a native histogram is told.

use proc_macro2::{Group, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Expr, Ident, Lit};

use crate::attr::{Item, Keyed, Place};
use crate::durations;
use crate::errors::{Errors, Message};
use crate::numbers::{is_not_finite, number, spanned_literal};
use crate::tokens::{placed_at, written};

const KEYS: Place = Place {
    attribute: "native",
    keys: &[
        ("factor", "factor = 1.1"),
        ("max_buckets", "max_buckets = 160"),
        ("zero_threshold", "zero_threshold = 1e-9"),
        ("max_zero_threshold", "max_zero_threshold = 0.001"),
        ("min_reset", "min_reset = \"1h\""),
        ("max_exemplars", "max_exemplars = 10"),
        ("exemplar_ttl", "exemplar_ttl = \"5m\""),
    ],
    elsewhere: &[
        ("buckets", "stands beside `native`", "`native(…), buckets = […]`"),
        ("schema", "follows from the factor", "`factor = 1.1`, which makes schema 3"),
    ],
    foreign: None,
};

/// What a native histogram is told.
pub(crate) struct Native {
    /// A constant `NativeOptions`.
    pub(crate) options: TokenStream,
    /// What the compiler has to check because the macro cannot: each a check of the options, with
    /// the code that it is about.
    checks: Vec<(&'static str, Expr)>,
}

impl Native {
    /// Checks of `options`, each at the number that it is about.
    pub(crate) fn checks(&self, options: &TokenStream) -> impl Iterator<Item = TokenStream> {
        self.checks.iter().map(move |(check, written)| {
            let check = Ident::new(check, written.span());
            placed_at(written, &quote!(__metrics_core::__private::#check(#options)))
        })
    }
}

/// Reads what stands behind the key.
pub(crate) fn native(value: &Result<Expr, Group>, errors: &mut Errors) -> Native {
    let mut native = Native {
        options: quote!(__metrics_core::__private::NativeOptions::new()),
        checks: Vec::new(),
    };
    match value {
        Ok(factor) => {
            native.number(&Number { name: "native", ..FACTOR }, factor, errors);
        }
        Err(list) if list.stream().is_empty() => {
            let message = Message::new("`native` says nothing here")
                .help("`native(max_buckets = 160)`, or remove it");
            errors.push(list, message);
        }
        Err(list) => {
            let mut items = Vec::new();
            let parser = |input: ParseStream<'_>| {
                items = KEYS.rest(input, errors);
                Ok(())
            };
            if let Err(error) = parser.parse2(list.stream()) {
                errors.add(error);
            }
            for item in items {
                native.item(item, errors);
            }
        }
    }
    native
}

/// A number that is told, and which there may be.
#[derive(Clone, Copy)]
struct Number {
    name: &'static str,
    /// The method of `NativeOptions`.
    method: &'static str,
    check: &'static str,
    is_legal: fn(f64) -> bool,
    must_be: &'static str,
    example: &'static str,
}

const FACTOR: Number = Number {
    name: "factor",
    method: "bucket_factor",
    check: "check_factor",
    is_legal: |factor| factor > 1.0,
    must_be: "the factor of native buckets must be above 1",
    example: "1.1",
};

const ZERO: Number = Number {
    name: "zero_threshold",
    method: "zero_threshold",
    check: "check_zero_threshold",
    is_legal: |threshold| threshold >= 0.0,
    must_be: "the threshold of a zero bucket is a number from 0 on",
    example: "1e-9",
};

const MAX_ZERO: Number = Number {
    name: "max_zero_threshold",
    method: "max_zero_threshold",
    check: "check_max_zero_threshold",
    example: "0.001",
    ..ZERO
};

impl Native {
    fn item(&mut self, item: Item, errors: &mut Errors) {
        let told = match item.key.to_string().as_str() {
            "factor" => return self.item_of(&FACTOR, item, errors),
            "zero_threshold" => return self.item_of(&ZERO, item, errors),
            "max_zero_threshold" => return self.item_of(&MAX_ZERO, item, errors),
            "max_buckets" => {
                item.count(errors).map(|Keyed { value, .. }| quote!(.max_bucket_number(#value)))
            }
            "max_exemplars" => item.whole(0..=u32::from(u16::MAX), errors).map(|count| {
                let count = count.value as usize;
                quote!(.max_exemplars(#count))
            }),
            key => item.duration(errors).map(|Keyed { value, .. }| {
                let method = if key == "min_reset" { "min_reset_duration" } else { "exemplar_ttl" };
                let method = Ident::new(method, proc_macro2::Span::call_site());
                let value = durations::tokens(value);
                quote!(.#method(#value))
            }),
        };
        self.options.extend(told);
    }

    fn item_of(&mut self, of: &Number, item: Item, errors: &mut Errors) {
        if let Some(Keyed { value, .. }) = item.expr(of.example, errors) {
            self.number(of, &value, errors);
        }
    }

    fn number(&mut self, of: &Number, value: &Expr, errors: &mut Errors) {
        let Number { name, method, check, is_legal, must_be, example } = *of;
        let instead = |number: &str| format!("`{name} = {number}`");
        let number = match (number(value), value) {
            (Some(number), _) if !is_legal(number) => {
                let better = Some(-number).filter(|better| *better > 0.0 && is_legal(*better));
                let better = better.map_or_else(|| example.to_owned(), |better| better.to_string());
                return errors.push(value, Message::new(must_be).help(instead(&better)));
            }
            (Some(number), _) if number.is_infinite() => {
                return errors
                    .push(value, format!("`{}` is out of the range of `f64`", written(value)));
            }
            (Some(number), _) => spanned_literal(number, value),
            _ if is_not_finite(value) => {
                return errors.push(value, Message::new(must_be).help(instead(example)));
            }
            (None, Expr::Lit(lit)) => {
                let meant = match &lit.lit {
                    Lit::Str(text) if text.value().trim().parse::<f64>().is_ok() => text.value(),
                    _ => example.to_owned(),
                };
                let message = Message::new(format!("`{name}` takes a number"));
                return errors.push(value, message.help(instead(meant.trim())));
            }
            (None, _) => {
                self.checks.push((check, value.clone()));
                quote!(#value)
            }
        };
        let method = Ident::new(method, proc_macro2::Span::call_site());
        // A constant of its own, so that a value of another type is wrong where it stands.
        let told = quote_spanned!(value.span()=> {
            const __METRICS_NUMBER: ::core::primitive::f64 = #number;
            __METRICS_NUMBER
        });
        self.options.extend(quote!(.#method(#told)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Result<String, String> {
        let mut errors = Errors::new();
        let value = match syn::parse_str::<TokenStream>(value).unwrap().into_iter().next() {
            Some(proc_macro2::TokenTree::Group(list)) => Err(list),
            _ => Ok(syn::parse_str(value).unwrap()),
        };
        let native = native(&value, &mut errors);
        if errors.is_empty() {
            Ok(written(native.options))
        } else {
            Err(errors.into_compile_errors().to_string())
        }
    }

    #[test]
    fn a_factor_or_a_list() {
        assert!(read("1.05").unwrap().contains("1.05f64"));
        let all = "(factor = 2, max_buckets = 160, zero_threshold = 0, max_zero_threshold = EDGE, \
                   min_reset = \"1h\", max_exemplars = 0, exemplar_ttl = \"1s\")";
        let all = read(all).unwrap();
        for told in [
            "bucket_factor(",
            "max_bucket_number(160u32)",
            "zero_threshold(",
            "EDGE",
            "min_reset_duration(",
            "max_exemplars(0usize)",
            "exemplar_ttl(",
        ] {
            assert!(all.contains(told), "{told} in {all}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_refused() {
        let refused = |value: &str, what: &str| {
            let error = read(value).unwrap_err();
            assert!(error.contains(what), "{error}");
        };
        refused("1", "above 1");
        refused("\"1.5\"", "`native = 1.5`");
        refused("()", "says nothing");
        refused("(1.1)", "`factor = 1.1`");
        refused("(factor = f64::NAN)", "above 1");
        refused("(zero_threshold = -0.5)", "`zero_threshold = 0.5`");
        refused("(zero_threshold = f64::INFINITY)", "from 0 on");
        refused("(max_buckets = 0)", "at least 1");
        refused("(max_buckets = 5000000000)", "too large");
        refused("(max_exemplars = 70000)", "at most 65535");
        refused("(min_reset = \"0s\")", "above zero");
        refused("(schema = 3)", "follows from the factor");
        refused("(maxbuckets = 3)", "did you mean `max_buckets`?");
        refused("(buckets = [1])", "beside `native`");
    }
}

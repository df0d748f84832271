//! Rules of what can be measured, and how. Makes no tokens.

use quote::ToTokens;
use syn::{Meta, ReturnType};

use super::returns::{Returned, lost_bound};
use super::{
    Function, Impl, Item, Labels, Macro, Measure, Predicate, Recorded, is_measured, is_named,
};
use crate::errors::{Errors, Message};

/// Checks an attribute on a function.
pub(super) fn function(measure: &Measure, function: &Function, errors: &mut Errors) {
    check_signature(measure, function, false, errors);
    check_twice(measure, function, errors);
    check_labels(measure, errors);
    check_predicate(measure, errors);
}

/// Checks an attribute on an `impl` block.
pub(super) fn block(measure: &Measure, block: &Impl, errors: &mut Errors) {
    if let Recorded::Cells { name: Some(name), .. } = &measure.record {
        let message = Message::new("`name` is for one function");
        errors.push(&name.key, message.help("`#[instrumented(name = \"…\")]` on the method"));
    }
    for item in &block.items {
        match item {
            Item::Function(function) if is_measured(function) => {
                check_signature(measure, function, true, errors);
            }
            _ => {}
        }
    }
}

fn check_signature(measure: &Measure, function: &Function, in_block: bool, errors: &mut Errors) {
    let (sig, name) = (&function.sig, measure.of.name());
    let refuse = |message: Message| {
        if in_block { message.help("leave it out: `#[instrumented(skip)]`") } else { message }
    };
    if let Some(constness) = &sig.constness {
        let message = Message::new(format!("`#[{name}]` cannot be used on a `const fn`"));
        errors.push(
            constness,
            refuse(message).note("what is measured is not constant: it reads a clock"),
        );
    }
    if let Some(variadic) = &sig.variadic {
        let message = Message::new(format!("`#[{name}]` cannot be used on a variadic function"));
        errors.push(variadic.dots, refuse(message));
    }
    if let (Returned::Never, ReturnType::Type(_, never)) = (Returned::of(&sig.output), &sig.output)
    {
        let message = Message::new("this function never returns, so nothing would be recorded");
        errors.push(never, refuse(message));
    }
    if let Some(lost) = lost_bound(&sig.output)
        && sig.asyncness.is_none()
    {
        let what = format!("a measured future is no `{}`", crate::tokens::written(lost));
        let message =
            Message::new(what).help("return `impl Future`, or measure what the future does");
        errors.push(lost, refuse(message));
    }
}

/// One attribute may stand on a function more than once, but not for one metric.
fn check_twice(measure: &Measure, function: &Function, errors: &mut Errors) {
    for attr in function.attrs.iter().filter(|attr| is_named(attr, measure.of)) {
        let same = match &measure.record {
            Recorded::Cells { .. } => !is_skip(attr),
            Recorded::Metric { metric, .. } => {
                first_argument(attr) == metric.to_token_stream().to_string()
            }
        };
        if same {
            let name = measure.of.name();
            let message = Message::new(format!("`#[{name}]` is already on this function"));
            errors.push(attr, message.help("remove one"));
        }
    }
}

fn is_skip(attr: &syn::Attribute) -> bool {
    matches!(&attr.meta, Meta::List(list) if list.tokens.to_string() == "skip")
}

/// The tokens up to the first comma.
fn first_argument(attr: &syn::Attribute) -> String {
    let Meta::List(list) = &attr.meta else { return String::new() };
    let is_comma = |token: &proc_macro2::TokenTree| matches!(token, proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ',');
    let tokens = list.tokens.clone().into_iter().take_while(|token| !is_comma(token));
    tokens.collect::<proc_macro2::TokenStream>().to_string()
}

fn check_labels(measure: &Measure, errors: &mut Errors) {
    let Recorded::Metric { labels: Some(labels), .. } = &measure.record else { return };
    let Labels::List { key, given, outcome, error } = labels else { return };
    if given.is_empty() && outcome.is_none() && error.is_none() {
        let message = Message::new("no labels are given");
        errors.push(key, message.help("remove `labels`, or `labels(method = request.method)`"));
    }
    for (i, (name, _)) in given.iter().enumerate() {
        let words = [outcome, error].into_iter().flatten();
        if given[..i].iter().any(|(other, _)| other == name)
            || words.into_iter().any(|word| word == name)
        {
            let message = Message::new(format!("label `{name}` is given twice"));
            errors.push(name, message.help("remove one"));
        }
    }
    if measure.of == Macro::InFlight {
        for word in [outcome, error].into_iter().flatten() {
            let message =
                Message::new(format!("`{word}` is not known while the call is in flight"));
            errors.push(word, message.help("leave it out"));
        }
    }
}

fn check_predicate(measure: &Measure, errors: &mut Errors) {
    let Some(predicate) = &measure.judge else { return };
    let (Predicate::OkIf(keyed) | Predicate::ErrorIf(keyed)) = predicate;
    let has_outcome = match &measure.record {
        Recorded::Cells { .. } => true,
        Recorded::Metric { labels, .. } => labels.as_ref().is_some_and(|l| l.outcome().is_some()),
    };
    if !has_outcome {
        let message =
            Message::new(format!("`{}` has no effect without the label `outcome`", keyed.key));
        errors.push(&keyed.key, message.help("`labels(outcome)`, or remove it"));
    }
}

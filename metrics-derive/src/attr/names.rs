//! What is wrong with a name or a type that an attribute is about, in one voice.

use std::fmt;

use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Lit, Type, TypePath};

use super::next_token;
use crate::errors::{Errors, Message};
use crate::names::{self, Alphabet, Offence};
use crate::tokens::written;

/// Says so if `name` is not in the alphabet. `what` is what it should be, and `instead` says how
/// a better one is written here.
pub(crate) fn check_name(
    name: &str,
    what: &str,
    alphabet: Alphabet,
    at: &impl ToTokens,
    instead: impl FnOnce(&str) -> String,
    errors: &mut Errors,
) {
    let Some(offence) = names::offence(name, alphabet) else { return };
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let detail: &dyn fmt::Display = match offence {
        Offence::Empty => &"it is empty",
        Offence::Digit => &"it begins with a digit",
        Offence::Character { character, position } => {
            &format!("character {position} is `{}`", character.escape_debug())
        }
    };
    let message = Message::new(format!("`{name}` is not {article} {what}: {detail}"));
    let corrected = names::corrected(name, alphabet);
    let mut message = message.help(instead(corrected.as_deref().unwrap_or("…")));
    if offence != Offence::Digit {
        message = message.note(format_args!("names match `{}`", alphabet.pattern()));
    }
    errors.push(at, message);
}

/// Says so if `name` cannot name a label. `instead` says how a better one is written here.
pub(crate) fn check_label_name(
    name: &str,
    at: &impl ToTokens,
    instead: impl FnOnce(&str) -> String,
    errors: &mut Errors,
) {
    if !names::is_label_name(name) {
        check_name(name, "label name", Alphabet::Label, at, instead, errors);
    } else if names::is_reserved_label_name(name) {
        let mut message = Message::new(format!("label `{name}` is reserved"));
        if let Some(corrected) = names::corrected(name, Alphabet::Label) {
            message = message.help(instead(&corrected));
        }
        errors.push(at, message.note("labels that begin with `__` are Prometheus' own"));
    }
}

/// Says how a label's name is written, where there is none. `instead` is told one.
pub(crate) fn not_a_label(
    input: ParseStream<'_>,
    instead: impl FnOnce(&str) -> String,
    errors: &mut Errors,
) {
    let message = match input.fork().parse::<Lit>() {
        Ok(Lit::Str(name)) => Message::new("a label's name is written without quotes")
            .help(format_args!("`{}`", instead(&name.value()))),
        _ => {
            Message::new("expected the name of a label").help(format_args!("`{}`", instead("zone")))
        }
    };
    errors.push(next_token(input), message);
}

/// Says so if a label is a float or an `Option`. One by another name is found by the compiler.
pub(crate) fn check_label_type(ty: &Type, errors: &mut Errors) {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return };
    if path.segments.last().is_some_and(|last| last.ident == "Option" && !last.arguments.is_none())
    {
        let message = Message::new(format!("`{}` is not a label value", written(ty)))
            .help("an enum has a variant for none: `#[label(rename = \"none\")]`; text has `\"\"`")
            .note("a label that is absent is one whose value is empty");
        errors.push(ty, message);
    }
    if path.is_ident("f64") || path.is_ident("f32") {
        let message = Message::new(format!("`{}` is not a label value", path.to_token_stream()))
            .help("an integer, or an enum of ranges with `#[derive(LabelValue)]`")
            .note("floats would make a series for each value");
        errors.push(ty, message);
    }
}

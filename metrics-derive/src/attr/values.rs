//! The values that keys take, each with its own sentences.

use std::ops::RangeInclusive;
use std::time::Duration;

use proc_macro2::Group;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, ExprPath, Ident, Lit, LitStr, Path, Token, Visibility};

use super::names::{check_name, not_a_label};
use super::{Item, Keyed, Value, next_token, skip, skip_to_comma, ungrouped};
use crate::durations;
use crate::errors::{Errors, Message, did_you_mean, listed};
use crate::lint::{Allowed, Lint};
use crate::names::{self, Alphabet, Case};
use crate::tokens::written;

impl Item {
    /// The key alone.
    pub(crate) fn flag(self, errors: &mut Errors) -> Option<Ident> {
        let Self { key, value } = self;
        let help = Message::new(format!("`{key}` takes no value")).help(format_args!("`{key}`"));
        match value {
            Value::Nothing => return Some(key),
            Value::Assigned(value) => errors.push(value, help),
            Value::List(list) => errors.push(list, help),
        }
        None
    }

    /// A string that is not empty. `reason` says why it must be a literal.
    pub(crate) fn text(self, reason: &str, errors: &mut Errors) -> Option<Keyed<LitStr>> {
        let text = self.string(reason, errors)?;
        if text.value.value().trim().is_empty() {
            let message = Message::new(format!("`{}` is empty", text.key));
            errors.push(&text.value, message.help("remove it"));
            return None;
        }
        Some(text)
    }

    /// A string. `reason` says why it must be a literal.
    pub(crate) fn string(self, reason: &str, errors: &mut Errors) -> Option<Keyed<LitStr>> {
        let Self { key, value } = self;
        let takes = format!("`{key}` takes a string");
        match value {
            Value::Nothing => errors.push(&key, needs_a_value(&key, "\"…\"")),
            Value::List(list) => {
                let inner = syn::parse2::<LitStr>(list.stream());
                let text = inner.map_or_else(|_| "…".to_owned(), |text| text.value());
                errors.push(&list, Message::new(takes).help(format_args!("`{key} = {text:?}`")));
            }
            Value::Assigned(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => {
                return Some(Keyed { key, value: text });
            }
            Value::Assigned(Expr::Lit(other)) => {
                let text = other.to_token_stream().to_string();
                let text = text.trim_matches('\'');
                errors.push(&other, Message::new(takes).help(format_args!("`{key} = {text:?}`")));
            }
            Value::Assigned(other) => {
                let mut message = Message::new(format!("`{key}` takes a string literal"));
                message = match other {
                    Expr::Path(ref path) if path.path.get_ident().is_some() => {
                        let text = path.to_token_stream().to_string();
                        message.help(format_args!("`{key} = {text:?}`"))
                    }
                    _ => message.help("write the text out"),
                };
                errors.push(other, message.note(reason));
            }
        }
        None
    }

    /// A name, or a part of one.
    pub(crate) fn name(self, errors: &mut Errors) -> Option<Keyed<LitStr>> {
        let name = self.text("names are checked at compile time", errors)?;
        let what = match name.key.to_string().as_str() {
            "name" => "metric name".to_owned(),
            other => other.to_owned(),
        };
        let (key, text) = (&name.key, name.value.value());
        let instead = |name: &str| format!("`{key} = {name:?}`");
        check_name(&text, &what, Alphabet::Metric, &name.value, instead, errors);
        if key != "name" && text.len() > 1 && text.ends_with('_') {
            let trimmed = text.trim_end_matches('_');
            let message = Message::new(format!("the {key} ends in `_`"))
                .help(format_args!("`{key} = {trimmed:?}`"))
                .note(format_args!("names would read `{text}_…`"));
            errors.push(&name.value, message);
        }
        Some(name)
    }

    /// A unit, which ends names.
    pub(crate) fn unit(self, errors: &mut Errors) -> Option<Keyed<LitStr>> {
        let unit = self.text("names are checked at compile time", errors)?;
        let text = unit.value.value();
        if names::is_unit(&text) {
            return Some(unit);
        }
        let corrected = names::corrected(&text.to_lowercase(), Alphabet::Label);
        let corrected = corrected.filter(|corrected| names::is_unit(corrected));
        let message = Message::new("`unit` may hold only `a-z`, `0-9` and `_`")
            .help(format_args!("`unit = {:?}`", corrected.as_deref().unwrap_or("…")));
        errors.push(&unit.value, message);
        None
    }

    /// A rule for the case of names.
    pub(crate) fn case(self, errors: &mut Errors) -> Option<Keyed<(LitStr, Case)>> {
        let Keyed { key, value } = self.text("names are made at compile time", errors)?;
        let rule = value.value();
        if let Some(case) = Case::from_name(&rule) {
            return Some(Keyed { key, value: (value, case) });
        }
        let rules = || Case::ALL.iter().map(|(rule, _)| *rule);
        let message = Message::new(format!("unknown rule `{rule}`"));
        let message = match did_you_mean(&rule, rules()) {
            Some(near) => message.help(format_args!("did you mean `{near}`?")),
            None => message.help(format_args!("rules: {}", listed(rules()))),
        };
        errors.push(value, message);
        None
    }

    /// A whole number from 1 to `u32::MAX`.
    pub(crate) fn count(self, errors: &mut Errors) -> Option<Keyed<u32>> {
        self.whole(1..=u32::MAX, errors)
    }

    /// A whole number of a range that begins at 0 or 1.
    pub(crate) fn whole(
        self,
        range: RangeInclusive<u32>,
        errors: &mut Errors,
    ) -> Option<Keyed<u32>> {
        let Self { key, value } = self;
        let most = *range.end();
        let takes = || Message::new(format!("`{key}` takes a whole number"));
        match value {
            Value::Nothing => errors.push(&key, needs_a_value(&key, "100")),
            Value::List(list) => {
                let help = format!("`{key} = {}`", list.stream());
                errors.push(&list, takes().help(help));
            }
            Value::Assigned(Expr::Lit(ExprLit { lit: Lit::Int(number), .. })) => {
                match number.base10_parse::<u32>() {
                    Ok(value) if range.contains(&value) => return Some(Keyed { key, value }),
                    Ok(0) => {
                        let message = Message::new(format!("`{key}` must be at least 1"));
                        errors.push(&number, message.help(format_args!("`{key} = 1`")));
                    }
                    _ => {
                        let message = Message::new(format!("`{number}` is too large for `{key}`"));
                        errors.push(&number, message.note(format_args!("at most {most}")));
                    }
                }
            }
            Value::Assigned(Expr::Lit(ExprLit { lit: Lit::Str(text), .. }))
                if text.value().parse::<u32>().is_ok() =>
            {
                errors.push(&text, takes().help(format_args!("`{key} = {}`", text.value())));
            }
            Value::Assigned(other) => {
                errors.push(other, takes().help(format_args!("`{key} = 100`")));
            }
        }
        None
    }

    /// The path of the runtime crate.
    pub(crate) fn crate_path(self, errors: &mut Errors) -> Option<Path> {
        let Self { key, value } = self;
        match value {
            Value::Nothing => errors.push(&key, needs_a_value(&key, "::metrics")),
            Value::List(list) => {
                errors
                    .push(&list, Message::new("`crate` takes a path").help("`crate = ::metrics`"));
            }
            Value::Assigned(Expr::Path(ExprPath { qself: None, path, .. })) => {
                let first = path.segments.first().map(|segment| segment.ident.to_string());
                let absolute = path.leading_colon.is_some()
                    || first.is_some_and(|first| first == "crate" || first == "$crate");
                if absolute {
                    return Some(path);
                }
                let relative = path.to_token_stream().to_string().replace(' ', "");
                let bare = relative.trim_start_matches("self::").trim_start_matches("super::");
                let help = format!(
                    "`crate = ::{bare}`, or `crate = crate::{bare}` for a module of this crate"
                );
                errors.push(&path, Message::new("`crate` takes an absolute path").help(help));
            }
            Value::Assigned(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => {
                let path = text.value();
                let path = path.trim_start_matches(':');
                let message = Message::new("`crate` takes a path, not a string");
                errors.push(&text, message.help(format_args!("`crate = ::{path}`")));
            }
            Value::Assigned(other) => {
                errors
                    .push(other, Message::new("`crate` takes a path").help("`crate = ::metrics`"));
            }
        }
        None
    }

    /// Labels with values: `(tier = "edge", …)`.
    pub(crate) fn const_labels(self, errors: &mut Errors) -> Vec<(Ident, LitStr)> {
        let Self { key, value } = self;
        let form = "`const_labels(tier = \"edge\")`";
        let takes = || Message::new("`const_labels` takes a list of labels").help(form);
        match value {
            Value::Nothing => errors.push(&key, takes()),
            Value::Assigned(value) => errors.push(value, takes()),
            Value::List(list) if list.stream().is_empty() => errors.push(list, takes()),
            Value::List(list) => {
                let mut labels = Vec::new();
                let parser = |input: ParseStream<'_>| {
                    while !input.is_empty() {
                        match const_label(input, errors) {
                            Ok(label) => labels.extend(label),
                            Err(error) => {
                                errors.add(error);
                                skip_to_comma(input);
                            }
                        }
                        if !input.is_empty() {
                            input.parse::<Token![,]>()?;
                        }
                    }
                    Ok(())
                };
                if let Err(error) = parser.parse2(list.stream()) {
                    errors.add(error);
                }
                return labels;
            }
        }
        Vec::new()
    }

    /// Names of labels: `(host, …)`.
    pub(crate) fn label_names(self, errors: &mut Errors) -> Vec<Ident> {
        let Self { key, value } = self;
        let takes = || Message::new(format!("`{key}` takes names of labels"));
        let help = format!("`{key}(host, zone)`");
        let list = match value {
            Value::List(list) if !list.stream().is_empty() => list,
            Value::List(list) => {
                errors.push(list, takes().help(help));
                return Vec::new();
            }
            Value::Nothing => {
                errors.push(&key, takes().help(help));
                return Vec::new();
            }
            Value::Assigned(value) => {
                let help = match &value {
                    Expr::Path(name) => format!("`{key}({})`", written(name)),
                    _ => help,
                };
                errors.push(value, takes().help(help));
                return Vec::new();
            }
        };
        let mut names = Vec::new();
        let parser = |input: ParseStream<'_>| {
            while !input.is_empty() {
                if input.peek(Ident::peek_any) {
                    names.push(input.call(Ident::parse_any)?);
                    if !input.is_empty() && !input.peek(Token![,]) {
                        errors.push(next_token(input), "expected `,`");
                    }
                } else {
                    not_a_label(input, str::to_owned, errors);
                }
                skip_to_comma(input);
                skip(input);
            }
            Ok(())
        };
        if let Err(error) = parser.parse2(list.stream()) {
            errors.add(error);
        }
        names
    }

    /// Names of lints: `(missing_total, …)`.
    pub(crate) fn lints(self, errors: &mut Errors) -> Allowed {
        let Self { key, value } = self;
        let takes = || Message::new(format!("`{key}` takes a list of lints"));
        let help = format!("`{key}(missing_total)`");
        let list = match value {
            Value::List(list) if !list.stream().is_empty() => list,
            Value::List(list) => {
                errors.push(list, takes().help(help));
                return Vec::new();
            }
            Value::Nothing => {
                errors.push(&key, takes().help(help));
                return Vec::new();
            }
            Value::Assigned(value) => {
                errors.push(value, takes().help(help));
                return Vec::new();
            }
        };
        let parser = Punctuated::<Ident, Token![,]>::parse_terminated;
        let words = match parser.parse2(list.stream()) {
            Ok(words) => words,
            Err(error) => {
                errors.add(error);
                return Vec::new();
            }
        };
        let mut lints = Vec::new();
        for word in words {
            let name = word.to_string();
            if let Some(lint) = Lint::from_name(&name) {
                lints.push((word, lint));
                continue;
            }
            let known = || Lint::ALL.iter().map(|(name, _)| *name);
            let message = Message::new(format!("unknown lint `{name}`"));
            let message = match did_you_mean(&name, known()) {
                Some(near) => message.help(format_args!("did you mean `{near}`?")),
                None => message.help(format_args!("lints: {}", listed(known()))),
            };
            errors.push(word, message);
        }
        lints
    }

    /// The path of a function. `example` stands for it in the messages.
    pub(crate) fn function(self, example: &str, errors: &mut Errors) -> Option<Keyed<ExprPath>> {
        let Keyed { key, value } = self.expr(example, errors)?;
        let message = Message::new(format!("`{key}` takes the path of a function"));
        let help = match value {
            Expr::Path(value) => return Some(Keyed { key, value }),
            Expr::Call(ref call) if call.args.is_empty() => written(&call.func),
            Expr::Lit(ExprLit { lit: Lit::Str(ref text), .. }) => text.value(),
            _ => example.to_owned(),
        };
        errors.push(value, message.help(format_args!("`{key} = {help}`")));
        None
    }

    /// A word that is the only one.
    pub(crate) fn word(self, word: &str, errors: &mut Errors) -> Option<Ident> {
        let Keyed { key, value } = self.expr(word, errors)?;
        if let Expr::Path(path) = &value
            && path.path.is_ident(word)
        {
            return Some(key);
        }
        let message = Message::new(format!("`{key}` takes `{word}`"));
        errors.push(value, message.help(format_args!("`{key} = {word}`")));
        None
    }

    /// A span of time above zero.
    pub(crate) fn duration(self, errors: &mut Errors) -> Option<Keyed<Duration>> {
        let Self { key, value } = self;
        let takes = |help: &str| {
            Message::new(format!("`{key}` takes a span of time"))
                .help(format_args!("`{key} = {help:?}`"))
                .note("a whole number and `ms`, `s`, `m`, `h` or `d`")
        };
        let above_zero = Message::new(format!("`{key}` must be above zero"))
            .help(format_args!("`{key} = \"10m\"`"));
        match value {
            Value::Nothing => errors.push(&key, needs_a_value(&key, "\"10m\"")),
            Value::Assigned(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => {
                match durations::parse(&text.value()) {
                    Some(Duration::ZERO) => errors.push(text, above_zero),
                    Some(value) => return Some(Keyed { key, value }),
                    None => errors.push(text, takes("10m")),
                }
            }
            Value::Assigned(Expr::Lit(ExprLit { lit: Lit::Int(number), .. }))
                if number.base10_digits() == "0" =>
            {
                errors.push(number, above_zero);
            }
            Value::Assigned(Expr::Lit(ExprLit { lit: Lit::Int(number), .. })) => {
                errors.push(&number, takes(&format!("{}s", number.base10_digits())));
            }
            Value::Assigned(other) => errors.push(other, takes("10m")),
            Value::List(list) => errors.push(list, takes("10m")),
        }
        None
    }

    /// An optional visibility: `new`, or `new(pub(crate))`.
    pub(crate) fn visibility(self, errors: &mut Errors) -> Option<Keyed<Option<Visibility>>> {
        let Self { key, value } = self;
        let message =
            |what| Message::new(what).help(format_args!("`{key}`, or `{key}(pub(crate))`"));
        match value {
            Value::Nothing => return Some(Keyed { key, value: None }),
            Value::Assigned(value) => {
                errors.push(value, message(format!("`{key}` takes no value")));
            }
            Value::List(list) => match syn::parse2::<Visibility>(list.stream()) {
                Ok(vis @ (Visibility::Public(_) | Visibility::Restricted(_))) => {
                    return Some(Keyed { key, value: Some(vis) });
                }
                _ => errors.push(list, message(format!("`{key}` takes a visibility"))),
            },
        }
        None
    }

    /// An expression, or a list in parentheses. `example` stands for them in the message when
    /// there is neither.
    pub(crate) fn expr_or_list(
        self,
        example: &str,
        errors: &mut Errors,
    ) -> Option<Keyed<Result<Expr, Group>>> {
        let Self { key, value } = self;
        match value {
            Value::Assigned(value) => Some(Keyed { key, value: Ok(value) }),
            Value::List(list) => Some(Keyed { key, value: Err(list) }),
            Value::Nothing => {
                let message = Message::new(format!("`{key}` needs a value"));
                errors.push(&key, message.help(format_args!("`{example}`")));
                None
            }
        }
    }

    /// An expression. `example` stands for it in the message when there is none.
    pub(crate) fn expr(self, example: &str, errors: &mut Errors) -> Option<Keyed<Expr>> {
        let Self { key, value } = self;
        match value {
            Value::Assigned(value) => return Some(Keyed { key, value }),
            Value::Nothing => errors.push(&key, needs_a_value(&key, example)),
            Value::List(list) => {
                let help = if example.starts_with('[') {
                    format!("`{key} = [{}]`", list.stream())
                } else {
                    format!("`{key} = {}`", written(list.stream()))
                };
                errors.push(&list, Message::new(format!("expected `{key} = …`")).help(help));
            }
        }
        None
    }
}

fn needs_a_value(key: &Ident, example: &str) -> Message {
    Message::new(format!("`{key}` needs a value")).help(format_args!("`{key} = {example}`"))
}

fn const_label(
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<Option<(Ident, LitStr)>> {
    if !input.peek(Ident::peek_any) {
        not_a_label(input, |name| format!("{name} = \"…\""), errors);
        skip_to_comma(input);
        return Ok(None);
    }
    let name = input.call(Ident::parse_any)?;
    if !input.peek(Token![=]) {
        errors.push(&name, needs_a_value(&name, "\"…\""));
        skip_to_comma(input);
        return Ok(None);
    }
    input.parse::<Token![=]>()?;
    let value = ungrouped(input.parse()?);
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(value), .. }) => Ok(Some((name, value))),
        Expr::Lit(other) => {
            let text = other.to_token_stream().to_string();
            let help = format!("`{name} = {:?}`", text.trim_matches('\''));
            errors.push(other, Message::new("a label value is a string").help(help));
            Ok(None)
        }
        other => {
            let message = Message::new("a const label takes a string literal");
            let help = "for a value that is known at run time, wrap the registry in labels";
            errors.push(other, message.help(help));
            Ok(None)
        }
    }
}

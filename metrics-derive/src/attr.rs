//! Attributes: how they are read, and the values they take, each with its own sentences.
//!
//! After a mistake reading goes on at the next comma. [`Place`] knows the form; what a key means is
//! the business of the derive that asks.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Expr, ExprLit, ExprPath, Ident, Lit, LitStr, Meta, Path, Token, Type, TypePath,
    Visibility,
};

use crate::durations;
use crate::errors::{Errors, Message, did_you_mean, listed};
use crate::lint::{Allowed, Lint};
use crate::names::{self, Alphabet, Case, Offence};
use crate::tokens::written;

/// Where an attribute may stand, and what may stand in it.
pub(crate) struct Place {
    /// The attribute.
    pub(crate) attribute: &'static str,
    /// The keys that are legal here, with an example of their use.
    pub(crate) keys: &'static [(&'static str, &'static str)],
    /// Keys that are not legal here: the key, what is to be said of it, and what to write.
    pub(crate) elsewhere: &'static [(&'static str, &'static str, &'static str)],
    /// An attribute that belongs elsewhere: its name, where it belongs, and what to write here.
    pub(crate) foreign: Option<(&'static str, &'static str, &'static str)>,
}

/// A key in an attribute, with what follows it.
pub(crate) struct Item {
    pub(crate) key: Ident,
    value: Value,
}

enum Value {
    Nothing,
    Assigned(Expr),
    List(Group),
}

/// A value and the key that it was given by.
pub(crate) struct Keyed<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

impl Place {
    /// Reads the attributes. Only keys that are legal here come out, each once.
    pub(crate) fn items(&self, attrs: &[Attribute], errors: &mut Errors) -> Vec<Item> {
        let mut items = Vec::new();
        for attr in attrs {
            if let Some((foreign, belongs, instead)) = self.foreign
                && attr.path().is_ident(foreign)
            {
                let what = format!("`#[{foreign}(…)]` belongs {belongs}");
                errors.push(attr.path(), Message::new(what).help(instead));
            } else if attr.path().is_ident(self.attribute) {
                self.read(attr, &mut items, errors);
            }
        }
        items
    }

    /// Reads the keys that stand in the rest of an attribute that is a macro of its own.
    pub(crate) fn rest(&self, input: ParseStream<'_>, errors: &mut Errors) -> Vec<Item> {
        let mut items = Vec::new();
        self.read_list(input, &mut items, errors);
        items
    }

    /// Whether an attribute gives a key, be it rightly or not.
    pub(crate) fn gives(&self, attr: &Attribute, key: &str) -> bool {
        let Meta::List(list) = &attr.meta else { return false };
        let mut begins = true;
        attr.path().is_ident(self.attribute)
            && list.tokens.clone().into_iter().any(|token| {
                let found = begins && matches!(&token, TokenTree::Ident(ident) if ident == key);
                begins = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',');
                found
            })
    }

    fn read(&self, attr: &Attribute, items: &mut Vec<Item>, errors: &mut Errors) {
        let Self { attribute, keys, .. } = self;
        let example = keys.first().map_or("…", |(_, example)| example);
        match &attr.meta {
            Meta::Path(_) => errors.push(attr, self.empty(example)),
            Meta::NameValue(meta) => {
                let expected = format!("expected `#[{attribute}(…)]`");
                errors.push(
                    &meta.value,
                    Message::new(expected).help(format_args!("`#[{attribute}({example})]`")),
                );
            }
            Meta::List(list) if !matches!(list.delimiter, syn::MacroDelimiter::Paren(_)) => {
                let mut group = Group::new(delimiter(list), list.tokens.clone());
                group.set_span(list.delimiter.span().join());
                errors.push(group, format!("expected parentheses: `#[{attribute}(…)]`"));
            }
            Meta::List(list) if list.tokens.is_empty() => errors.push(attr, self.empty(example)),
            Meta::List(list) => {
                let parser = |input: ParseStream<'_>| {
                    self.read_list(input, items, errors);
                    Ok(())
                };
                if let Err(error) = parser.parse2(list.tokens.clone()) {
                    errors.add(error);
                }
            }
        }
    }

    fn empty(&self, example: &str) -> Message {
        let attribute = self.attribute;
        Message::new(format!("empty `#[{attribute}]`"))
            .help(format_args!("remove it, or give a key: `#[{attribute}({example})]`"))
    }

    /// Reads keys up to the end of the input, for a macro that is called with them.
    pub(crate) fn items_of(&self, input: ParseStream<'_>, errors: &mut Errors) -> Vec<Item> {
        let mut items = Vec::new();
        self.read_list(input, &mut items, errors);
        items
    }

    fn read_list(&self, input: ParseStream<'_>, items: &mut Vec<Item>, errors: &mut Errors) {
        while !input.is_empty() {
            if let Some(item) = self.read_item(input, errors) {
                self.accept(item, items, errors);
            } else {
                skip_to_comma(input);
            }
            if input.peek(Token![,]) {
                skip(input);
            } else if !input.is_empty() {
                if let Some(token) = next_token(input) {
                    errors.push(token, "expected `,`");
                }
                if !input.peek(Ident::peek_any) {
                    skip_to_comma(input);
                    skip(input);
                }
            }
        }
    }

    /// Reads one key, whatever it is; `None` if there is none, of which it is said.
    pub(crate) fn read_item(&self, input: ParseStream<'_>, errors: &mut Errors) -> Option<Item> {
        let Ok(key) = input.call(Ident::parse_any) else {
            let example = match input.fork().parse::<Lit>() {
                Ok(Lit::Str(text)) if self.key("name").is_some() => {
                    format!("`name = {:?}`", text.value())
                }
                Ok(number @ (Lit::Int(_) | Lit::Float(_))) if self.key("factor").is_some() => {
                    format!("`factor = {}`", number.to_token_stream())
                }
                _ => format!("keys here: {}", listed(self.keys.iter().map(|(key, _)| *key))),
            };
            if let Some(token) = next_token(input) {
                errors.push(token, Message::new("expected a key").help(example));
            }
            return None;
        };
        if input.peek(Token![::]) {
            let mut path = key.to_token_stream();
            while !input.is_empty() && !input.peek(Token![=]) && !input.peek(Token![,]) {
                path.extend(input.parse::<TokenTree>());
            }
            let message = self.unknown(&path.to_string().replace(' ', ""));
            errors.push(path, message);
            return None;
        }
        let assigned = self.key(&key.to_string()).is_some_and(|example| example.contains(" = "));
        let is_value = input.peek(Token![:]) || input.peek(Lit) || input.peek(syn::token::Bracket);
        if input.peek(Token![==]) || assigned && is_value {
            if let Some(token) = next_token(input) {
                errors.push(token, Message::new("expected `=`").help(format_args!("`{key} = …`")));
            }
            return None;
        }
        if input.peek(Token![=]) {
            skip(input);
            if input.is_empty() || input.peek(Token![,]) {
                return Some(Item { key, value: Value::Nothing });
            }
            let written = until_comma(&input.fork());
            match input.parse() {
                Ok(expr) => Some(Item { key, value: Value::Assigned(ungrouped(expr)) }),
                // At the end of the input there is no token to point at.
                Err(error) if error.to_string().starts_with("unexpected end of input") => {
                    errors.push(written, format!("the value of `{key}` is not complete"));
                    None
                }
                Err(error) => {
                    errors.add(error);
                    None
                }
            }
        } else if input.peek(syn::token::Paren) {
            match input.parse::<TokenTree>() {
                Ok(TokenTree::Group(group)) => Some(Item { key, value: Value::List(group) }),
                _ => None,
            }
        } else {
            Some(Item { key, value: Value::Nothing })
        }
    }

    fn accept(&self, item: Item, items: &mut Vec<Item>, errors: &mut Errors) {
        let key = item.key.to_string();
        if self.key(&key).is_none() {
            errors.push(&item.key, self.unknown(&key));
        } else if items.iter().any(|other| other.key == item.key) {
            let twice = Message::new(format!("`{key}` is given twice")).help("remove one");
            errors.push(&item.key, twice);
        } else {
            items.push(item);
        }
    }

    fn key(&self, key: &str) -> Option<&'static str> {
        self.keys.iter().find(|(known, _)| *known == key).map(|(_, example)| *example)
    }

    fn unknown(&self, key: &str) -> Message {
        let elsewhere = self.elsewhere.iter().find(|(other, ..)| *other == key);
        if let Some((_, what, example)) = elsewhere {
            return Message::new(format!("`{key}` {what}")).help(example);
        }
        let message = Message::new(format!("unknown key `{key}`"));
        if self.keys.is_empty() {
            return message.help("remove it: nothing can be said here");
        }
        let keys = || self.keys.iter().map(|(key, _)| *key);
        match did_you_mean(key, keys()) {
            Some(near) => message.help(format_args!("did you mean `{near}`?")),
            None => message.help(format_args!("keys here: {}", listed(keys()))),
        }
    }
}

fn delimiter(list: &syn::MetaList) -> Delimiter {
    match list.delimiter {
        syn::MacroDelimiter::Paren(_) => Delimiter::Parenthesis,
        syn::MacroDelimiter::Brace(_) => Delimiter::Brace,
        syn::MacroDelimiter::Bracket(_) => Delimiter::Bracket,
    }
}

/// What comes next, which stays where it is.
pub(crate) fn next_token(input: ParseStream<'_>) -> Option<TokenTree> {
    input.fork().parse().ok()
}

/// Goes over one token.
pub(crate) fn skip(input: ParseStream<'_>) {
    // At the end of the input there is nothing to skip.
    let _: syn::Result<TokenTree> = input.parse();
}

fn until_comma(input: ParseStream<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend(input.parse::<TokenTree>());
    }
    tokens
}

/// Goes on to where the next part begins, after a mistake.
pub(crate) fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        skip(input);
    }
}

/// A macro's `$value:expr` comes in an invisible group.
pub(crate) fn ungrouped(mut expr: Expr) -> Expr {
    while let Expr::Group(group) = expr {
        expr = *group.expr;
    }
    expr
}

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

//! Attributes: how they are read, and the values they take, each with its own sentences.
//!
//! After a mistake reading goes on at the next comma. [`Place`] knows the form; what a key means is
//! the business of the derive that asks.

mod names;
mod values;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, Ident, Lit, Meta, Token};

use crate::errors::{Errors, Message, did_you_mean, listed};

pub(crate) use names::{check_label_name, check_label_type, check_name, not_a_label};

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

//! Mistakes: collected so that all are told at once, in one voice, each at its token.
//!
//! **No room emits an error on its own**: all go through [`Errors`], and
//! [`Errors::into_compile_errors`] is the only place where one becomes code.

use std::fmt;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// What is wrong with the input of one macro.
///
/// `syn::Error` keeps the first and the last token of what is wrong, so that all of a path or a
/// type is underlined.
#[derive(Debug, Default)]
#[must_use]
pub(crate) struct Errors {
    errors: Vec<syn::Error>,
}

impl Errors {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Notes a mistake. All of `at` is underlined.
    pub(crate) fn push(&mut self, at: impl ToTokens, message: impl Into<Message>) {
        self.errors.push(syn::Error::new_spanned(at, message.into()));
    }

    /// Takes over what a parser found.
    pub(crate) fn add(&mut self, error: syn::Error) {
        self.errors.push(error);
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.errors.len()
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The mistakes as code that the compiler reports.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.errors.iter().map(syn::Error::to_compile_error).collect()
    }
}

/// What is wrong, then the edit that helps, then the reason if it is not obvious.
#[derive(Clone, Debug)]
pub(crate) struct Message(String);

impl Message {
    /// Says what is wrong: lower case, no full stop, code in backticks.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    /// Adds the edit that helps.
    pub(crate) fn help(self, help: impl fmt::Display) -> Self {
        Self(format!("{}\n  help: {help}", self.0))
    }

    /// Adds the reason.
    pub(crate) fn note(self, note: impl fmt::Display) -> Self {
        Self(format!("{}\n  note: {note}", self.0))
    }
}

impl From<String> for Message {
    fn from(what: String) -> Self {
        Self(what)
    }
}

impl From<&str> for Message {
    fn from(what: &str) -> Self {
        Self(what.to_owned())
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The word that was probably meant, if one is near.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    words: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let folded = |text: &str| text.to_lowercase().replace(['-', '_'], "");
    let given = folded(word);
    let distances = words.into_iter().map(|known| (distance(&given, &folded(known)), known));
    let (distance, nearest) = distances.min_by_key(|&(distance, _)| distance)?;
    (distance <= given.chars().count().max(3) / 3).then_some(nearest)
}

/// How many characters must be put in, left out, replaced or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// `` `a`, `b` `` as a text.
pub(crate) fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_have_three_parts() {
        let message = Message::new("what").help("edit").note("reason");
        assert_eq!(message.to_string(), "what\n  help: edit\n  note: reason");
    }

    #[test]
    fn near_words_are_suggested() {
        let keys = ["buckets", "flatten", "help", "name", "prefix", "skip", "unit"];
        let near = |word| did_you_mean(word, keys);
        assert_eq!(near("hlep"), Some("help"));
        assert_eq!(near("bucket"), Some("buckets"));
        assert_eq!(near("Name"), Some("name"));
        assert_eq!(near("flaten"), Some("flatten"));
        assert_eq!(near("foo"), None);
        assert_eq!(near("quantiles"), None);
        assert_eq!(near("labels"), None);
        let cases = ["lowercase", "UPPERCASE", "snake_case", "kebab-case"];
        assert_eq!(did_you_mean("snakecase", cases), Some("snake_case"));
        assert_eq!(did_you_mean("UpperCase", cases), Some("UPPERCASE"));
    }

    #[test]
    fn distances() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", "abc"), 0);
        assert_eq!(distance("abc", "acb"), 1);
        assert_eq!(distance("abc", "xbcd"), 2);
    }
}

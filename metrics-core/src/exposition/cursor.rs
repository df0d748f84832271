//! A line of an exposition, read from left to right.

use super::parse::ParseErrorKind;
use crate::name;

/// What is left of a line. Blanks and tabs before what is read do not matter.
pub(super) struct Cursor<'a> {
    rest: &'a str,
}

const BLANK: [char; 2] = [' ', '\t'];

impl<'a> Cursor<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        Self { rest: line.trim_start_matches(BLANK) }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn is_next(&self, c: char) -> bool {
        self.rest.starts_with(c)
    }

    /// Reads this character, if it is the next one.
    pub(super) fn eat(&mut self, c: char) -> bool {
        let Some(rest) = self.rest.strip_prefix(c) else { return false };
        // Within quotes blanks matter.
        self.rest = if c == '"' { rest } else { rest.trim_start_matches(BLANK) };
        true
    }

    pub(super) fn expect(&mut self, c: char, what: &'static str) -> Result<(), ParseErrorKind> {
        if self.eat(c) { Ok(()) } else { Err(self.expected(what)) }
    }

    pub(super) fn expected(&self, what: &'static str) -> ParseErrorKind {
        ParseErrorKind::Expected { what, found: self.rest.chars().next() }
    }

    pub(super) fn end(&self, what: &'static str) -> Result<(), ParseErrorKind> {
        if self.is_at_end() { Ok(()) } else { Err(self.expected(what)) }
    }

    /// Reads until the next blank.
    pub(super) fn token(&mut self) -> &'a str {
        self.take(self.rest.find(BLANK).unwrap_or(self.rest.len()))
    }

    /// Reads a name of the legacy alphabet. After it may stand blanks, or one of `then`.
    pub(super) fn name(&mut self, then: &[char]) -> Result<Option<&'a str>, ParseErrorKind> {
        let is_other = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':'));
        let end = self.rest.find(is_other).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if !name::is_legacy_metric_name(name) {
            return Ok(None);
        }
        self.rest = rest;
        if !rest.is_empty() && !rest.starts_with(BLANK) && !rest.starts_with(then) {
            return Err(self.expected("the end of the name (other characters need quotes)"));
        }
        self.take(0);
        Ok(Some(name))
    }

    /// Reads a name, in quotes or of the legacy alphabet.
    pub(super) fn name_or_quoted(
        &mut self,
        what: &'static str,
        then: &[char],
    ) -> Result<String, ParseErrorKind> {
        let name =
            if self.eat('"') { Some(self.quoted()?) } else { self.name(then)?.map(str::to_owned) };
        name.filter(|name| !name.is_empty()).ok_or_else(|| self.expected(what))
    }

    /// Reads what follows a quote, and the closing one.
    pub(super) fn quoted(&mut self) -> Result<String, ParseErrorKind> {
        let (text, end) = unescape(self.rest, true)?;
        let Some(end) = end else {
            self.rest = "";
            return Err(self.expected("a closing quote"));
        };
        self.take(end + 1);
        Ok(text)
    }

    /// Reads what is left.
    pub(super) fn line(&mut self) -> Result<String, ParseErrorKind> {
        Ok(unescape(self.rest, false)?.0)
    }

    fn take(&mut self, end: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start_matches(BLANK);
        taken
    }
}

/// Takes back the escapes until the end, or until a quote, whose place is returned.
fn unescape(text: &str, quoted: bool) -> Result<(String, Option<usize>), ParseErrorKind> {
    let mut plain = String::new();
    let mut chars = text.char_indices();
    while let Some((i, c)) = chars.next() {
        match c {
            '"' if quoted => return Ok((plain, Some(i))),
            '\\' => match chars.next() {
                Some((_, '\\')) => plain.push('\\'),
                Some((_, 'n')) => plain.push('\n'),
                Some((_, '"')) if quoted => plain.push('"'),
                Some((_, other)) => return Err(ParseErrorKind::Escape(other)),
                None => {
                    let what = "what `\\` escapes";
                    return Err(ParseErrorKind::Expected { what, found: None });
                }
            },
            _ => plain.push(c),
        }
    }
    Ok((plain, None))
}

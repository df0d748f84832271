//! Escaping in the text formats.

use std::borrow::Cow;

use crate::name::is_legacy_metric_name;

/// Writes a label's value: `\`, newline and `"` are escaped (S108).
pub(super) fn label_value(out: &mut Vec<u8>, text: &str) {
    escape(out, text.as_bytes(), |rest| memchr::memchr3(b'\\', b'\n', b'"', rest));
}

/// Writes a help text: `\` and newline are escaped (S108).
pub(super) fn help(out: &mut Vec<u8>, text: &str) {
    escape(out, text.as_bytes(), |rest| memchr::memchr2(b'\\', b'\n', rest));
}

fn escape(out: &mut Vec<u8>, mut rest: &[u8], next: impl Fn(&[u8]) -> Option<usize>) {
    while let Some(at) = next(rest) {
        out.extend_from_slice(&rest[..at]);
        out.push(b'\\');
        out.push(if rest[at] == b'\n' { b'n' } else { rest[at] });
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
}

/// The name with `_` in place of every character that the legacy alphabet lacks (S128, S129).
pub(super) fn name(name: &str) -> Cow<'_, str> {
    if is_legacy_metric_name(name) {
        return Cow::Borrowed(name);
    }
    let legal = |(i, c): (usize, char)| match c {
        'a'..='z' | 'A'..='Z' | '_' | ':' => c,
        '0'..='9' if i > 0 => c,
        _ => '_',
    };
    Cow::Owned(name.chars().enumerate().map(legal).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s108_escapes() {
        let text = "a\\b\n\"c\"\t\r# EOF é";
        let mut out = Vec::new();
        label_value(&mut out, text);
        assert_eq!(out, "a\\\\b\\n\\\"c\\\"\t\r# EOF é".as_bytes());
        out.clear();
        help(&mut out, text);
        assert_eq!(out, "a\\\\b\\n\"c\"\t\r# EOF é".as_bytes());
    }

    #[test]
    fn s129_underscores() {
        assert_eq!(name("http.gr\u{f6}\u{df}e"), "http_gr__e");
        assert_eq!(name("2xx"), "_xx");
        assert_eq!(name("job:rate5m"), "job:rate5m");
    }
}

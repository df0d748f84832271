//! Escaping in the text formats.

/// Writes what stands in quotes: `\`, newline and `"` are escaped (S108).
pub(super) fn quoted(out: &mut Vec<u8>, text: &str) {
    escape(out, text.as_bytes(), |rest| memchr::memchr3(b'\\', b'\n', b'"', rest));
}

/// Writes what ends with the line: `\` and newline are escaped (S108).
pub(super) fn line(out: &mut Vec<u8>, text: &str) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s108_escapes() {
        let text = "a\\b\n\"c\"\t\r# EOF é";
        let mut out = Vec::new();
        quoted(&mut out, text);
        assert_eq!(out, "a\\\\b\\n\\\"c\\\"\t\r# EOF é".as_bytes());
        out.clear();
        line(&mut out, text);
        assert_eq!(out, "a\\\\b\\n\"c\"\t\r# EOF é".as_bytes());
    }
}

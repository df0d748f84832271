//! Rules of metric and label names. The tests are `const fn`s.
//!
//! Two alphabets exist. At run time a name may be any non-empty UTF-8 text (S1). The *legacy*
//! alphabet, `[a-zA-Z_:][a-zA-Z0-9_:]*`, is what every parser reads without quotes; the derive
//! macros keep to it. In the formats other names are [escaped](escape).

use std::borrow::Cow;

/// Whether `name` may name a metric in the legacy alphabet: `[a-zA-Z_:][a-zA-Z0-9_:]*`.
#[must_use]
pub const fn is_legacy_metric_name(name: &str) -> bool {
    is_legacy(name.as_bytes(), true)
}

/// Whether `name` may name a label in the legacy alphabet: `[a-zA-Z_][a-zA-Z0-9_]*`.
///
/// The prefix `__` is judged apart, by [`is_reserved_label_name`].
#[must_use]
pub const fn is_legacy_label_name(name: &str) -> bool {
    is_legacy(name.as_bytes(), false)
}

/// Whether `name` begins with `__`, which Prometheus keeps for itself (S1b).
#[must_use]
pub const fn is_reserved_label_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() >= 2 && bytes[0] == b'_' && bytes[1] == b'_'
}

const fn is_legacy(bytes: &[u8], colon: bool) -> bool {
    if bytes.is_empty() || bytes[0].is_ascii_digit() {
        return false;
    }
    let mut i = 0;
    while i < bytes.len() {
        let byte = bytes[i];
        if !(byte.is_ascii_alphanumeric() || byte == b'_' || (colon && byte == b':')) {
            return false;
        }
        i += 1;
    }
    true
}

/// Joins the non-empty parts of a name with `_`; an empty last part gives an empty name (A7).
///
/// ```
/// use metrics_core::name::join;
/// assert_eq!(join("shop", "http", "requests_total"), "shop_http_requests_total");
/// assert_eq!(join("shop", "", "requests_total"), "shop_requests_total");
/// assert_eq!(join("shop", "http", ""), "");
/// ```
#[must_use]
pub fn join(namespace: &str, subsystem: &str, name: &str) -> String {
    if name.is_empty() {
        return String::new();
    }
    let mut full = String::with_capacity(namespace.len() + subsystem.len() + name.len() + 2);
    for part in [namespace, subsystem] {
        if !part.is_empty() {
            full.push_str(part);
            full.push('_');
        }
    }
    full.push_str(name);
    full
}

/// The name as the formats write it: `_` stands for every character that the legacy alphabet
/// lacks, and for a leading digit (S128, S129).
///
/// Labels are judged by the rule of metrics, too: `a:b` stays as it is (K14). Two names may
/// become one; a registry refuses such a pair (K15).
///
/// ```
/// use metrics_core::name::escape;
/// assert_eq!(escape("http.größe"), "http_gr__e");
/// assert_eq!(escape("2xx"), "_xx");
/// assert_eq!(escape("job:rate5m"), "job:rate5m");
/// ```
#[must_use]
pub fn escape(name: &str) -> Cow<'_, str> {
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

/// `a == b`, in a constant.
pub(crate) const fn equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_is_two_underscores_in_front() {
        assert!(is_reserved_label_name("__name__"));
        assert!(!is_reserved_label_name("_name__"));
        assert!(!is_reserved_label_name("_"));
    }

    #[test]
    fn equal_compares_bytes() {
        assert!(equal("", ""));
        assert!(equal("le", "le"));
        assert!(!equal("le", "la"));
        assert!(!equal("le", "less"));
    }
}

//! Rules of names and of their case, on plain text.
//!
//! The twin of the runtime crate's `name`: a macro cannot use the crate that re-exports it. This
//! file uses nothing but the standard library, so that a test can compile it beside the twin and
//! run both on the same names.

/// Whether `name` may name a metric in the legacy alphabet: `[a-zA-Z_:][a-zA-Z0-9_:]*`.
pub(crate) fn is_metric_name(name: &str) -> bool {
    offence(name, Alphabet::Metric).is_none()
}

/// Whether `name` may name a label in the legacy alphabet: `[a-zA-Z_][a-zA-Z0-9_]*`.
///
/// The prefix `__` is judged apart, by [`is_reserved_label_name`].
pub(crate) fn is_label_name(name: &str) -> bool {
    offence(name, Alphabet::Label).is_none()
}

/// Whether `name` begins with `__`, which Prometheus keeps for itself.
pub(crate) fn is_reserved_label_name(name: &str) -> bool {
    name.starts_with("__")
}

/// Whether `unit` may end a metric's name: `[a-z0-9_]+`.
pub(crate) fn is_unit(unit: &str) -> bool {
    !unit.is_empty()
        && unit.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Which characters a name may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// `[a-zA-Z_:][a-zA-Z0-9_:]*`
    Metric,
    /// `[a-zA-Z_][a-zA-Z0-9_]*`
    Label,
}

impl Alphabet {
    /// The alphabet as a regular expression.
    pub(crate) fn pattern(self) -> &'static str {
        match self {
            Self::Metric => "[a-zA-Z_:][a-zA-Z0-9_:]*",
            Self::Label => "[a-zA-Z_][a-zA-Z0-9_]*",
        }
    }

    fn has(self, c: char) -> bool {
        c.is_ascii_alphanumeric() || c == '_' || (c == ':' && self == Self::Metric)
    }
}

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offence {
    /// It has no characters.
    Empty,
    /// It begins with a digit.
    Digit,
    /// It has a character that is not in the alphabet.
    Character {
        /// The character.
        character: char,
        /// Which one it is, from 1.
        position: usize,
    },
}

/// The first thing wrong with a name.
pub(crate) fn offence(name: &str, alphabet: Alphabet) -> Option<Offence> {
    if name.is_empty() {
        return Some(Offence::Empty);
    }
    let outside = name.chars().enumerate().find(|&(_, c)| !alphabet.has(c));
    if let Some((i, character)) = outside {
        return Some(Offence::Character { character, position: i + 1 });
    }
    name.starts_with(|c: char| c.is_ascii_digit()).then_some(Offence::Digit)
}

/// The nearest name in the alphabet, if anything of `name` can be kept. Letters outside ASCII
/// stand for something that the nearest name would not say.
pub(crate) fn corrected(name: &str, alphabet: Alphabet) -> Option<String> {
    if !name.is_ascii() {
        return None;
    }
    let mut corrected = String::with_capacity(name.len());
    for c in name.chars() {
        if alphabet.has(c) {
            corrected.push(c);
        } else if !corrected.ends_with('_') {
            corrected.push('_');
        }
    }
    let corrected = corrected.trim_matches('_');
    if corrected.is_empty() {
        None
    } else if corrected.starts_with(|c: char| c.is_ascii_digit()) {
        let word = if alphabet == Alphabet::Metric { "http" } else { "code" };
        Some(format!("{word}_{corrected}"))
    } else {
        Some(corrected.to_owned())
    }
}

/// How `rename_all` writes names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// `lowercase`
    Lower,
    /// `UPPERCASE`
    Upper,
    /// `PascalCase`
    Pascal,
    /// `camelCase`
    Camel,
    /// `snake_case`
    Snake,
    /// `SCREAMING_SNAKE_CASE`
    ScreamingSnake,
    /// `kebab-case`
    Kebab,
    /// `SCREAMING-KEBAB-CASE`
    ScreamingKebab,
}

impl Case {
    /// All rules, each by its own name.
    pub(crate) const ALL: [(&'static str, Self); 8] = [
        ("lowercase", Self::Lower),
        ("UPPERCASE", Self::Upper),
        ("PascalCase", Self::Pascal),
        ("camelCase", Self::Camel),
        ("snake_case", Self::Snake),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
        ("kebab-case", Self::Kebab),
        ("SCREAMING-KEBAB-CASE", Self::ScreamingKebab),
    ];

    /// The rule of that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(rule, _)| *rule == name).map(|&(_, case)| case)
    }

    /// The variant `NotFound`, written by this rule.
    pub(crate) fn of_variant(self, variant: &str) -> String {
        match self {
            Self::Lower => variant.to_lowercase(),
            Self::Upper => variant.to_uppercase(),
            Self::Pascal => variant.to_owned(),
            Self::Camel => {
                let mut chars = variant.chars();
                let first = chars.next().into_iter().flat_map(char::to_lowercase);
                first.chain(chars).collect()
            }
            Self::Snake | Self::ScreamingSnake | Self::Kebab | Self::ScreamingKebab => {
                let mut snake = String::with_capacity(variant.len() + 4);
                for (i, c) in variant.char_indices() {
                    if i > 0 && c.is_uppercase() {
                        snake.push('_');
                    }
                    snake.extend(c.to_lowercase());
                }
                self.of_field(&snake)
            }
        }
    }

    /// The field `not_found`, written by this rule.
    pub(crate) fn of_field(self, field: &str) -> String {
        match self {
            Self::Lower | Self::Snake => field.to_owned(),
            Self::Upper | Self::ScreamingSnake => field.to_uppercase(),
            Self::Pascal | Self::Camel => {
                let mut name = String::with_capacity(field.len());
                let mut raise = self == Self::Pascal;
                for c in field.chars() {
                    if c == '_' {
                        raise = true;
                    } else if raise {
                        name.extend(c.to_uppercase());
                        raise = false;
                    } else {
                        name.push(c);
                    }
                }
                name
            }
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingKebab => field.to_uppercase().replace('_', "-"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alphabets() {
        for name in ["a", "_", "A9", "job:rate5m", ":"] {
            assert!(is_metric_name(name), "{name}");
        }
        for name in ["", "9a", "a b", "a-b", "größe", "a.b"] {
            assert!(!is_metric_name(name), "{name}");
            assert!(!is_label_name(name), "{name}");
        }
        assert!(!is_label_name("a:b"));
        assert!(is_label_name("__a"));
        assert!(is_reserved_label_name("__a"));
        assert!(!is_reserved_label_name("_a_"));
        assert!(is_unit("seconds") && is_unit("by_2"));
        assert!(!is_unit("") && !is_unit("Seconds") && !is_unit("per second"));
    }

    #[test]
    fn offences_count_characters_from_one() {
        let at = |name| offence(name, Alphabet::Metric);
        assert_eq!(at(""), Some(Offence::Empty));
        assert_eq!(at("2xx"), Some(Offence::Digit));
        assert_eq!(at("http-requests"), Some(Offence::Character { character: '-', position: 5 }));
        assert_eq!(at("größe"), Some(Offence::Character { character: 'ö', position: 3 }));
        assert_eq!(at("ok"), None);
    }

    #[test]
    fn corrections_are_names() {
        let metric = |name| corrected(name, Alphabet::Metric);
        assert_eq!(metric("http-requests").as_deref(), Some("http_requests"));
        assert_eq!(metric(" http.requests / s ").as_deref(), Some("http_requests_s"));
        assert_eq!(metric("2xx_total").as_deref(), Some("http_2xx_total"));
        assert_eq!(metric("größe"), None);
        assert_eq!(metric("-"), None);
        assert_eq!(corrected("a:b", Alphabet::Label).as_deref(), Some("a_b"));
        for name in ["http-requests", "2xx", "a b c", "9"] {
            assert!(is_metric_name(&metric(name).unwrap()), "{name}");
        }
    }

    #[test]
    fn cases_are_those_of_serde() {
        let expected = [
            ("notfound", "not_found"),
            ("NOTFOUND", "NOT_FOUND"),
            ("NotFound", "NotFound"),
            ("notFound", "notFound"),
            ("not_found", "not_found"),
            ("NOT_FOUND", "NOT_FOUND"),
            ("not-found", "not-found"),
            ("NOT-FOUND", "NOT-FOUND"),
        ];
        for ((name, case), (variant, field)) in Case::ALL.into_iter().zip(expected) {
            assert_eq!(Case::from_name(name), Some(case));
            assert_eq!(case.of_variant("NotFound"), variant, "{name}");
            assert_eq!(case.of_field("not_found"), field, "{name}");
        }
        assert_eq!(Case::from_name("snakecase"), None);
        assert_eq!(Case::Snake.of_variant("A"), "a");
    }
}

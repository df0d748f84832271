//! The conventions of names, on plain text: units, and how words are joined.
//!
//! Stands here and in the macros: a macro cannot use the crate that re-exports it. This file
//! uses nothing but the standard library, so that a test can compile both and compare them.

/// Whether the name has this part, and not as its first one.
pub(super) fn has_part(name: &str, part: &str) -> bool {
    name.contains(&format!("_{part}_")) || name.ends_with(&format!("_{part}"))
}

/// Whether a capital letter follows a small one (Q8).
pub(super) fn is_camel_case(name: &str) -> bool {
    let pairs = name.as_bytes().windows(2);
    pairs.into_iter().any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}

/// The unit in the name and the base unit of its dimension, if they differ. The first part that
/// is a unit decides (Q2).
pub(super) fn base_unit(name: &str) -> Option<(&str, &'static str)> {
    let unit = name.split('_').find_map(|part| Some((part, base_of(part)?)));
    unit.filter(|(unit, base)| unit != base)
}

/// The abbreviated units in the name (Q9).
pub(super) fn abbreviations(name: &str) -> impl Iterator<Item = &'static str> {
    let name = name.to_lowercase();
    ABBREVIATIONS.iter().copied().filter(move |unit| has_part(&name, unit))
}

/// The base unit of a unit, which may have a prefix.
fn base_of(part: &str) -> Option<&'static str> {
    let known = |unit: &str| UNITS.iter().find(|(known, _)| *known == unit).map(|(_, base)| *base);
    known(part).or_else(|| PREFIXES.iter().find_map(|prefix| known(part.strip_prefix(prefix)?)))
}

/// Units and the base units of their dimensions.
const UNITS: &[(&str, &str)] = &[
    ("amperes", "amperes"),
    ("bytes", "bytes"),
    ("celsius", "celsius"),
    ("grams", "grams"),
    ("joules", "joules"),
    ("kelvin", "kelvin"),
    ("meters", "meters"),
    ("metres", "metres"),
    ("seconds", "seconds"),
    ("volts", "volts"),
    // Others.
    ("minutes", "seconds"),
    ("hours", "seconds"),
    ("days", "seconds"),
    ("weeks", "seconds"),
    ("kelvins", "kelvin"),
    ("fahrenheit", "celsius"),
    ("rankine", "celsius"),
    ("inches", "meters"),
    ("yards", "meters"),
    ("miles", "meters"),
    ("bits", "bytes"),
    ("calories", "joules"),
    ("pounds", "grams"),
    ("ounces", "grams"),
];

/// What may stand before a unit. The reference misspells `mebi` as `mibi`; both are known here
/// (K20).
const PREFIXES: &[&str] = &[
    "pico", "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo", "kibi", "mega",
    "mebi", "mibi", "giga", "gibi", "tera", "tebi", "peta", "pebi",
];

/// Units cut short.
const ABBREVIATIONS: &[&str] =
    &["s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d"];

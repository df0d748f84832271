//! The conventions of names: the rules of promlint.

use std::collections::HashSet;
use std::fmt;

use super::name_of;
use crate::desc::Kind;
use crate::exposition::parse::ParsedFamily;
use crate::sample::Family;

/// Something that is allowed, and unconventional.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    metric: String,
    text: String,
    rule: Rule,
}

impl Problem {
    /// The name of the family.
    #[must_use]
    pub fn metric(&self) -> &str {
        &self.metric
    }

    /// What is wrong with it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// By which rule.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.metric, self.text)
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // For messages of tests.
        fmt::Display::fmt(self, f)
    }
}

/// The rules of promlint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// A text has no help for the metric (Q1).
    Help,
    /// The name has a unit that is not the base unit of its dimension (Q2).
    BaseUnit,
    /// The name of a counter does not end in `_total` (Q3).
    CounterSuffix,
    /// Another name does (Q4).
    TotalOfOther,
    /// A name ends as the samples of histograms and summaries do, or a label is one that they
    /// write themselves (Q5).
    Reserved,
    /// The name says the metric's type (Q6).
    TypeInName,
    /// The name has a colon, as those of recording rules do (Q7).
    Colon,
    /// The name of the metric or of a label is in camelCase (Q8).
    CamelCase,
    /// The name abbreviates a unit (Q9).
    Abbreviation,
    /// Two series have the same labels (Q10).
    Duplicate,
}

/// By metric and text.
pub(super) fn lint(families: &[ParsedFamily]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for ParsedFamily { family, has_help } in families {
        let mut lint = Lint { family, name: family.desc.name(), problems: &mut problems };
        if !has_help {
            lint.report(Rule::Help, "there is no help text");
        }
        lint.units();
        lint.total();
        lint.reserved();
        lint.type_in_name();
        lint.colon();
        lint.camel_case();
        lint.abbreviations();
        lint.duplicates();
    }
    problems.sort();
    problems
}

struct Lint<'a> {
    family: &'a Family,
    name: &'a str,
    problems: &'a mut Vec<Problem>,
}

/// The names of the labels of every series, as often as they occur.
fn labels(family: &Family) -> impl Iterator<Item = &str> {
    family.series.iter().flat_map(|series| series.labels().map(|(name, _)| name))
}

impl Lint<'_> {
    fn report(&mut self, rule: Rule, text: impl Into<String>) {
        self.problems.push(Problem { metric: self.name.to_owned(), text: text.into(), rule });
    }

    /// The first part of the name that is a unit decides.
    fn units(&mut self) {
        let unit = self.name.split('_').find_map(|part| Some((part, base_unit(part)?)));
        if let Some((unit, base)) = unit
            && unit != base
        {
            self.report(Rule::BaseUnit, format!("`{unit}` should be the base unit, `{base}`"));
        }
    }

    fn total(&mut self) {
        let kind = self.family.kind;
        let is_total = self.name.ends_with("_total");
        if kind == Kind::Counter && !is_total {
            self.report(Rule::CounterSuffix, "the name of a counter should end in `_total`");
        } else if is_total && !matches!(kind, Kind::Counter | Kind::Untyped) {
            self.report(Rule::TotalOfOther, "only the name of a counter should end in `_total`");
        }
    }

    fn reserved(&mut self) {
        let kind = self.family.kind;
        if kind == Kind::Untyped {
            return;
        }
        for (suffix, of) in [
            ("_bucket", "a histogram"),
            ("_count", "a histogram or summary"),
            ("_sum", "a histogram or summary"),
        ] {
            if self.name.ends_with(suffix) && !kind.suffixes().contains(&suffix) {
                let text = format!("only samples of {of} should have names that end in `{suffix}`");
                self.report(Rule::Reserved, text);
            }
        }
        for owner in [Kind::Histogram, Kind::Summary] {
            let Some(label) = owner.reserved_label().filter(|_| kind != owner) else { continue };
            for _ in labels(self.family).filter(|name| *name == label) {
                let text = format!("only a {owner} should have a label `{label}`");
                self.report(Rule::Reserved, text);
            }
        }
    }

    fn type_in_name(&mut self) {
        let kind = self.family.kind;
        if kind != Kind::Untyped && has_part(&self.name.to_lowercase(), kind.as_str()) {
            self.report(Rule::TypeInName, format!("the name should not say the type, `{kind}`"));
        }
    }

    fn colon(&mut self) {
        if self.name.contains(':') {
            let text = "the name should have no `:`, which is for recording rules";
            self.report(Rule::Colon, text);
        }
    }

    fn camel_case(&mut self) {
        if is_camel_case(self.name) {
            self.report(Rule::CamelCase, "the name should be in snake_case, not in camelCase");
        }
        for label in labels(self.family).filter(|label| is_camel_case(label)) {
            let text = format!("label `{label}` should be in snake_case, not in camelCase");
            self.report(Rule::CamelCase, text);
        }
    }

    fn abbreviations(&mut self) {
        let name = self.name.to_lowercase();
        for unit in ABBREVIATIONS.iter().filter(|unit| has_part(&name, unit)) {
            let text = format!("the name should spell its unit out, and not `{unit}`");
            self.report(Rule::Abbreviation, text);
        }
    }

    /// One problem for each series that is like one before it.
    fn duplicates(&mut self) {
        let mut before = HashSet::new();
        for series in &self.family.series {
            if !before.insert(series.labels().collect::<Vec<_>>()) {
                let name = name_of(self.family, series);
                self.report(Rule::Duplicate, format!("there is more than one series `{name}`"));
            }
        }
    }
}

/// Whether the name has this part, and not as its first one.
fn has_part(name: &str, part: &str) -> bool {
    name.contains(&format!("_{part}_")) || name.ends_with(&format!("_{part}"))
}

fn is_camel_case(name: &str) -> bool {
    let pairs = name.as_bytes().windows(2);
    pairs.into_iter().any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}

/// The base unit of a unit, which may have a prefix.
fn base_unit(part: &str) -> Option<&'static str> {
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

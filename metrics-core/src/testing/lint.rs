//! The conventions of names: the rules of promlint.

use std::collections::HashSet;
use std::fmt;

use super::conventions::{abbreviations, base_unit, has_part, is_camel_case};
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

    fn units(&mut self) {
        if let Some((unit, base)) = base_unit(self.name) {
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
        for unit in abbreviations(self.name) {
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

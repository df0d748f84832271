//! Reads the text format, version 0.0.4 (S149).

use std::collections::HashMap;
use std::fmt;

use super::cursor::Cursor;
use crate::desc::{Desc, Kind};
use crate::sample::{Bucket, Family, Millis, Number, Quantile, Series, Value};

/// Why a text is no exposition, and where.
#[derive(Clone, PartialEq)]
pub struct ParseError {
    line: usize,
    kind: Box<ParseErrorKind>,
}

impl ParseError {
    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// What is wrong with it.
    #[must_use]
    pub fn kind(&self) -> &ParseErrorKind {
        &self.kind
    }
}

/// What is wrong with a line of an exposition.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// Something else should be here.
    Expected {
        /// What should.
        what: &'static str,
        /// The character that is; `None` if the line ends.
        found: Option<char>,
    },
    /// A backslash stands before a character that it does not escape.
    Escape(char),
    /// A value, a bound or a quantile is no number.
    Number(String),
    /// A count is no whole number.
    Count(String),
    /// A timestamp is no whole number of milliseconds.
    Timestamp(String),
    /// A `TYPE` is none of the format's.
    Kind(String),
    /// A family has a second `HELP` or `TYPE`.
    Repeated {
        /// `HELP` or `TYPE`.
        keyword: &'static str,
        /// The family.
        family: String,
    },
    /// A family's `TYPE` comes after some of its samples.
    LateKind(String),
    /// A label is given twice.
    DuplicateLabel(String),
    /// A label that tells the parts of a histogram or summary apart is on another sample.
    MisplacedLabel(&'static str),
    /// A sample of a histogram or summary is given twice.
    DuplicateSample(String),
    /// A series of a histogram or summary lacks a part, or a sample is none of its parts.
    Incomplete {
        /// The name of the family.
        family: String,
        /// What is missing.
        lacks: &'static str,
    },
}

impl fmt::Display for ParseErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expected { what, found: Some(found) } => {
                write!(f, "expected {what} and not {found:?}")
            }
            Self::Expected { what, found: None } => {
                write!(f, "expected {what} before the end of the line")
            }
            Self::Escape(c) => {
                write!(f, "`\\{c}` is no escape: there are `\\\\`, `\\n`, and in quotes `\\\"`")
            }
            Self::Number(text) => write!(f, "`{text}` is no number"),
            Self::Count(text) => write!(f, "`{text}` is no count: it should be a whole number"),
            Self::Timestamp(text) => {
                write!(f, "`{text}` is no timestamp: it should be whole milliseconds")
            }
            Self::Kind(text) => write!(
                f,
                "`{text}` is no type: there are counter, gauge, histogram, summary and untyped"
            ),
            Self::Repeated { keyword, family } => {
                write!(f, "`{family}` has a second `{keyword}`")
            }
            Self::LateKind(family) => {
                write!(f, "the `TYPE` of `{family}` should stand before its samples")
            }
            Self::DuplicateLabel(name) => write!(f, "label `{name}` is given twice"),
            Self::MisplacedLabel(label) => {
                let place = if *label == "le" { "buckets" } else { "quantiles" };
                write!(f, "only {place} have a label `{label}`")
            }
            Self::DuplicateSample(name) => {
                write!(f, "this sample of `{name}` is given twice")
            }
            Self::Incomplete { family, lacks } => {
                write!(f, "this series of `{family}` has no {lacks}")
            }
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.kind)
    }
}

impl fmt::Debug for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // For `unwrap` in tests.
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ParseError {}

/// What a text says.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// In order of their names.
    pub(crate) families: Vec<ParsedFamily>,
    /// The first histogram or summary that is not whole. Its missing parts are zeros.
    pub(crate) incomplete: Option<ParseError>,
}

/// A family, and what the value model does not keep.
#[derive(Clone, Debug)]
pub(crate) struct ParsedFamily {
    pub(crate) family: Family,
    /// Whether there is a help text that is not empty.
    pub(crate) has_help: bool,
}

/// Reads an exposition. Order and spacing do not matter, nor does a missing `TYPE`, which makes a
/// family untyped. In a histogram the `_bucket` of a name may be left out.
pub(crate) fn parse(text: &str) -> Result<Parsed, ParseError> {
    let mut reader = Reader::default();
    for (i, line) in text.lines().enumerate() {
        reader.line = i + 1;
        reader.read(line).map_err(|kind| ParseError { line: reader.line, kind: Box::new(kind) })?;
    }
    Ok(reader.finish())
}

#[derive(Default)]
struct Reader {
    line: usize,
    drafts: Vec<Draft>,
    by_name: HashMap<String, usize>,
    incomplete: Option<ParseError>,
}

/// A family that is being read.
#[derive(Default)]
struct Draft {
    name: String,
    help: Option<String>,
    kind: Option<Kind>,
    series: Vec<DraftSeries>,
    /// The series of a histogram or summary, whose samples are spread over lines.
    by_labels: HashMap<(Labels, Option<Millis>), usize>,
}

type Labels = Vec<(String, String)>;

struct DraftSeries {
    line: usize,
    labels: Labels,
    at: Option<Millis>,
    value: DraftValue,
}

enum DraftValue {
    Single(f64),
    Parts(Parts),
}

#[derive(Default)]
struct Parts {
    count: Option<u64>,
    sum: Option<f64>,
    /// Cumulative counts or values, by bound or rank.
    points: Vec<(f64, Point)>,
}

#[derive(Clone, Copy)]
enum Point {
    Count(u64),
    Value(f64),
}

impl Reader {
    fn read(&mut self, line: &str) -> Result<(), ParseErrorKind> {
        let mut line = Cursor::new(line);
        if line.is_at_end() {
            Ok(())
        } else if line.eat('#') {
            self.read_comment(&mut line)
        } else {
            self.read_sample(&mut line)
        }
    }

    fn read_comment(&mut self, line: &mut Cursor<'_>) -> Result<(), ParseErrorKind> {
        let keyword = match line.token() {
            "HELP" => "HELP",
            "TYPE" => "TYPE",
            _ => return Ok(()),
        };
        let name = line.name_or_quoted("the metric's name", &[])?;
        let place = self.family(&name);
        let draft = &mut self.drafts[place];
        let repeated = || ParseErrorKind::Repeated { keyword, family: name.clone() };
        if keyword == "HELP" {
            let help = line.line()?;
            if draft.help.replace(help).is_some() {
                return Err(repeated());
            }
        } else {
            let kind = line.token();
            let kind = kind_of(kind).ok_or_else(|| ParseErrorKind::Kind(kind.to_owned()))?;
            line.end("the end of the line")?;
            if !draft.series.is_empty() {
                return Err(ParseErrorKind::LateKind(name));
            }
            if draft.kind.replace(kind).is_some() {
                return Err(repeated());
            }
        }
        Ok(())
    }

    fn read_sample(&mut self, line: &mut Cursor<'_>) -> Result<(), ParseErrorKind> {
        let mut name = line.name(&['{'])?.map(str::to_owned);
        let mut labels = Labels::new();
        if line.eat('{') {
            read_labels(line, &mut name, &mut labels)?;
        }
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            return Err(line.expected("the metric's name"));
        };
        if line.is_at_end() {
            return Err(line.expected("the value"));
        }
        let text = line.token();
        let value = number(text)?;
        let mut at = None;
        if !line.is_at_end() {
            let text = line.token();
            let wrong = |_| ParseErrorKind::Timestamp(text.to_owned());
            at = Some(Millis(text.parse().map_err(wrong)?));
            line.end("the end of the line")?;
        }
        labels.sort();
        if let Some(pair) = labels.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(ParseErrorKind::DuplicateLabel(pair[0].0.clone()));
        }
        self.add(name, labels, at, (text, value))
    }

    /// The family of this name; a new one if there is none.
    fn family(&mut self, name: &str) -> usize {
        if let Some(&place) = self.by_name.get(name) {
            return place;
        }
        let place = self.drafts.len();
        self.by_name.insert(name.to_owned(), place);
        self.drafts.push(Draft { name: name.to_owned(), ..Draft::default() });
        place
    }

    /// The family of a sample, and what its name has besides that of the family.
    fn family_of_sample<'n>(&mut self, name: &'n str) -> (usize, &'n str) {
        if !self.by_name.contains_key(name)
            && let Some((short, suffix)) = name.rfind('_').map(|at| name.split_at(at))
            && let Some(&place) = self.by_name.get(short)
            && let Some(kind) = self.drafts[place].kind
            && kind.suffixes().contains(&suffix)
        {
            return (place, suffix);
        }
        (self.family(name), "")
    }

    fn add(
        &mut self,
        name: String,
        mut labels: Labels,
        at: Option<Millis>,
        (text, value): (&str, f64),
    ) -> Result<(), ParseErrorKind> {
        let line = self.line;
        let (place, suffix) = self.family_of_sample(&name);
        let draft = &mut self.drafts[place];
        let kind = draft.kind.unwrap_or(Kind::Untyped);
        let Some(label) = kind.reserved_label() else {
            draft.series.push(DraftSeries { line, labels, at, value: DraftValue::Single(value) });
            return Ok(());
        };
        let mut point = None;
        let given = labels.iter().position(|(name, _)| name == label);
        let is_part = matches!(suffix, "_sum" | "_count");
        match given {
            Some(_) if is_part => return Err(ParseErrorKind::MisplacedLabel(label)),
            Some(i) => point = Some(number(&labels.remove(i).1)?),
            None if is_part => {}
            None => {
                let lacks = if label == "le" { "label `le`" } else { "label `quantile`" };
                self.lacks(line, place, lacks);
            }
        }
        let draft = &mut self.drafts[place];
        let parts = draft.parts(line, labels, at);
        let is_new = match suffix {
            "_sum" => parts.sum.replace(value).is_none(),
            "_count" => parts.count.replace(count(text, value)?).is_none(),
            _ => {
                let Some(point) = point else { return Ok(()) };
                if point.is_nan() {
                    return Err(ParseErrorKind::Number("NaN".to_owned()));
                }
                let known = parts.points.iter().any(|(known, _)| *known == point);
                let value = match kind {
                    Kind::Histogram => Point::Count(count(text, value)?),
                    _ => Point::Value(value),
                };
                parts.points.push((point, value));
                !known
            }
        };
        if is_new { Ok(()) } else { Err(ParseErrorKind::DuplicateSample(name)) }
    }

    /// Notes the first series that is not whole.
    fn lacks(&mut self, line: usize, place: usize, lacks: &'static str) {
        let family = self.drafts[place].name.clone();
        let kind = Box::new(ParseErrorKind::Incomplete { family, lacks });
        self.incomplete.get_or_insert(ParseError { line, kind });
    }

    fn finish(mut self) -> Parsed {
        for place in 0..self.drafts.len() {
            let missing = self.drafts[place].series.iter().find_map(|series| match &series.value {
                DraftValue::Parts(Parts { sum: None, .. }) => Some((series.line, "`_sum`")),
                DraftValue::Parts(Parts { count: None, .. }) => Some((series.line, "`_count`")),
                _ => None,
            });
            if let Some((line, what)) = missing {
                self.lacks(line, place, what);
            }
        }
        let mut families: Vec<_> = self.drafts.into_iter().map(Draft::finish).collect();
        families.retain(|parsed| !parsed.family.series.is_empty());
        families.sort_by(|a, b| a.family.desc.name().cmp(b.family.desc.name()));
        Parsed { families, incomplete: self.incomplete }
    }
}

impl Draft {
    /// The parts of the series with these labels.
    fn parts(&mut self, line: usize, labels: Labels, at: Option<Millis>) -> &mut Parts {
        let series = &mut self.series;
        let place = *self.by_labels.entry((labels, at)).or_insert_with_key(|(labels, at)| {
            let value = DraftValue::Parts(Parts::default());
            series.push(DraftSeries { line, labels: labels.clone(), at: *at, value });
            series.len() - 1
        });
        match &mut series[place].value {
            DraftValue::Parts(parts) => parts,
            DraftValue::Single(_) => unreachable!("a family with parts has nothing else"),
        }
    }

    fn finish(self) -> ParsedFamily {
        let kind = self.kind.unwrap_or(Kind::Untyped);
        let help = self.help.unwrap_or_default();
        let has_help = !help.is_empty();
        let desc = Desc::builder(self.name, help).kind(kind).build();
        let series = self.series.into_iter().map(|series| series.finish(kind)).collect();
        ParsedFamily { family: Family { desc, kind, series }, has_help }
    }
}

impl DraftSeries {
    fn finish(self, kind: Kind) -> Series {
        let (names, values): (Vec<_>, Vec<_>) =
            self.labels.into_iter().map(|(name, value)| (name.into(), value.into())).unzip();
        let value = match (self.value, kind) {
            (DraftValue::Single(value), Kind::Counter) => Value::Counter(Number::Float(value)),
            (DraftValue::Single(value), Kind::Gauge) => Value::Gauge(value),
            (DraftValue::Single(value), _) => Value::Untyped(value),
            (DraftValue::Parts(parts), kind) => parts.finish(kind),
        };
        Series { names: names.into(), values: values.into(), value, details: None, at: self.at }
    }
}

impl Parts {
    fn finish(mut self, kind: Kind) -> Value {
        self.points.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let (mut buckets, mut quantiles) = (Vec::new(), Vec::new());
        for (point, value) in self.points {
            match value {
                Point::Count(cumulative_count) => {
                    buckets.push(Bucket { upper_bound: point, cumulative_count });
                }
                Point::Value(value) => quantiles.push(Quantile { quantile: point, value }),
            }
        }
        let infinite = buckets.last().filter(|last| last.upper_bound == f64::INFINITY);
        let infinite = infinite.map(|last| last.cumulative_count);
        let count = self.count.or(infinite).unwrap_or(0);
        let sum = self.sum.unwrap_or(0.0);
        if kind == Kind::Summary {
            return Value::Summary { count, sum, quantiles };
        }
        if infinite == Some(count) {
            buckets.pop();
        }
        Value::Histogram { count, sum, buckets }
    }
}

/// Reads what stands in braces, and the last one. A name in quotes is the metric's (S113).
fn read_labels(
    line: &mut Cursor<'_>,
    metric: &mut Option<String>,
    labels: &mut Labels,
) -> Result<(), ParseErrorKind> {
    while !line.eat('}') {
        let is_quoted = line.is_next('"');
        let name = line.name_or_quoted("a label's name or `}`", &['='])?;
        if is_quoted && metric.is_none() && !line.is_next('=') {
            *metric = Some(name);
        } else {
            line.expect('=', "`=`")?;
            line.expect('"', "a value in quotes")?;
            labels.push((name, line.quoted()?));
        }
        if !line.eat(',') && !line.is_next('}') {
            return Err(line.expected("`,` or `}`"));
        }
    }
    Ok(())
}

fn kind_of(text: &str) -> Option<Kind> {
    let kinds = [Kind::Counter, Kind::Gauge, Kind::Histogram, Kind::Summary, Kind::Untyped];
    kinds.into_iter().find(|kind| text.eq_ignore_ascii_case(kind.as_str()))
}

fn number(text: &str) -> Result<f64, ParseErrorKind> {
    text.parse().map_err(|_| ParseErrorKind::Number(text.to_owned()))
}

/// Whole numbers, and floats that are (`1e+06`).
fn count(text: &str, value: f64) -> Result<u64, ParseErrorKind> {
    /// 2^64, which is `u64::MAX` as the Go client writes it.
    const MAX: f64 = 18_446_744_073_709_551_616.0;
    text.parse().or_else(|_| {
        if value.trunc() == value && (0.0..=MAX).contains(&value) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            // checked, or saturates
            return Ok(value as u64);
        }
        Err(ParseErrorKind::Count(text.to_owned()))
    })
}

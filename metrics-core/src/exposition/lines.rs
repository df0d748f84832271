//! What the text formats have in common: names, the label block, the samples of a family.

use super::{escape, number};
use crate::exemplar::Exemplar;
use crate::name;
use crate::sample::{Family, Millis, Number, Series, Value};

/// What the text formats do not have in common.
pub(super) trait Dialect {
    /// Writes the lines before the samples of a family.
    fn head(out: &mut Vec<u8>, family: &Family, name: Name<'_>);

    /// Writes a value.
    fn number(out: &mut Vec<u8>, value: Number);

    /// Writes the value of an `le` or `quantile` label.
    fn bound(out: &mut Vec<u8>, bound: f64);

    /// Writes a timestamp.
    fn timestamp(out: &mut Vec<u8>, at: Millis);

    /// Whether exemplars are written.
    const EXEMPLARS: bool = false;

    /// Whether created timestamps are written, as samples of their own.
    const CREATED: bool = false;
}

/// What becomes of names that the legacy alphabet does not cover.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Names {
    /// They are [escaped](name::escape).
    Escaped,
    /// They stand in quotes (S113).
    Quoted,
}

/// The name of a family as it is written, but for a suffix.
#[derive(Clone, Copy)]
pub(super) struct Name<'a> {
    pub(super) text: &'a str,
    quoted: bool,
}

impl<'a> Name<'a> {
    fn of(family: &'a Family, names: Names) -> Self {
        let (name, written) = (family.desc.name(), family.desc.written_name());
        match names {
            Names::Escaped => Self { text: written, quoted: false },
            Names::Quoted => Self { text: name, quoted: name != written },
        }
    }

    /// Writes a line of metadata: `# KEYWORD name text`. `text` is written by a closure.
    pub(super) fn metadata(
        self,
        out: &mut Vec<u8>,
        keyword: &str,
        text: impl FnOnce(&mut Vec<u8>),
    ) {
        out.extend_from_slice(b"# ");
        out.extend_from_slice(keyword.as_bytes());
        out.push(b' ');
        self.write(out, "");
        out.push(b' ');
        text(out);
        out.push(b'\n');
    }

    fn write(self, out: &mut Vec<u8>, suffix: &str) {
        if self.quoted {
            out.push(b'"');
            escape::quoted(out, self.text);
            out.extend_from_slice(suffix.as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(self.text.as_bytes());
            out.extend_from_slice(suffix.as_bytes());
        }
    }
}

/// Writes all lines of a family.
pub(super) fn write<D: Dialect>(out: &mut Vec<u8>, family: &Family, names: Names) {
    let name = Name::of(family, names);
    D::head(out, family, name);
    for series in &family.series {
        let mut samples = Samples { out, name, names, series };
        samples.write::<D>();
    }
}

/// Writes the samples of one series.
struct Samples<'a> {
    out: &'a mut Vec<u8>,
    name: Name<'a>,
    names: Names,
    series: &'a Series,
}

/// A label that stands after the others (S109).
#[derive(Clone, Copy)]
enum Last<'a> {
    /// One of `le` or `quantile`.
    Bound(&'static str, f64),
    /// The state of a set, in a label of the family's name.
    State(&'a str),
}

impl Samples<'_> {
    fn write<D: Dialect>(&mut self) {
        match &self.series.value {
            Value::Counter(value) => {
                let details = self.series.details.as_deref();
                self.start::<D>("", None);
                D::number(self.out, *value);
                self.end::<D>(details.and_then(|details| details.exemplars.last()));
                // One that is named otherwise is no counter to OpenMetrics (S114).
                if let Some(text) = self.name.text.strip_suffix("_total") {
                    self.name.text = text;
                    self.created::<D>();
                }
            }
            Value::Gauge(value) | Value::Untyped(value) => {
                self.number::<D>("", None, Number::Float(*value));
            }
            Value::Histogram { count, sum, buckets } => {
                let inf = (f64::INFINITY, *count);
                let explicit = buckets.iter().map(|b| (b.upper_bound, b.cumulative_count));
                let has_inf = buckets.last().is_some_and(|b| b.upper_bound == f64::INFINITY);
                let mut below = f64::NEG_INFINITY;
                for (bound, cumulative) in explicit.chain((!has_inf).then_some(inf)) {
                    self.start::<D>("_bucket", Some(Last::Bound("le", bound)));
                    number::count(self.out, cumulative);
                    let details = self.series.details.as_deref();
                    self.end::<D>(details.and_then(|details| details.of_bucket(below, bound)));
                    below = bound;
                }
                self.number::<D>("_sum", None, Number::Float(*sum));
                self.count::<D>("_count", *count);
                self.created::<D>();
            }
            Value::Info => self.number::<D>("", None, Number::Integer(1)),
            Value::StateSet(states) => {
                for (state, holds) in states {
                    self.start::<D>("", Some(Last::State(state)));
                    D::number(self.out, Number::Integer((*holds).into()));
                    self.end::<D>(None);
                }
            }
            Value::Summary { count, sum, quantiles } => {
                for quantile in quantiles {
                    let last = Some(Last::Bound("quantile", quantile.quantile));
                    self.number::<D>("", last, Number::Float(quantile.value));
                }
                self.number::<D>("_sum", None, Number::Float(*sum));
                self.count::<D>("_count", *count);
                self.created::<D>();
            }
        }
    }

    /// When the series began at zero, if that is known (S119).
    fn created<D: Dialect>(&mut self) {
        let details = self.series.details.as_deref();
        if D::CREATED
            && let Some(created) = details.and_then(|details| details.created)
        {
            self.start::<D>("_created", None);
            number::moment(self.out, created);
            self.out.push(b'\n');
        }
    }

    fn number<D: Dialect>(&mut self, suffix: &str, last: Option<Last<'_>>, value: Number) {
        self.start::<D>(suffix, last);
        D::number(self.out, value);
        self.end::<D>(None);
    }

    /// Counts are plain integers in every format (D15, S116).
    fn count<D: Dialect>(&mut self, suffix: &str, count: u64) {
        self.start::<D>(suffix, None);
        number::count(self.out, count);
        self.end::<D>(None);
    }

    /// Writes the name, the labels and the blank.
    fn start<D: Dialect>(&mut self, suffix: &str, last: Option<Last<'_>>) {
        let out = &mut *self.out;
        let mut separator = b'{';
        if self.name.quoted {
            out.push(separator);
            separator = b',';
        }
        self.name.write(out, suffix);
        for (name, value) in self.series.labels() {
            out.push(separator);
            separator = b',';
            label(out, name, value, self.names);
        }
        if let Some(last) = last {
            out.push(separator);
            separator = b',';
            match last {
                Last::Bound(name, bound) => {
                    out.extend_from_slice(name.as_bytes());
                    out.extend_from_slice(b"=\"");
                    D::bound(out, bound);
                    out.push(b'"');
                }
                Last::State(state) => label(out, self.name.text, state, self.names),
            }
        }
        if separator == b',' {
            out.push(b'}');
        }
        out.push(b' ');
    }

    fn end<D: Dialect>(&mut self, exemplar: Option<&Exemplar>) {
        if let Some(at) = self.series.at {
            self.out.push(b' ');
            D::timestamp(self.out, at);
        }
        if D::EXEMPLARS
            && let Some(exemplar) = exemplar.filter(|it| it.labels().len() > 0)
        {
            self.exemplar::<D>(exemplar);
        }
        self.out.push(b'\n');
    }

    /// Without labels there is nothing that an exemplar leads to (S118).
    fn exemplar<D: Dialect>(&mut self, exemplar: &Exemplar) {
        let out = &mut *self.out;
        out.extend_from_slice(b" # ");
        let mut separator = b'{';
        for (name, value) in exemplar.labels() {
            out.push(separator);
            separator = b',';
            label(out, name, value, self.names);
        }
        out.extend_from_slice(b"} ");
        D::number(out, Number::Float(exemplar.value()));
        out.push(b' ');
        number::moment(out, exemplar.moment());
    }
}

fn label(out: &mut Vec<u8>, name: &str, value: &str, names: Names) {
    label_name(out, name, names);
    out.extend_from_slice(b"=\"");
    escape::quoted(out, value);
    out.push(b'"');
}

/// Labels are judged by the rule of metrics (S113, S128, K14).
fn label_name(out: &mut Vec<u8>, name: &str, names: Names) {
    match names {
        Names::Escaped => out.extend_from_slice(name::escape(name).as_bytes()),
        Names::Quoted if name::is_legacy_metric_name(name) => {
            out.extend_from_slice(name.as_bytes());
        }
        Names::Quoted => {
            out.push(b'"');
            escape::quoted(out, name);
            out.push(b'"');
        }
    }
}

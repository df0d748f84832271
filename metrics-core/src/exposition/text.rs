//! The text format, version 0.0.4 (S106–S112).

use super::{escape, number};
use crate::sample::{Family, Series, Value};

pub(super) fn write(out: &mut Vec<u8>, families: &[Family]) {
    for family in families {
        let name = escape::name(family.desc.name());
        out.extend_from_slice(b"# HELP ");
        out.extend_from_slice(name.as_bytes());
        out.push(b' ');
        escape::help(out, family.desc.help());
        out.extend_from_slice(b"\n# TYPE ");
        out.extend_from_slice(name.as_bytes());
        out.push(b' ');
        out.extend_from_slice(family.kind.as_str().as_bytes());
        out.push(b'\n');
        for series in &family.series {
            Lines { out, name: &name, series }.write();
        }
    }
}

/// Writes the lines of one series.
struct Lines<'a> {
    out: &'a mut Vec<u8>,
    name: &'a str,
    series: &'a Series,
}

impl Lines<'_> {
    fn write(&mut self) {
        match &self.series.value {
            Value::Counter(value) => {
                self.start("", None);
                number::number(self.out, *value);
            }
            Value::Gauge(value) | Value::Untyped(value) => {
                self.start("", None);
                number::value(self.out, *value);
            }
            Value::Histogram { count, sum, buckets } => {
                let inf = (f64::INFINITY, *count);
                let explicit = buckets.iter().map(|b| (b.upper_bound, b.cumulative_count));
                let has_inf = buckets.last().is_some_and(|b| b.upper_bound == f64::INFINITY);
                for (bound, cumulative) in explicit.chain((!has_inf).then_some(inf)) {
                    self.start("_bucket", Some(("le", bound)));
                    number::count(self.out, cumulative);
                    self.out.push(b'\n');
                }
                self.sum_and_count(*sum, *count);
            }
            Value::Summary { count, sum, quantiles } => {
                for quantile in quantiles {
                    self.start("", Some(("quantile", quantile.quantile)));
                    number::value(self.out, quantile.value);
                    self.out.push(b'\n');
                }
                self.sum_and_count(*sum, *count);
            }
        }
        self.out.push(b'\n');
    }

    fn sum_and_count(&mut self, sum: f64, count: u64) {
        self.start("_sum", None);
        number::value(self.out, sum);
        self.out.push(b'\n');
        self.start("_count", None);
        number::count(self.out, count);
    }

    /// Writes the name and the labels, with one more at the end (S109), and the blank.
    fn start(&mut self, suffix: &str, last: Option<(&str, f64)>) {
        let out = &mut *self.out;
        out.extend_from_slice(self.name.as_bytes());
        out.extend_from_slice(suffix.as_bytes());
        let mut separator = b'{';
        for (name, value) in self.series.labels() {
            out.push(separator);
            separator = b',';
            out.extend_from_slice(escape::name(name).as_bytes());
            out.extend_from_slice(b"=\"");
            escape::label_value(out, value);
            out.push(b'"');
        }
        if let Some((name, value)) = last {
            out.push(separator);
            separator = b',';
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b"=\"");
            number::label(out, value);
            out.push(b'"');
        }
        if separator == b',' {
            out.push(b'}');
        }
        out.push(b' ');
    }
}

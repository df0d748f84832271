//! The messages of `io.prometheus.client`, as prost types (S122).

use std::time::{SystemTime, UNIX_EPOCH};

use prost::Message;

use crate::desc::Kind;
use crate::sample::{Family, OwnedDetails, OwnedNative, Series, Value};
use crate::{exemplar, name, sample};

/// A label of a metric.
#[derive(Clone, PartialEq, prost::Message)]
pub struct LabelPair {
    /// The label's name.
    #[prost(string, optional, tag = "1")]
    pub name: Option<String>,
    /// The label's value.
    #[prost(string, optional, tag = "2")]
    pub value: Option<String>,
}

/// What sort of values a family holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Enumeration)]
#[repr(i32)]
pub enum MetricType {
    /// Only grows.
    Counter = 0,
    /// Goes up and down.
    Gauge = 1,
    /// Observations with quantiles.
    Summary = 2,
    /// Nothing is known of it.
    Untyped = 3,
    /// Observations counted in buckets.
    Histogram = 4,
    /// As a histogram, but the counts may fall.
    GaugeHistogram = 5,
}

/// A gauge's value.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct Gauge {
    /// The value.
    #[prost(double, optional, tag = "1")]
    pub value: Option<f64>,
}

/// A counter's value.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Counter {
    /// The value.
    #[prost(double, optional, tag = "1")]
    pub value: Option<f64>,
    /// An example of what was counted.
    #[prost(message, optional, tag = "2")]
    pub exemplar: Option<Exemplar>,
    /// When the counter began at zero.
    #[prost(message, optional, tag = "3")]
    pub created_timestamp: Option<Timestamp>,
}

/// One quantile of a summary.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct Quantile {
    /// The rank, from 0 to 1.
    #[prost(double, optional, tag = "1")]
    pub quantile: Option<f64>,
    /// The value at that rank.
    #[prost(double, optional, tag = "2")]
    pub value: Option<f64>,
}

/// A summary's values.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Summary {
    /// How many observations there were.
    #[prost(uint64, optional, tag = "1")]
    pub sample_count: Option<u64>,
    /// Their sum.
    #[prost(double, optional, tag = "2")]
    pub sample_sum: Option<f64>,
    /// Quantiles by ascending rank.
    #[prost(message, repeated, tag = "3")]
    pub quantile: Vec<Quantile>,
    /// When the summary began at zero.
    #[prost(message, optional, tag = "4")]
    pub created_timestamp: Option<Timestamp>,
}

/// A value of which nothing is known.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct Untyped {
    /// The value.
    #[prost(double, optional, tag = "1")]
    pub value: Option<f64>,
}

/// A histogram's values.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Histogram {
    /// How many observations there were.
    #[prost(uint64, optional, tag = "1")]
    pub sample_count: Option<u64>,
    /// As `sample_count`, of a float histogram.
    #[prost(double, optional, tag = "4")]
    pub sample_count_float: Option<f64>,
    /// The sum of the observations.
    #[prost(double, optional, tag = "2")]
    pub sample_sum: Option<f64>,
    /// Classic buckets by ascending bound.
    #[prost(message, repeated, tag = "3")]
    pub bucket: Vec<Bucket>,
    /// When the histogram began at zero.
    #[prost(message, optional, tag = "15")]
    pub created_timestamp: Option<Timestamp>,
    /// The resolution of the native buckets.
    #[prost(sint32, optional, tag = "5")]
    pub schema: Option<i32>,
    /// How wide the zero bucket is.
    #[prost(double, optional, tag = "6")]
    pub zero_threshold: Option<f64>,
    /// Observations in the zero bucket.
    #[prost(uint64, optional, tag = "7")]
    pub zero_count: Option<u64>,
    /// As `zero_count`, of a float histogram.
    #[prost(double, optional, tag = "8")]
    pub zero_count_float: Option<f64>,
    /// Where the native buckets of negative values lie.
    #[prost(message, repeated, tag = "9")]
    pub negative_span: Vec<BucketSpan>,
    /// Their counts, each as the difference to the one before.
    #[prost(sint64, repeated, packed = "false", tag = "10")]
    pub negative_delta: Vec<i64>,
    /// Their counts, of a float histogram.
    #[prost(double, repeated, packed = "false", tag = "11")]
    pub negative_count: Vec<f64>,
    /// Where the native buckets of positive values lie.
    #[prost(message, repeated, tag = "12")]
    pub positive_span: Vec<BucketSpan>,
    /// Their counts, each as the difference to the one before.
    #[prost(sint64, repeated, packed = "false", tag = "13")]
    pub positive_delta: Vec<i64>,
    /// Their counts, of a float histogram.
    #[prost(double, repeated, packed = "false", tag = "14")]
    pub positive_count: Vec<f64>,
    /// Examples of what was observed in native buckets.
    #[prost(message, repeated, tag = "16")]
    pub exemplars: Vec<Exemplar>,
}

/// A classic bucket.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Bucket {
    /// How many observations were at most `upper_bound`.
    #[prost(uint64, optional, tag = "1")]
    pub cumulative_count: Option<u64>,
    /// As `cumulative_count`, of a float histogram.
    #[prost(double, optional, tag = "4")]
    pub cumulative_count_float: Option<f64>,
    /// The largest value that falls into the bucket.
    #[prost(double, optional, tag = "2")]
    pub upper_bound: Option<f64>,
    /// An example of what was observed.
    #[prost(message, optional, tag = "3")]
    pub exemplar: Option<Exemplar>,
}

/// A run of native buckets.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct BucketSpan {
    /// The gap to the run before, or the place of the first bucket.
    #[prost(sint32, optional, tag = "1")]
    pub offset: Option<i32>,
    /// How many buckets there are in the run.
    #[prost(uint32, optional, tag = "2")]
    pub length: Option<u32>,
}

/// An example of what was counted or observed.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Exemplar {
    /// What leads to the example, such as a trace id.
    #[prost(message, repeated, tag = "1")]
    pub label: Vec<LabelPair>,
    /// What was added or observed.
    #[prost(double, optional, tag = "2")]
    pub value: Option<f64>,
    /// When it was.
    #[prost(message, optional, tag = "3")]
    pub timestamp: Option<Timestamp>,
}

/// A moment: `google.protobuf.Timestamp`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, prost::Message)]
pub struct Timestamp {
    /// Seconds since the Unix epoch.
    #[prost(int64, tag = "1")]
    pub seconds: i64,
    /// Nanoseconds of that second.
    #[prost(int32, tag = "2")]
    pub nanos: i32,
}

/// One series.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Metric {
    /// The labels, by name.
    #[prost(message, repeated, tag = "1")]
    pub label: Vec<LabelPair>,
    /// Set if the family is of gauges.
    #[prost(message, optional, tag = "2")]
    pub gauge: Option<Gauge>,
    /// Set if the family is of counters.
    #[prost(message, optional, tag = "3")]
    pub counter: Option<Counter>,
    /// Set if the family is of summaries.
    #[prost(message, optional, tag = "4")]
    pub summary: Option<Summary>,
    /// Set if nothing is known of the family.
    #[prost(message, optional, tag = "5")]
    pub untyped: Option<Untyped>,
    /// Set if the family is of histograms.
    #[prost(message, optional, tag = "7")]
    pub histogram: Option<Histogram>,
    /// When the value was that, in milliseconds since the Unix epoch; unset for now.
    #[prost(int64, optional, tag = "6")]
    pub timestamp_ms: Option<i64>,
}

/// All series of one name.
#[derive(Clone, PartialEq, prost::Message)]
pub struct MetricFamily {
    /// The family's name.
    #[prost(string, optional, tag = "1")]
    pub name: Option<String>,
    /// What it means; set even if empty (S31).
    #[prost(string, optional, tag = "2")]
    pub help: Option<String>,
    /// What sort of values it holds.
    #[prost(enumeration = "MetricType", optional, tag = "3")]
    pub r#type: Option<i32>,
    /// The series.
    #[prost(message, repeated, tag = "4")]
    pub metric: Vec<Metric>,
    /// The unit; unset if there is none.
    #[prost(string, optional, tag = "5")]
    pub unit: Option<String>,
}

impl From<Kind> for MetricType {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Counter => Self::Counter,
            Kind::Gauge | Kind::Info | Kind::StateSet => Self::Gauge,
            Kind::Summary => Self::Summary,
            Kind::Untyped => Self::Untyped,
            Kind::Histogram => Self::Histogram,
        }
    }
}

/// The families as one body, each message after its length (S122). Names are escaped (S128).
pub(crate) fn delimited(families: &[Family]) -> Vec<u8> {
    let mut body = Vec::new();
    for family in families {
        let message = MetricFamily::of(family, |name| name::escape(name).into_owned());
        // A vector takes whatever comes.
        let _ = message.encode_length_delimited(&mut body);
    }
    body
}

impl From<Family> for MetricFamily {
    fn from(family: Family) -> Self {
        Self::of(&family, str::to_owned)
    }
}

impl MetricFamily {
    /// The message of a family, with its names as they are `written`.
    fn of(family: &Family, written: fn(&str) -> String) -> Self {
        let Family { desc, kind, series } = &*family.as_gauges();
        Self {
            name: Some(written(desc.name())),
            help: Some(desc.help().to_owned()),
            r#type: Some(MetricType::from(*kind).into()),
            metric: series.iter().map(|series| Metric::of(series, written)).collect(),
            unit: desc.unit().map(str::to_owned),
        }
    }
}

impl LabelPair {
    fn of((name, value): (&str, &str), written: fn(&str) -> String) -> Self {
        Self { name: Some(written(name)), value: Some(value.to_owned()) }
    }
}

impl Metric {
    fn of(series: &Series, written: fn(&str) -> String) -> Self {
        let mut metric = Self {
            label: series.labels().map(|pair| LabelPair::of(pair, written)).collect(),
            timestamp_ms: series.at.map(|at| at.0),
            ..Self::default()
        };
        let details = series.details.as_deref();
        let created_timestamp = details.and_then(|details| details.created).map(Timestamp::from);
        match &series.value {
            Value::Counter(value) => {
                let exemplar = details.and_then(|details| details.exemplars.last());
                metric.counter = Some(Counter {
                    value: Some(value.as_f64()),
                    exemplar: exemplar.map(|exemplar| Exemplar::of(exemplar, written)),
                    created_timestamp,
                });
            }
            Value::Gauge(value) => metric.gauge = Some(Gauge { value: Some(*value) }),
            // The family was turned into gauges.
            Value::Info | Value::StateSet(_) => {}
            Value::Untyped(value) => metric.untyped = Some(Untyped { value: Some(*value) }),
            Value::Histogram { count, sum, buckets } => {
                let mut histogram = Histogram {
                    sample_count: Some(*count),
                    sample_sum: Some(*sum),
                    bucket: classic(*count, buckets, details, written),
                    created_timestamp,
                    ..Histogram::default()
                };
                if let Some(native) = details.and_then(|details| details.native.as_ref()) {
                    histogram.add(native, written);
                }
                metric.histogram = Some(histogram);
            }
            Value::Summary { count, sum, quantiles } => {
                let quantile = quantiles
                    .iter()
                    .map(|q| Quantile { quantile: Some(q.quantile), value: Some(q.value) });
                metric.summary = Some(Summary {
                    sample_count: Some(*count),
                    sample_sum: Some(*sum),
                    quantile: quantile.collect(),
                    created_timestamp,
                });
            }
        }
        metric
    }
}

/// The classic buckets. That of `+Inf` is only among them if it has an exemplar, or was given
/// (S79).
fn classic(
    count: u64,
    buckets: &[sample::Bucket],
    details: Option<&OwnedDetails>,
    written: fn(&str) -> String,
) -> Vec<Bucket> {
    let mut below = f64::NEG_INFINITY;
    let mut bucket = |&sample::Bucket { upper_bound, cumulative_count }: &sample::Bucket| {
        let exemplar = details.and_then(|details| details.of_bucket(below, upper_bound));
        below = upper_bound;
        Bucket {
            cumulative_count: Some(cumulative_count),
            upper_bound: Some(upper_bound),
            exemplar: exemplar.map(|exemplar| Exemplar::of(exemplar, written)),
            ..Bucket::default()
        }
    };
    let mut all: Vec<_> = buckets.iter().map(&mut bucket).collect();
    if buckets.last().is_none_or(|last| last.upper_bound != f64::INFINITY) {
        let inf = sample::Bucket { upper_bound: f64::INFINITY, cumulative_count: count };
        all.extend(Some(bucket(&inf)).filter(|inf| inf.exemplar.is_some()));
    }
    all
}

impl Histogram {
    /// Adds native buckets: threshold, schema and zero count are always there (S94).
    fn add(&mut self, native: &OwnedNative, written: fn(&str) -> String) {
        self.schema = Some(native.schema);
        self.zero_threshold = Some(native.zero_threshold);
        self.zero_count = Some(native.zero_count);
        (self.positive_span, self.positive_delta) = spans(&native.positive);
        (self.negative_span, self.negative_delta) = spans(&native.negative);
        let seems_classic = native.zero_threshold == 0.0
            && native.zero_count == 0
            && self.positive_span.is_empty()
            && self.negative_span.is_empty();
        if seems_classic {
            // Says that it is not (F10).
            self.positive_span.push(BucketSpan { offset: Some(0), length: Some(0) });
        }
        let exemplars = native.exemplars.iter();
        self.exemplars = exemplars.map(|exemplar| Exemplar::of(exemplar, written)).collect();
    }
}

/// Up to so many empty buckets are cheaper than another span (S90).
const FILLED: i32 = 2;

/// Native buckets as runs, and their counts as differences (S90).
fn spans(buckets: &[(i32, u64)]) -> (Vec<BucketSpan>, Vec<i64>) {
    let (mut runs, mut deltas) = (Vec::<(i32, u32)>::new(), Vec::new());
    let (mut next, mut before) = (0, 0);
    for &(index, count) in buckets {
        let gap = index.wrapping_sub(next);
        next = index.wrapping_add(1);
        match runs.last_mut() {
            Some((_, length)) if gap <= FILLED => {
                for _ in 0..gap {
                    deltas.push(-before);
                    before = 0;
                }
                *length += gap.unsigned_abs() + 1;
            }
            _ => runs.push((gap, 1)),
        }
        let count = count.cast_signed();
        deltas.push(count.wrapping_sub(before));
        before = count;
    }
    let span = |(offset, length)| BucketSpan { offset: Some(offset), length: Some(length) };
    (runs.into_iter().map(span).collect(), deltas)
}

impl Exemplar {
    fn of(exemplar: &exemplar::Exemplar, written: fn(&str) -> String) -> Self {
        Self {
            label: exemplar.labels().map(|pair| LabelPair::of(pair, written)).collect(),
            value: Some(exemplar.value()),
            timestamp: Some(exemplar.moment().into()),
        }
    }
}

impl From<SystemTime> for Timestamp {
    fn from(moment: SystemTime) -> Self {
        const SECOND: i128 = 1_000_000_000;
        let nanos = match moment.duration_since(UNIX_EPOCH) {
            Ok(since) => since.as_nanos().cast_signed(),
            Err(before) => -before.duration().as_nanos().cast_signed(),
        };
        let seconds = i64::try_from(nanos.div_euclid(SECOND)).unwrap_or(i64::MAX);
        // Below a second.
        #[allow(clippy::cast_possible_truncation)]
        let nanos = nanos.rem_euclid(SECOND) as i32;
        Self { seconds, nanos }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn s90_small_gaps_are_filled_and_deltas_run_on() {
        let (spans, deltas) = spans(&[(-5, 1), (-4, 3), (-1, 2), (3, 5), (4, 5)]);
        let spans: Vec<_> = spans.iter().map(|span| (span.offset(), span.length())).collect();
        assert_eq!(spans, [(-5, 5), (3, 2)]);
        assert_eq!(deltas, [1, 2, -3, 0, 2, 3, 0]);
    }

    #[test]
    fn moments_before_the_epoch_have_nanoseconds_above_it() {
        let before = UNIX_EPOCH - Duration::from_millis(1_500);
        let expected = Timestamp { seconds: -2, nanos: 500_000_000 };
        assert_eq!(Timestamp::from(before), expected);
        let after = UNIX_EPOCH + Duration::new(1, 2);
        assert_eq!(Timestamp::from(after), Timestamp { seconds: 1, nanos: 2 });
    }
}

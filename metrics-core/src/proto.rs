//! The messages of `io.prometheus.client`, as prost types (S122).

use crate::desc::Kind;
use crate::sample::{Family, Series, Value};

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
            Kind::Gauge => Self::Gauge,
            Kind::Summary => Self::Summary,
            Kind::Untyped => Self::Untyped,
            Kind::Histogram => Self::Histogram,
        }
    }
}

impl From<Family> for MetricFamily {
    fn from(family: Family) -> Self {
        let Family { desc, kind, series } = family;
        Self {
            name: Some(desc.name().to_owned()),
            help: Some(desc.help().to_owned()),
            r#type: Some(MetricType::from(kind).into()),
            metric: series.into_iter().map(Into::into).collect(),
            unit: desc.unit().map(str::to_owned),
        }
    }
}

impl From<Series> for Metric {
    fn from(series: Series) -> Self {
        let pair = |(name, value): (&str, &str)| LabelPair {
            name: Some(name.to_owned()),
            value: Some(value.to_owned()),
        };
        let mut metric = Self {
            label: series.labels().map(pair).collect(),
            timestamp_ms: series.at.map(|at| at.0),
            ..Self::default()
        };
        match series.value {
            Value::Counter(value) => {
                let value = Some(value.as_f64());
                metric.counter = Some(Counter { value, ..Counter::default() });
            }
            Value::Gauge(value) => metric.gauge = Some(Gauge { value: Some(value) }),
            Value::Untyped(value) => metric.untyped = Some(Untyped { value: Some(value) }),
            Value::Histogram { count, sum, buckets } => {
                let bucket = buckets.into_iter().map(|bucket| Bucket {
                    cumulative_count: Some(bucket.cumulative_count),
                    upper_bound: Some(bucket.upper_bound),
                    ..Bucket::default()
                });
                metric.histogram = Some(Histogram {
                    sample_count: Some(count),
                    sample_sum: Some(sum),
                    bucket: bucket.collect(),
                    ..Histogram::default()
                });
            }
            Value::Summary { count, sum, quantiles } => {
                let quantile = quantiles
                    .into_iter()
                    .map(|q| Quantile { quantile: Some(q.quantile), value: Some(q.value) });
                metric.summary = Some(Summary {
                    sample_count: Some(count),
                    sample_sum: Some(sum),
                    quantile: quantile.collect(),
                    created_timestamp: None,
                });
            }
        }
        metric
    }
}

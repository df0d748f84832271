//! Metrics and families in the form in which results say them.

use metrics_core::proto;
use metrics_core::sample::{self, Millis, Sample, SampleError, Sink};
use metrics_core::{Desc, Registry, Scrape, collector_fn};
use serde::Serialize;

use super::kinds;
use super::moment;
use super::objects::Writer;
use super::outcome::Failure;

/// All series of one name.
#[derive(Debug, Serialize)]
pub(super) struct Family {
    name: String,
    help: String,
    #[serde(rename = "type")]
    kind: String,
    metrics: Vec<Metric>,
}

/// One series. The fields stand in the order of the Go client's driver, by whose text metrics are
/// sorted.
#[derive(Debug, Default, Serialize)]
pub(super) struct Metric {
    labels: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exemplar: Option<Exemplar>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sum: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quantiles: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    buckets: Vec<Bucket>,
    #[serde(skip_serializing_if = "Option::is_none")]
    native: Option<Native>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp_ms: Option<i64>,
}

#[derive(Debug, Serialize)]
struct Bucket {
    le: String,
    count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    exemplar: Option<Exemplar>,
}

/// Native buckets.
#[derive(Debug, Serialize)]
struct Native {
    schema: i32,
    zero_threshold: String,
    zero_count: u64,
    negative_spans: Vec<(i32, u32)>,
    negative_deltas: Vec<i64>,
    positive_spans: Vec<(i32, u32)>,
    positive_deltas: Vec<i64>,
}

#[derive(Debug, Serialize)]
struct Exemplar {
    labels: Vec<(String, String)>,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<String>,
}

/// A float, spelled so that it reads back to the same bits.
pub(super) fn float(value: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    value.to_string()
}

impl From<proto::MetricFamily> for Family {
    fn from(family: proto::MetricFamily) -> Self {
        Self {
            name: family.name().to_owned(),
            help: family.help().to_owned(),
            kind: format!("{:?}", family.r#type()).to_lowercase(),
            metrics: family.metric.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<proto::Metric> for Metric {
    fn from(metric: proto::Metric) -> Self {
        let value = metric.gauge.and_then(|gauge| gauge.value);
        let value = value.or_else(|| metric.untyped.and_then(|untyped| untyped.value));
        let mut canonical = Self {
            labels: labels(metric.label),
            value: value.map(float),
            timestamp_ms: metric.timestamp_ms,
            ..Self::default()
        };
        if let Some(counter) = metric.counter {
            canonical.value = counter.value.map(float);
            canonical.exemplar = counter.exemplar.map(Into::into);
        }
        if let Some(summary) = metric.summary {
            let quantile = |q: &proto::Quantile| (float(q.quantile()), float(q.value()));
            canonical.count = summary.sample_count;
            canonical.sum = summary.sample_sum.map(float);
            canonical.quantiles = summary.quantile.iter().map(quantile).collect();
        }
        if let Some(histogram) = metric.histogram {
            canonical.count = histogram.sample_count;
            canonical.sum = histogram.sample_sum.map(float);
            canonical.native = Native::of(&histogram);
            canonical.buckets = histogram.bucket.into_iter().map(Into::into).collect();
        }
        canonical
    }
}

impl From<proto::Bucket> for Bucket {
    fn from(bucket: proto::Bucket) -> Self {
        Self {
            le: float(bucket.upper_bound()),
            count: bucket.cumulative_count(),
            exemplar: bucket.exemplar.map(Into::into),
        }
    }
}

impl From<proto::Exemplar> for Exemplar {
    fn from(exemplar: proto::Exemplar) -> Self {
        Self {
            value: float(exemplar.value()),
            labels: labels(exemplar.label),
            timestamp: exemplar.timestamp.map(moment::spelled),
        }
    }
}

impl Native {
    /// `None` for a classic histogram.
    fn of(histogram: &proto::Histogram) -> Option<Self> {
        let spans = |spans: &[proto::BucketSpan]| {
            spans.iter().map(|span| (span.offset(), span.length())).collect()
        };
        Some(Self {
            schema: histogram.schema?,
            zero_threshold: float(histogram.zero_threshold()),
            zero_count: histogram.zero_count(),
            negative_spans: spans(&histogram.negative_span),
            negative_deltas: histogram.negative_delta.clone(),
            positive_spans: spans(&histogram.positive_span),
            positive_deltas: histogram.positive_delta.clone(),
        })
    }
}

fn labels(pairs: Vec<proto::LabelPair>) -> Vec<(String, String)> {
    pairs.into_iter().map(|pair| (pair.name().to_owned(), pair.value().to_owned())).collect()
}

impl Metric {
    /// What it is sorted by.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers")
    }

    /// What a collector wrote, be it fit for a scrape or not.
    fn written(labels: Vec<(String, String)>, sample: Sample<'_>, at: Option<Millis>) -> Self {
        let mut canonical =
            Self { labels, timestamp_ms: at.map(|Millis(at)| at), ..Self::default() };
        match sample {
            Sample::Counter(value) => canonical.value = Some(float(value.as_f64())),
            Sample::Gauge(value) | Sample::Untyped(value) => canonical.value = Some(float(value)),
            Sample::Histogram { count, sum, buckets } => {
                let bucket = |b: &sample::Bucket| Bucket {
                    le: float(b.upper_bound),
                    count: b.cumulative_count,
                    exemplar: None,
                };
                (canonical.count, canonical.sum) = (Some(count), Some(float(sum)));
                canonical.buckets = buckets.iter().map(bucket).collect();
            }
            Sample::Summary { count, sum, quantiles } => {
                let quantile = |q: &sample::Quantile| (float(q.quantile), float(q.value));
                (canonical.count, canonical.sum) = (Some(count), Some(float(sum)));
                canonical.quantiles = quantiles.iter().map(quantile).collect();
            }
            other => unreachable!("no case makes {other:?}"),
        }
        canonical
    }
}

/// What is written, metric by metric.
pub(super) fn collected(writer: Writer) -> Result<Vec<Metric>, Failure> {
    let mut collected = Collected::default();
    writer(&mut Scrape::to(&mut collected));
    if collected.detailed {
        return scraped(writer);
    }
    let metrics: Result<_, SampleError> = collected.metrics.into_iter().collect();
    metrics.map_err(|error| Failure::refused("collect_error", &error))
}

/// As [`collected`], by a scrape: exemplars and native buckets are seen in messages only.
fn scraped(writer: Writer) -> Result<Vec<Metric>, Failure> {
    let registry = Registry::new();
    // Unchecked, so that nothing but the scrape looks at it.
    let registered = registry.register(collector_fn(writer).described([]));
    registered.map_err(|error| kinds::refused(&error, None))?;
    let scraped = registry.gather();
    if let Some(error) = scraped.errors.iter().next() {
        return Err(Failure::refused(kinds::of_gather(error), error));
    }
    let metrics = scraped.families.into_iter().flat_map(|family| family.metric);
    Ok(metrics.map(Into::into).collect())
}

/// What was written, without a registry that would look at it.
#[derive(Debug, Default)]
struct Collected {
    metrics: Vec<Result<Metric, SampleError>>,
    /// Whether some have what not every one has.
    detailed: bool,
}

impl Collected {
    fn add(&mut self, labels: Vec<(String, String)>, sample: Sample<'_>, at: Option<Millis>) {
        if let Sample::Detailed(_) = sample {
            self.detailed = true;
        } else {
            self.metrics.push(Ok(Metric::written(labels, sample, at)));
        }
    }
}

impl Sink for Collected {
    fn sample(&mut self, desc: &Desc, values: &[&str], sample: Sample<'_>, at: Option<Millis>) {
        let variable = desc.labels().zip(values.iter().copied());
        let mut labels: Vec<_> = desc.const_labels().chain(variable).map(owned).collect();
        labels.sort_unstable();
        self.add(labels, sample, at);
    }

    fn labelled(
        &mut self,
        _: &Desc,
        labels: &[(&str, &str)],
        sample: Sample<'_>,
        at: Option<Millis>,
    ) {
        self.add(labels.iter().copied().map(owned).collect(), sample, at);
    }

    fn error(&mut self, _: &Desc, error: SampleError) {
        self.metrics.push(Err(error));
    }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

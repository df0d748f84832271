//! Metrics and families in the form in which results say them.

use metrics_core::proto;
use metrics_core::sample::{self, Millis, Sample, SampleError, Sink};
use metrics_core::{Desc, Scrape};
use serde::Serialize;

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
    count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sum: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quantiles: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    buckets: Vec<Bucket>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp_ms: Option<i64>,
}

#[derive(Debug, Serialize)]
struct Bucket {
    le: String,
    count: u64,
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
        let labels = metric.label.iter().map(|l| (l.name().to_owned(), l.value().to_owned()));
        let value = metric.gauge.and_then(|gauge| gauge.value);
        let value = value.or_else(|| metric.counter.and_then(|counter| counter.value));
        let value = value.or_else(|| metric.untyped.and_then(|untyped| untyped.value));
        let mut canonical = Self {
            labels: labels.collect(),
            value: value.map(float),
            timestamp_ms: metric.timestamp_ms,
            ..Self::default()
        };
        if let Some(summary) = metric.summary {
            let quantile = |q: &proto::Quantile| (float(q.quantile()), float(q.value()));
            canonical.count = summary.sample_count;
            canonical.sum = summary.sample_sum.map(float);
            canonical.quantiles = summary.quantile.iter().map(quantile).collect();
        }
        if let Some(histogram) = metric.histogram {
            let bucket = |b: &proto::Bucket| Bucket::new(b.upper_bound(), b.cumulative_count());
            canonical.count = histogram.sample_count;
            canonical.sum = histogram.sample_sum.map(float);
            canonical.buckets = histogram.bucket.iter().map(bucket).collect();
        }
        canonical
    }
}

impl Bucket {
    fn new(bound: f64, count: u64) -> Self {
        Self { le: float(bound), count }
    }
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
                let bucket = |b: &sample::Bucket| Bucket::new(b.upper_bound, b.cumulative_count);
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

/// What was written, metric by metric, without a registry that would look at it.
#[derive(Debug, Default)]
pub(super) struct Collected(Vec<Result<Metric, SampleError>>);

impl Collected {
    pub(super) fn by(write: impl FnOnce(&mut Scrape<'_>)) -> Result<Vec<Metric>, SampleError> {
        let mut written = Self::default();
        write(&mut Scrape::to(&mut written));
        written.0.into_iter().collect()
    }
}

impl Sink for Collected {
    fn sample(&mut self, desc: &Desc, values: &[&str], sample: Sample<'_>, at: Option<Millis>) {
        let variable = desc.labels().zip(values.iter().copied());
        let mut labels: Vec<_> = desc.const_labels().chain(variable).map(owned).collect();
        labels.sort_unstable();
        self.0.push(Ok(Metric::written(labels, sample, at)));
    }

    fn labelled(
        &mut self,
        _: &Desc,
        labels: &[(&str, &str)],
        sample: Sample<'_>,
        at: Option<Millis>,
    ) {
        let labels = labels.iter().copied().map(owned).collect();
        self.0.push(Ok(Metric::written(labels, sample, at)));
    }

    fn error(&mut self, _: &Desc, error: SampleError) {
        self.0.push(Err(error));
    }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

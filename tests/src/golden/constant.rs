//! Collectors of constant metrics: what a program writes with a `Scrape`.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use metrics_core::sample::{self, Bucket, Detailed, Millis, Sample, SampleError, Sink};
use metrics_core::{
    Collector, Desc, Descs, Exemplar, GatherErrorKind, MetricSlot, Registry, Scrape, WriteMetric,
    Written, collector_fn, describe_by_collect,
};

use super::family::pairs;
use super::kinds;
use super::outcome::Failure;
use super::schema::{self, Count, Float, Metric, MetricKind};

/// A metric with a value that does not change, or all those of another collector.
#[derive(Clone)]
pub(super) struct Constant(Arc<Inner>);

struct Inner {
    metric: Metric,
    subject: Subject,
    exemplars: Vec<Exemplar>,
}

/// What a metric is one of.
pub(super) enum Subject {
    Desc(Desc),
    Collector(Arc<dyn Collector>),
}

impl Constant {
    /// Fails where the Go client does: if the descriptor or an exemplar is invalid, or the values
    /// are not as many as its labels. What else is wrong is found by a scrape.
    pub(super) fn new(metric: Metric, subject: Subject) -> Result<Self, Failure> {
        if metric.kind == MetricKind::RawEmpty {
            return Err(Failure::Skip("a `WriteMetric` returns the proof that it wrote a value"));
        }
        let exemplars = metric.exemplars.iter().flatten().map(exemplar);
        let exemplars = exemplars.collect::<Result<_, _>>()?;
        let constant = Self(Arc::new(Inner { metric, subject, exemplars }));
        match constant.0.metric.kind {
            MetricKind::Raw | MetricKind::Invalid | MetricKind::Ref => Ok(constant),
            _ => constant.check(),
        }
    }

    fn check(self) -> Result<Self, Failure> {
        let registry = Registry::new();
        let constant = self.clone();
        let collect = move |scrape: &mut Scrape<'_>| constant.write(scrape);
        // Unchecked, so that nothing but a scrape looks at it.
        if let Err(error) = registry.register(collector_fn(collect).described([])) {
            return Err(kinds::refused(&error, None));
        }
        for error in registry.gather().errors {
            if let GatherErrorKind::InvalidDesc { .. } | GatherErrorKind::LabelCount { .. } =
                error.kind()
            {
                return Err(Failure::refused(kinds::of_gather(&error), &error));
            }
        }
        Ok(self)
    }

    pub(super) fn write(&self, scrape: &mut Scrape<'_>) {
        let Inner { metric, subject, exemplars } = &*self.0;
        let at = metric.timestamp_ms.map(Millis);
        let desc = match subject {
            Subject::Desc(desc) => desc,
            Subject::Collector(collector) => {
                let mut adorned = Adorned { scrape, at, exemplars };
                return collector.collect(&mut Scrape::to(&mut adorned));
            }
        };
        let values: Vec<&str> = metric.values.iter().map(|value| &**value).collect();
        let mut adorned = Adorned { scrape, at, exemplars };
        let mut write = |sample: Sample<'_>| adorned.sample(desc, &values, sample, None);
        match metric.kind {
            MetricKind::Counter => write(Sample::Counter(metric.value.0.into())),
            MetricKind::Gauge => write(Sample::Gauge(metric.value.0)),
            MetricKind::Untyped => write(Sample::Untyped(metric.value.0)),
            MetricKind::Histogram => {
                let (count, sum, buckets) = (metric.count, metric.sum.0, buckets(metric));
                write(Sample::Histogram { count, sum, buckets: &buckets });
            }
            MetricKind::Summary => {
                let (count, sum, quantiles) = (metric.count, metric.sum.0, quantiles(metric));
                write(Sample::Summary { count, sum, quantiles: &quantiles });
            }
            MetricKind::Invalid => adorned.error(desc, metric.error.as_str().into()),
            MetricKind::Raw => {
                let sample = Sample::Gauge(metric.value.0);
                adorned.labelled(desc, &pairs(&metric.labels), sample, None);
            }
            MetricKind::RawEmpty | MetricKind::Ref => unreachable!("of no descriptor"),
        }
    }
}

fn exemplar(exemplar: &schema::Exemplar) -> Result<Exemplar, Failure> {
    let made = Exemplar::new(exemplar.value.0, exemplar.labels.iter().cloned());
    let made = made.map_err(|error| Failure::refused(kinds::of_exemplar(&error), &error))?;
    Ok(match exemplar.timestamp_ms {
        Some(at) => made.at(moment(at)),
        None => made,
    })
}

fn moment(millis: i64) -> SystemTime {
    let since = Duration::from_millis(millis.unsigned_abs());
    if millis < 0 { UNIX_EPOCH - since } else { UNIX_EPOCH + since }
}

/// By their bounds: a case holds what is a map in Go.
fn buckets(metric: &Metric) -> Vec<Bucket> {
    let bucket = |&(bound, count): &(Float, Count)| Bucket {
        upper_bound: bound.0,
        cumulative_count: count.0,
    };
    let mut buckets: Vec<_> = metric.buckets.iter().map(bucket).collect();
    buckets.sort_by(|a, b| a.upper_bound.total_cmp(&b.upper_bound));
    buckets
}

/// By their ranks.
fn quantiles(metric: &Metric) -> Vec<sample::Quantile> {
    let quantile =
        |&(rank, value): &(Float, Float)| sample::Quantile { quantile: rank.0, value: value.0 };
    let mut quantiles: Vec<_> = metric.quantiles.iter().map(quantile).collect();
    quantiles.sort_by(|a, b| a.quantile.total_cmp(&b.quantile));
    quantiles
}

/// A metric of one's own, with labels of its own.
struct Raw<'a> {
    desc: &'a Desc,
    labels: Vec<(&'a str, &'a str)>,
    sample: Sample<'a>,
    at: Option<Millis>,
}

impl WriteMetric for Raw<'_> {
    fn desc(&self) -> &Desc {
        self.desc
    }

    fn write(&self, slot: MetricSlot<'_>) -> Result<Written, SampleError> {
        Ok(match self.at {
            Some(at) => slot.labelled_at(&self.labels, self.sample, at),
            None => slot.labelled(&self.labels, self.sample),
        })
    }
}

/// Adds to what is written when that was so, and exemplars, if there are any.
struct Adorned<'a, 'b> {
    scrape: &'a mut Scrape<'b>,
    at: Option<Millis>,
    exemplars: &'a [Exemplar],
}

impl Sink for Adorned<'_, '_> {
    fn sample(&mut self, desc: &Desc, values: &[&str], sample: Sample<'_>, at: Option<Millis>) {
        let at = self.at.or(at);
        with_exemplars(self.exemplars, sample, |sample| match at {
            Some(at) => self.scrape.sample_at(desc, values, sample, at),
            None => self.scrape.sample(desc, values, sample),
        });
    }

    fn labelled(
        &mut self,
        desc: &Desc,
        labels: &[(&str, &str)],
        sample: Sample<'_>,
        at: Option<Millis>,
    ) {
        let at = self.at.or(at);
        with_exemplars(self.exemplars, sample, |sample| {
            self.scrape.metric(&Raw { desc, labels: labels.to_vec(), sample, at });
        });
    }

    fn error(&mut self, desc: &Desc, error: SampleError) {
        self.scrape.error(desc, error);
    }
}

fn with_exemplars(exemplars: &[Exemplar], sample: Sample<'_>, write: impl FnOnce(Sample<'_>)) {
    if exemplars.is_empty() {
        write(sample);
    } else {
        write(Detailed::of(sample).exemplars(exemplars).sample());
    }
}

/// A collector of constant metrics.
pub(super) struct Custom {
    /// `None`: what it collects.
    pub(super) descs: Option<Vec<Desc>>,
    pub(super) metrics: Vec<Constant>,
}

impl Collector for Custom {
    fn describe(&self, descs: &mut Descs) {
        match &self.descs {
            Some(stated) => descs.extend(stated.iter().cloned()),
            None => describe_by_collect(self, descs),
        }
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        self.metrics.iter().for_each(|metric| metric.write(scrape));
    }
}

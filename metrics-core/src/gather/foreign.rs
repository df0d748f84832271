//! Families that another library made, as a scrape.

use std::any::type_name;

use super::batch::Batch;
use super::merge::Merge;
use super::{Origin, Scraped};
use crate::desc::{Desc, Kind, Place};
use crate::proto::{Histogram, Metric, MetricFamily, MetricType, Summary};
use crate::sample::{Bucket, Millis, Quantile, Sample, SampleError, Sink};

/// Families of another library, to be merged with ours or written in our formats.
///
/// They are checked as what a hand-written collector sends is: a metric with an error, such as one
/// without a value or with labels that are there twice, is left out, and the others are there.
/// Families of one name are merged. Exemplars, created timestamps and native buckets are left out;
/// gauge histograms and histograms of fractions are errors.
///
/// ```
/// use metrics_core::proto::{Gauge, Metric, MetricFamily, MetricType};
/// use metrics_core::{Format, Gatherer, Gatherers, Scraped, default_registry, gatherer_fn};
///
/// let of_another_library = || {
///     let gauge = Some(Gauge { value: Some(3.0) });
///     vec![MetricFamily {
///         name: Some("threads".to_owned()),
///         help: Some("Threads that run.".to_owned()),
///         r#type: Some(MetricType::Gauge.into()),
///         metric: vec![Metric { gauge, ..Metric::default() }],
///         unit: None,
///     }]
/// };
/// let both = Gatherers::new()
///     .with(default_registry())
///     .with(gatherer_fn(move || Scraped::from(of_another_library())));
/// assert!(both.encode(Format::Text).into_string().ends_with("\nthreads 3\n"));
/// ```
impl From<Vec<MetricFamily>> for Scraped {
    /// The place in the source that errors name is where this is called.
    #[track_caller]
    fn from(families: Vec<MetricFamily>) -> Self {
        let place = Place::here();
        let type_name = type_name::<MetricFamily>();
        let mut batch = Batch::new(type_name, false);
        for family in &families {
            let kind = kind(family);
            for metric in &family.metric {
                let desc = desc(family, kind, metric, place);
                if let Err(error) = write(&mut batch, &desc, metric) {
                    batch.error(&desc, error);
                }
            }
        }
        let mut merge = Merge::new(None);
        merge.add(Origin { type_name, descs: &[], is_trusted: false }, batch);
        merge.finish()
    }
}

/// `None` for a type that we do not have.
fn kind(family: &MetricFamily) -> Option<Kind> {
    let stated = family.r#type.unwrap_or_default();
    Some(match MetricType::try_from(stated).ok()? {
        MetricType::Counter => Kind::Counter,
        MetricType::Gauge => Kind::Gauge,
        MetricType::Summary => Kind::Summary,
        MetricType::Untyped => Kind::Untyped,
        MetricType::Histogram => Kind::Histogram,
        MetricType::GaugeHistogram => return None,
    })
}

/// The descriptor of one series: all its labels are constant.
fn desc(family: &MetricFamily, kind: Option<Kind>, metric: &Metric, place: Place) -> Desc {
    let labels = metric.label.iter().map(|pair| (pair.name(), pair.value()));
    let desc = Desc::builder(family.name().to_owned(), family.help().to_owned())
        .unit(family.unit().to_owned())
        .const_labels(labels.map(|(name, value)| (name.to_owned(), value.to_owned())))
        .place(place);
    match kind {
        Some(kind) => desc.kind(kind).build(),
        None => desc.build(),
    }
}

fn write(batch: &mut Batch, desc: &Desc, metric: &Metric) -> Result<(), SampleError> {
    if desc.error().is_none() && desc.kind().is_none() {
        return Err("the type of the family is not known".into());
    }
    let at = metric.timestamp_ms.map(Millis);
    let mut sample = |sample: Sample<'_>| batch.sample(desc, &[], sample, at);
    // In the order of S31.
    if let Some(gauge) = &metric.gauge {
        sample(Sample::Gauge(gauge.value()));
    } else if let Some(counter) = &metric.counter {
        sample(Sample::Counter(counter.value().into()));
    } else if let Some(summary) = &metric.summary {
        let quantiles = quantiles(summary);
        let (count, sum) = (summary.sample_count(), summary.sample_sum());
        sample(Sample::Summary { count, sum, quantiles: &quantiles });
    } else if let Some(untyped) = &metric.untyped {
        sample(Sample::Untyped(untyped.value()));
    } else if let Some(histogram) = &metric.histogram {
        let buckets = buckets(histogram)?;
        let (count, sum) = (histogram.sample_count(), histogram.sample_sum());
        sample(Sample::Histogram { count, sum, buckets: &buckets });
    } else {
        return Err("the metric has no value".into());
    }
    Ok(())
}

fn quantiles(summary: &Summary) -> Vec<Quantile> {
    let quantile =
        |q: &crate::proto::Quantile| Quantile { quantile: q.quantile(), value: q.value() };
    summary.quantile.iter().map(quantile).collect()
}

fn buckets(histogram: &Histogram) -> Result<Vec<Bucket>, SampleError> {
    let fractions = histogram.bucket.iter().any(|bucket| bucket.cumulative_count_float.is_some());
    if fractions || histogram.sample_count_float.is_some() {
        return Err("the histogram counts fractions".into());
    }
    let bucket = |bucket: &crate::proto::Bucket| Bucket {
        upper_bound: bucket.upper_bound(),
        cumulative_count: bucket.cumulative_count(),
    };
    Ok(histogram.bucket.iter().map(bucket).collect())
}

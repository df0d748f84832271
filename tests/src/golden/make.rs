//! Makes metrics with names of their own.

use std::sync::Arc;

use metrics_core::{
    Collector, CounterFn, Desc, DescError, DynamicVec, FloatCounter, Gauge, GaugeFn, Histogram,
    Metric, Named, UntypedFn, name,
};

use super::family::View;
use super::instrument::Instrument;
use super::kinds;
use super::objects::{Object, Single};
use super::outcome::{Failure, Outcome};
use super::schema::{New, NewKind};

/// The metric, and what is known of it at once.
pub(super) fn make(new: New) -> Result<(Object, Outcome), Failure> {
    let New { kind, help, const_labels, labels, .. } = new;
    let name = name::join(&new.namespace, &new.subsystem, &new.name);
    let value = move || new.value.0;
    match kind {
        NewKind::Counter => {
            single(FloatCounter::named(name, help).const_labels(const_labels).build())
        }
        NewKind::CounterVec => {
            let counter = FloatCounter::named(name, help).const_labels(const_labels);
            family(counter.labels(labels).unbounded_series().build())
        }
        NewKind::CounterFunc => {
            function(CounterFn::named(name, help, value).const_labels(const_labels).build())
        }
        NewKind::Gauge => single(Gauge::named(name, help).const_labels(const_labels).build()),
        NewKind::GaugeVec => {
            let gauge = Gauge::named(name, help).const_labels(const_labels);
            family(gauge.labels(labels).unbounded_series().build())
        }
        NewKind::GaugeFunc => {
            function(GaugeFn::named(name, help, value).const_labels(const_labels).build())
        }
        NewKind::UntypedFunc => {
            function(UntypedFn::named(name, help, value).const_labels(const_labels).build())
        }
        NewKind::Histogram | NewKind::HistogramVec => {
            // As in Go, NaN is not at most 1.
            if new.native_factor.0 > 1.0 || new.native_factor.0.is_nan() {
                return Err(Failure::Skip("there are no native histograms yet"));
            }
            let mut histogram = Histogram::named(name, help).const_labels(const_labels);
            if !new.buckets.is_empty() {
                let bounds = new.buckets.iter().map(|bound| bound.0);
                histogram = histogram.buckets(bounds.collect::<Vec<_>>());
            }
            if kind == NewKind::Histogram {
                single(histogram.build())
            } else {
                family(histogram.labels(labels).unbounded_series().build())
            }
        }
        NewKind::Summary | NewKind::SummaryVec => Err(Failure::Skip("there are no summaries yet")),
    }
}

fn single<M>(metric: Named<M>) -> Result<(Object, Outcome), Failure>
where
    Named<M>: Single,
{
    let outcome = outcome(metric.desc())?;
    Ok((Object::Metric(Arc::new(metric)), outcome))
}

fn family<M: Metric + Instrument>(
    family: Named<DynamicVec<M>>,
) -> Result<(Object, Outcome), Failure> {
    let outcome = outcome(family.desc())?;
    Ok((Object::Family(Arc::new(View::of(family))), outcome))
}

fn function<M>(metric: Named<M>) -> Result<(Object, Outcome), Failure>
where
    Named<M>: Collector,
{
    let outcome = outcome(metric.desc())?;
    Ok((Object::Function(Arc::new(metric)), outcome))
}

/// What is wrong with a descriptor waits for registration, as in Go. There, buckets and the labels
/// that a metric writes itself do not: making the metric panics.
fn outcome(desc: &Desc) -> Result<Outcome, Failure> {
    match desc.error() {
        Some(error @ (DescError::LabelOfKind { .. } | DescError::Other(_))) => {
            Err(Failure::refused(kinds::of_desc(error), error))
        }
        error => Ok(Outcome::Ok { ok: true, desc_err: error.map(kinds::of_desc) }),
    }
}

//! Makes metrics with names of their own.

use std::sync::Arc;
use std::time::Duration;

use metrics_core::{
    Collector, CounterFn, Desc, DescError, DynamicVec, FloatCounter, Gauge, GaugeFn, Histogram,
    Named, NativeHistogram, NativeOptions, Summary, SummaryOptions, Traced, UntypedFn, name,
};

use super::family::View;
use super::instrument::Instrument;
use super::kinds;
use super::objects::{Object, Single};
use super::outcome::{Failure, Outcome};
use super::schema::{Float, New, NewKind};

type Made = Result<(Object, Outcome), Failure>;

/// A metric by its builder, or a family of such.
macro_rules! metric {
    ($builder:expr, $new:expr) => {{
        let builder = $builder.const_labels($new.const_labels);
        if $new.kind.is_family() {
            family(builder.labels($new.labels).unbounded_series().build())
        } else {
            single(builder.build())
        }
    }};
}

/// The metric, and what is known of it at once. A metric keeps exemplars only if it is `traced`, or
/// a native histogram.
pub(super) fn make(new: New, traced: bool) -> Made {
    let name = name::join(&new.namespace, &new.subsystem, &new.name);
    let (help, value) = (new.help.clone(), move || new.value.0);
    match new.kind {
        NewKind::Counter | NewKind::CounterVec if traced => {
            metric!(Traced::<FloatCounter>::named(name, help), new)
        }
        NewKind::Counter | NewKind::CounterVec => metric!(FloatCounter::named(name, help), new),
        NewKind::Gauge | NewKind::GaugeVec => metric!(Gauge::named(name, help), new),
        NewKind::Histogram | NewKind::HistogramVec if new.is_native() => {
            let options = native(&new);
            metric!(NativeHistogram::named(name, help).options(options), new)
        }
        NewKind::Histogram | NewKind::HistogramVec => {
            let bounds = (!new.buckets.is_empty()).then(|| numbers(&new.buckets));
            // Two types, and neither may be named.
            macro_rules! histogram {
                ($builder:expr) => {
                    match bounds {
                        Some(bounds) => metric!($builder.buckets(bounds), new),
                        None => metric!($builder, new),
                    }
                };
            }
            if traced {
                histogram!(Traced::<Histogram>::named(name, help))
            } else {
                histogram!(Histogram::named(name, help))
            }
        }
        NewKind::Summary | NewKind::SummaryVec => {
            let options = summary(&new)?;
            metric!(Summary::named(name, help).options(options), new)
        }
        NewKind::CounterFunc => {
            function(CounterFn::named(name, help, value).const_labels(new.const_labels).build())
        }
        NewKind::GaugeFunc => {
            function(GaugeFn::named(name, help, value).const_labels(new.const_labels).build())
        }
        NewKind::UntypedFunc => {
            function(UntypedFn::named(name, help, value).const_labels(new.const_labels).build())
        }
    }
}

/// In Go, a threshold of 0 stands for the default, and a negative one for 0.
fn native(new: &New) -> NativeOptions {
    let options = NativeOptions::new()
        .bucket_factor(new.native_factor.0)
        .max_bucket_number(new.native_max_buckets)
        .max_zero_threshold(new.native_max_zero_threshold.0)
        .buckets(numbers(&new.buckets).leak());
    match new.native_zero_threshold.0 {
        0.0 => options,
        threshold if threshold < 0.0 => options.zero_threshold(0.0),
        threshold => options.zero_threshold(threshold),
    }
}

fn summary(new: &New) -> Result<SummaryOptions, Failure> {
    let max_age = u64::try_from(new.max_age_ms).map(Duration::from_millis);
    let max_age = max_age.map_err(|_| Failure::Skip("no `Duration` is negative"))?;
    let objectives: Vec<_> =
        new.objectives.iter().map(|&(rank, error)| (rank.0, error.0)).collect();
    Ok(SummaryOptions::new()
        .objectives(objectives.leak())
        .max_age(max_age)
        .age_buckets(new.age_buckets)
        .buf_cap(new.buf_cap))
}

fn numbers(floats: &[Float]) -> Vec<f64> {
    floats.iter().map(|float| float.0).collect()
}

fn single<M>(metric: Named<M>) -> Made
where
    Named<M>: Single,
{
    let outcome = outcome(metric.desc())?;
    Ok((Object::Metric(Arc::new(metric)), outcome))
}

fn family<M: Instrument>(family: Named<DynamicVec<M>>) -> Made {
    let outcome = outcome(family.desc())?;
    Ok((Object::Family(Arc::new(View::of(family))), outcome))
}

fn function<M>(metric: Named<M>) -> Made
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

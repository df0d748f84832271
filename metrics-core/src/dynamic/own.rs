//! Families of metrics of one's own.

use std::marker::PhantomData;
use std::sync::{Arc, PoisonError, RwLock};

use super::DynamicVec;
use super::builder::Parts;
use super::series::DynamicMetric;
use crate::desc::{Desc, Kind, Str};
use crate::label::Labels;
use crate::named::NamedBuilder;
use crate::sample::{Millis, Sample, SampleError};
use crate::scrape::{MetricSlot, Scrape, WriteMetric, Written};
use crate::vec::Found;

/// A metric of your own that can be the series of a family, an [`OwnVec`] (H13).
///
/// The family keeps the series and their labels; the metric keeps the value.
///
/// ```
/// use std::sync::Mutex;
/// use metrics_core::sample::{Sample, SampleError};
/// use metrics_core::{Format, Kind, OwnMetric, OwnVec, Registry, SeriesSlot, Written};
///
/// /// The highest value since the last scrape.
/// #[derive(Default)]
/// struct Peak(Mutex<f64>);
///
/// impl OwnMetric for Peak {
///     const KIND: Kind = Kind::Gauge;
///
///     fn write(&self, slot: SeriesSlot<'_>) -> Result<Written, SampleError> {
///         let peak = std::mem::take(&mut *self.0.lock().map_err(|_| "poisoned")?);
///         Ok(slot.sample(Sample::Gauge(peak)))
///     }
/// }
///
/// let registry = Registry::new();
/// let peaks = OwnVec::named("queue_peak", "Longest queue.", ["queue"], |_| Peak::default());
/// let peaks = registry.register(peaks)?;
/// *peaks.with(&["mail"])?.0.lock().unwrap() = 7.0;
/// let text = registry.encode(Format::Text).into_string();
/// assert!(text.ends_with("\nqueue_peak{queue=\"mail\"} 7\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait OwnMetric: Send + Sync + 'static {
    /// What sort of value it writes.
    const KIND: Kind;

    /// Writes the value: what the slot's [`sample`](SeriesSlot::sample) returns is the proof.
    ///
    /// A panic in it is reported as an error is; the rest of the scrape goes on.
    ///
    /// # Errors
    ///
    /// Why there is no value. Reported with the scrape.
    fn write(&self, slot: SeriesSlot<'_>) -> Result<Written, SampleError>;
}

/// Takes the value of one series; see [`OwnMetric`].
#[derive(Debug)]
pub struct SeriesSlot<'a> {
    slot: MetricSlot<'a>,
    values: &'a [&'a str],
}

impl SeriesSlot<'_> {
    /// Writes the value.
    pub fn sample(self, sample: Sample<'_>) -> Written {
        self.slot.sample(self.values, sample)
    }

    /// Writes the value of another moment than now; see [`Scrape::sample_at`].
    pub fn sample_at(self, sample: Sample<'_>, at: impl Into<Millis>) -> Written {
        self.slot.sample_at(self.values, sample, at)
    }
}

/// The series of a metric of your own, told apart by labels whose names are known at run time
/// only (H13); see [`OwnMetric`].
///
/// Lookups return an `Arc` of the metric. They take a lock of the series for as long as it takes
/// to clone that, and allocate nothing if the series is there.
pub type OwnVec<T> = DynamicVec<Own<T>>;

/// Stands for a metric of your own; see [`OwnVec`].
#[derive(Debug)]
pub struct Own<T>(PhantomData<fn() -> T>);

/// Makes the metric of a series.
type Make<T> = Box<dyn Fn(&Labels<'_>) -> T + Send + Sync>;

/// What lies in the table: a metric, as soon as one is made.
#[doc(hidden)]
#[derive(Debug)]
pub struct OwnCell<T>(RwLock<Option<Arc<T>>>);

impl<T> OwnCell<T> {
    fn get(&self) -> Option<Arc<T>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn clear(&self) {
        let metric = self.0.write().unwrap_or_else(PoisonError::into_inner).take();
        drop(metric); // when the lock is free again: this may run foreign code
    }
}

#[diagnostic::do_not_recommend]
impl<T: OwnMetric> DynamicMetric for Own<T> {
    type Ref<'a> = Arc<T>;
    type Cell = OwnCell<T>;
    type Config = Make<T>;
    const KIND: Kind = T::KIND;
    const UNIT: &'static str = "";
    const FOREIGN: bool = true;

    fn cell(_: &Make<T>) -> OwnCell<T> {
        OwnCell(RwLock::new(None))
    }

    fn reset(cell: &OwnCell<T>) {
        cell.clear();
    }

    fn removed(cell: &OwnCell<T>) {
        cell.clear();
    }

    fn found(found: Found<'_, OwnCell<T>>, make: &Make<T>, desc: &Desc, values: &[&str]) -> Arc<T> {
        if let Some(metric) = found.metric().and_then(OwnCell::get) {
            return metric;
        }
        let names: Vec<&str> = desc.labels().collect();
        // No lock is held while this runs. Who comes second drops what it made.
        let metric = Arc::new(make(&Labels::new(&names, values)));
        let Some(OwnCell(cell)) = found.metric() else { return metric };
        Arc::clone(cell.write().unwrap_or_else(PoisonError::into_inner).get_or_insert(metric))
    }

    fn write(cell: &OwnCell<T>, desc: &Desc, values: &[&str], scrape: &mut Scrape<'_>) {
        // One that is being made is not there yet.
        if let Some(metric) = cell.get() {
            scrape.metric(&Placed { metric: &*metric, desc, values });
        }
    }
}

/// A metric with its labels.
struct Placed<'a, T> {
    metric: &'a T,
    desc: &'a Desc,
    values: &'a [&'a str],
}

impl<T: OwnMetric> WriteMetric for Placed<'_, T> {
    fn desc(&self) -> &Desc {
        self.desc
    }

    fn write(&self, mut slot: MetricSlot<'_>) -> Result<Written, SampleError> {
        self.metric.write(SeriesSlot { slot: slot.reborrow(), values: self.values })
    }
}

impl<T: OwnMetric> OwnVec<T> {
    /// Starts a family with a name of its own, the names of its labels, and what makes a series
    /// from its labels.
    ///
    /// `make` runs while nothing is locked. If two threads ask for a new series at the same
    /// moment it may run twice; both get the same metric.
    #[track_caller]
    pub fn named<I: IntoIterator<Item: Into<Str>>>(
        name: impl Into<Str>,
        help: impl Into<Str>,
        labels: I,
        make: impl Fn(&Labels<'_>) -> T + Send + Sync + 'static,
    ) -> NamedBuilder<Self> {
        let make: Make<T> = Box::new(make);
        let mut builder = NamedBuilder::<Self>::new(name, help, Parts::new(make));
        builder.desc = builder.desc.labels(labels);
        builder
    }
}

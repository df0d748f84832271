//! What a collector is handed to write to.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::desc::Desc;
use crate::error::panic_message;
use crate::sample::{Bucket, Millis, Number, Quantile, Sample, SampleError, Sink};

/// Takes what a collector collects; see [`Collector::collect`](crate::Collector::collect).
///
/// The values of variable labels are given in the order of the descriptor's
/// [`labels`](Desc::labels). A metric that does not fit its descriptor is dropped and reported
/// with the scrape; the others are kept (S25).
pub struct Scrape<'a> {
    sink: &'a mut dyn Sink,
}

impl<'a> Scrape<'a> {
    /// A scrape that writes to a sink of your own.
    pub fn to(sink: &'a mut dyn Sink) -> Self {
        Self { sink }
    }

    /// Writes a counter. Whole numbers stay whole in the text.
    pub fn counter(&mut self, desc: &Desc, values: &[&str], value: impl Into<Number>) {
        self.sample(desc, values, Sample::Counter(value.into()));
    }

    /// Writes a gauge.
    pub fn gauge(&mut self, desc: &Desc, values: &[&str], value: f64) {
        self.sample(desc, values, Sample::Gauge(value));
    }

    /// Writes a value of which nothing is known.
    pub fn untyped(&mut self, desc: &Desc, values: &[&str], value: f64) {
        self.sample(desc, values, Sample::Untyped(value));
    }

    /// Writes a histogram. `buckets` are cumulative, by ascending bound and without `+Inf`,
    /// which is `count`.
    pub fn histogram(
        &mut self,
        desc: &Desc,
        values: &[&str],
        count: u64,
        sum: f64,
        buckets: &[Bucket],
    ) {
        self.sample(desc, values, Sample::Histogram { count, sum, buckets });
    }

    /// Writes a summary. `quantiles` are by ascending rank.
    pub fn summary(
        &mut self,
        desc: &Desc,
        values: &[&str],
        count: u64,
        sum: f64,
        quantiles: &[Quantile],
    ) {
        self.sample(desc, values, Sample::Summary { count, sum, quantiles });
    }

    /// Writes a sample of any kind.
    pub fn sample(&mut self, desc: &Desc, values: &[&str], sample: Sample<'_>) {
        self.sink.sample(desc, values, sample, None);
    }

    /// Writes a sample of any kind that was taken at another moment than now (I10).
    ///
    /// Prometheus stores it under that moment, and refuses what is too old. Only values that
    /// another system measured, and stamped, should be written so.
    ///
    /// ```
    /// use metrics_core::sample::{Millis, Sample};
    /// use metrics_core::{Desc, Scrape};
    ///
    /// fn write(scrape: &mut Scrape<'_>, desc: &Desc) {
    ///     scrape.sample_at(desc, &[], Sample::Gauge(21.5), Millis(1_395_066_363_123));
    /// }
    /// ```
    pub fn sample_at(
        &mut self,
        desc: &Desc,
        values: &[&str],
        sample: Sample<'_>,
        at: impl Into<Millis>,
    ) {
        self.sink.sample(desc, values, sample, Some(at.into()));
    }

    /// Reports that a metric could not be collected (B7). The rest of the scrape goes on.
    pub fn error(&mut self, desc: &Desc, error: impl Into<SampleError>) {
        self.sink.error(desc, error.into());
    }

    /// Writes a metric of your own (B1).
    ///
    /// What it returns as its error is reported, and so is a panic in it; the rest of the scrape
    /// goes on.
    pub fn metric(&mut self, metric: &(impl WriteMetric + ?Sized)) {
        let desc = metric.desc();
        let sink = &mut *self.sink;
        let write = || metric.write(MetricSlot { desc, sink });
        let error = match catch_unwind(AssertUnwindSafe(write)) {
            Ok(Ok(Written(()))) => return,
            Ok(Err(error)) => error,
            Err(panic) => format!("panicked: {}", panic_message(panic)).into(),
        };
        self.error(desc, error);
    }

    /// Hands the sink over, for one that stands before it.
    pub(crate) fn divert<R>(&mut self, write: impl FnOnce(&mut dyn Sink) -> R) -> R {
        write(self.sink)
    }
}

impl std::fmt::Debug for Scrape<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scrape").finish_non_exhaustive()
    }
}

/// A metric of your own: one series, with its descriptor (B1).
///
/// For values that travel on their own, and are turned into a metric where they are known best. A
/// collector writes them with [`Scrape::metric`]. Storage for a family of a new kind is not what
/// this is about; that is the crate's [`Metric`](crate::Metric).
///
/// ```
/// use metrics_core::{Desc, MetricSlot, Scrape, WriteMetric, Written, collector_fn};
/// use metrics_core::sample::{Sample, SampleError};
///
/// struct Disk {
///     free: Desc,
///     path: &'static str,
/// }
///
/// impl WriteMetric for Disk {
///     fn desc(&self) -> &Desc {
///         &self.free
///     }
///
///     fn write(&self, slot: MetricSlot<'_>) -> Result<Written, SampleError> {
///         let free: f64 = std::fs::read_to_string(self.path)?.trim().parse()?;
///         Ok(slot.sample(&[self.path], Sample::Gauge(free)))
///     }
/// }
///
/// let free = Desc::builder("free_bytes", "Room that is left.").labels(["path"]).build();
/// let disks = [Disk { free: free.clone(), path: "/a" }, Disk { free: free.clone(), path: "/b" }];
/// let collector = collector_fn(move |scrape: &mut Scrape<'_>| {
///     disks.iter().for_each(|disk| scrape.metric(disk));
/// });
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not write a metric",
    label = "cannot be written to a scrape",
    note = "implement `WriteMetric` for it; metrics of the library are written by their own collectors"
)]
pub trait WriteMetric {
    /// The descriptor. The same one every time.
    fn desc(&self) -> &Desc;

    /// Writes the value: what the slot's [`sample`](MetricSlot::sample) returns is the proof.
    ///
    /// # Errors
    ///
    /// Why there is no value. Reported with the scrape.
    fn write(&self, slot: MetricSlot<'_>) -> Result<Written, SampleError>;
}

/// Takes the value of one metric; see [`WriteMetric`].
pub struct MetricSlot<'a> {
    desc: &'a Desc,
    sink: &'a mut dyn Sink,
}

impl MetricSlot<'_> {
    pub(crate) fn reborrow(&mut self) -> MetricSlot<'_> {
        MetricSlot { desc: self.desc, sink: &mut *self.sink }
    }

    /// Writes the value. `values` are those of the descriptor's variable labels, in its order.
    pub fn sample(self, values: &[&str], sample: Sample<'_>) -> Written {
        self.sink.sample(self.desc, values, sample, None);
        Written(())
    }

    /// Writes the value of another moment than now; see [`Scrape::sample_at`].
    pub fn sample_at(self, values: &[&str], sample: Sample<'_>, at: impl Into<Millis>) -> Written {
        self.sink.sample(self.desc, values, sample, Some(at.into()));
        Written(())
    }

    /// Writes the value with labels of its own, names and values, in any order: for a metric whose
    /// labels are known only when it is written. The constant labels of the descriptor are not
    /// added.
    ///
    /// Labels that no series can have are reported with the scrape (S38), and in a pedantic
    /// registry those that the descriptor does not state (S44).
    ///
    /// ```
    /// use metrics_core::sample::{Sample, SampleError};
    /// use metrics_core::{Desc, MetricSlot, WriteMetric, Written};
    ///
    /// struct Build {
    ///     info: Desc,
    ///     settings: Vec<(String, String)>,
    /// }
    ///
    /// impl WriteMetric for Build {
    ///     fn desc(&self) -> &Desc {
    ///         &self.info
    ///     }
    ///
    ///     fn write(&self, slot: MetricSlot<'_>) -> Result<Written, SampleError> {
    ///         let labels: Vec<_> = self.settings.iter().map(|(k, v)| (&**k, &**v)).collect();
    ///         Ok(slot.labelled(&labels, Sample::Gauge(1.0)))
    ///     }
    /// }
    /// ```
    pub fn labelled(self, labels: &[(&str, &str)], sample: Sample<'_>) -> Written {
        self.sink.labelled(self.desc, labels, sample, None);
        Written(())
    }

    /// As [`labelled`](Self::labelled), with the value of another moment than now; see
    /// [`Scrape::sample_at`].
    pub fn labelled_at(
        self,
        labels: &[(&str, &str)],
        sample: Sample<'_>,
        at: impl Into<Millis>,
    ) -> Written {
        self.sink.labelled(self.desc, labels, sample, Some(at.into()));
        Written(())
    }
}

impl std::fmt::Debug for MetricSlot<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MetricSlot").field("desc", self.desc).finish_non_exhaustive()
    }
}

/// The proof that a metric's value was written; see [`WriteMetric`].
#[derive(Debug)]
#[must_use = "return it from `WriteMetric::write`"]
pub struct Written(());

//! What a collector is handed to write to.

use crate::desc::Desc;
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
}

impl std::fmt::Debug for Scrape<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scrape").finish_non_exhaustive()
    }
}

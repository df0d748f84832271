//! Timing with a guard.

use std::sync::Arc;
use std::time::{Duration, Instant};

/// Something that takes observations (B8).
pub trait Observer {
    /// Records one value.
    fn observe(&self, value: f64);
}

impl<O: Observer + ?Sized> Observer for &O {
    fn observe(&self, value: f64) {
        (**self).observe(value);
    }
}

/// Something that takes observations with exemplars (B9).
pub trait ExemplarObserver: Observer {
    /// Records one value, and keeps it as an exemplar with these labels.
    fn observe_with_exemplar(&self, value: f64, labels: &[(&str, &str)]);
}

impl<O: ExemplarObserver + ?Sized> ExemplarObserver for &O {
    fn observe_with_exemplar(&self, value: f64, labels: &[(&str, &str)]) {
        (**self).observe_with_exemplar(value, labels);
    }
}

#[diagnostic::do_not_recommend]
impl<O: Observer + ?Sized> Observer for Arc<O> {
    fn observe(&self, value: f64) {
        (**self).observe(value);
    }
}

/// Measures the time from its making to its drop and observes it in seconds (B10).
///
/// It also observes when it is dropped by a panic, an early return or a cancelled future.
///
/// ```
/// use metrics_core::Histogram;
///
/// let latency = Histogram::new();
/// {
///     let _timer = latency.start_timer();
///     // the work
/// }
/// let elapsed = latency.start_timer().stop();
/// assert!(elapsed.as_secs() < 10);
/// latency.start_timer().discard();
/// assert_eq!(latency.snapshot().count, 2);
/// ```
#[derive(Debug)]
#[must_use = "the time is observed when this is dropped"]
pub struct Timer<O: Observer> {
    observer: Option<O>,
    start: Instant,
}

impl<O: Observer> Timer<O> {
    /// Starts to measure.
    pub fn new(observer: O) -> Self {
        Self { observer: Some(observer), start: Instant::now() }
    }

    /// Observes now, and says how long it was.
    pub fn stop(mut self) -> Duration {
        let elapsed = self.start.elapsed();
        if let Some(observer) = self.observer.take() {
            observer.observe(elapsed.as_secs_f64());
        }
        elapsed
    }

    /// Observes nothing.
    pub fn discard(mut self) {
        self.observer = None;
    }
}

impl<O: ExemplarObserver> Timer<O> {
    /// Observes now, with an exemplar, and says how long it was.
    pub fn stop_with_exemplar(mut self, labels: &[(&str, &str)]) -> Duration {
        let elapsed = self.start.elapsed();
        if let Some(observer) = self.observer.take() {
            observer.observe_with_exemplar(elapsed.as_secs_f64(), labels);
        }
        elapsed
    }
}

impl<O: Observer> Drop for Timer<O> {
    fn drop(&mut self) {
        if let Some(observer) = self.observer.take() {
            observer.observe(self.start.elapsed().as_secs_f64());
        }
    }
}

//! What is timed takes observations.

use metrics_core::{Counter, Gauge, Histogram, Observer};

fn observe_all(values: &[f64], observer: &impl Observer) {
    values.iter().for_each(|value| observer.observe(*value));
}

fn main() {
    observe_all(&[0.1], &Histogram::new());
    observe_all(&[0.1], &Counter::new()); //~ ERROR
    observe_all(&[0.1], &Gauge::new()); //~ ERROR
}

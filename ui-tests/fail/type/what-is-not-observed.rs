//! What is timed takes observations, and what is traced keeps exemplars.

use metrics_core::{Counter, ExemplarObserver, Gauge, Histogram, Observer};

fn observe_all(values: &[f64], observer: &impl Observer) {
    values.iter().for_each(|value| observer.observe(*value));
}

fn trace(_: &impl ExemplarObserver) {}

fn main() {
    observe_all(&[0.1], &Histogram::new());
    observe_all(&[0.1], &Counter::new()); //~ ERROR
    observe_all(&[0.1], &Gauge::new()); //~ ERROR
    trace(&Histogram::new()); //~ ERROR
}

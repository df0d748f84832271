//! Traits that the user's own functions and types ask for.

use metrics_core::unit::{Bytes, Seconds};
use metrics_core::{ErrorLabel, Gauge, Histogram, InFlight, Observer, OwnMetric};

fn time(_: &impl Observer) {}

fn tell<E: ErrorLabel>(_: E) {}

fn keep<M: OwnMetric>(_: M) {}

struct Running {
    requests: InFlight<'static, Seconds>, //~ ERROR
}

fn main() {
    time(&Histogram::<Bytes>::default()); //~ ERROR
    tell(String::new()); //~ ERROR
    keep(Gauge::new()); //~ ERROR
}

//! Row 156: one attribute twice with one metric.
use metrics_core::{Counter, Histogram, counted, instrumented, timed};

static A: Counter = Counter::new();
static B: Histogram = Histogram::new();

#[instrumented]
#[instrumented(name = "other")] //~ ERROR
fn a() {}

#[counted(A)]
#[timed(B)]
#[metrics_core::counted(A)] //~ ERROR
fn b() {}

fn main() {
    a();
    b();
}

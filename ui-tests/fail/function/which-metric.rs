//! Row 144: an attribute for one's own metric names it first.
use metrics_core::{Counter, Gauge, Histogram, counted, in_flight, timed};

static COUNT: Counter = Counter::new();
static TIME: Histogram = Histogram::new();
static RUNNING: Gauge = Gauge::new();

#[timed] //~ ERROR
fn a() {}

#[counted()] //~ ERROR
fn b() {}

#[in_flight(labels(a = 1), RUNNING)] //~ ERROR
fn c() {}

#[timed(crate = ::metrics_core)] //~ ERROR
fn d() {}

#[counted(COUNT TIME)] //~ ERROR
fn e() {}

fn main() {
    a();
    b();
    c();
    d();
    e();
    let _ = (&COUNT, &TIME, &RUNNING);
}

//! Row 145: calls are timed by a histogram, counted by a counter, and held by a gauge.
use metrics_core::{
    Counter, CounterVec, Gauge, Histogram, HistogramVec, LabelSet, counted, in_flight, timed,
};

#[derive(LabelSet)]
struct Cache {
    hit: bool,
}

static COUNT: Counter = Counter::new();
static TIME: Histogram = Histogram::new();
static RUNNING: Gauge = Gauge::new();
static COUNTS: CounterVec<Cache> = CounterVec::new();
static TIMES: HistogramVec<Cache> = HistogramVec::new();

#[timed(COUNT)] //~ ERROR
fn a() {}

#[counted(TIME)] //~ ERROR
fn b() -> Result<u8, u8> {
    Ok(1)
}

#[in_flight(COUNT)] //~ ERROR
async fn c() {}

#[counted(COUNTS)] //~ ERROR
fn d() {}

#[counted(COUNT, labels(hit = true))] //~ ERROR
fn e() {}

#[counted(TIMES, labels(hit = true))] //~ ERROR
fn f() {}

#[timed(RUNNING)] //~ ERROR
fn g() -> Result<u8, u8> {
    Ok(1)
}

#[counted(7)] //~ ERROR
fn h() {}

#[counted(NOWHERE)] //~ ERROR
fn i() {}

fn main() {
    a();
    let _ = b();
    let _ = c();
    d();
    e();
    f();
    let _ = g();
    h();
    i();
}

//! Row 146: keys that are not known, given twice or belong elsewhere.
use metrics_core::{Counter, FunctionCollector, Gauge, counted, in_flight, instrumented};

static COUNT: Counter = Counter::new();
static RUNNING: Gauge = Gauge::new();
static JOBS: FunctionCollector = FunctionCollector::new();

#[instrumented(nmae = "a")] //~ ERROR
fn a() {}

#[instrumented(name = "b", name = "c")] //~ ERROR
fn b() {}

#[instrumented(labels(a = 1))] //~ ERROR
fn c() {}

#[counted(COUNT, buckets = [1])] //~ ERROR
fn d() {}

#[instrumented(name = 7, buckets = [2, 1], collector)] //~ ERROR //~ ERROR //~ ERROR
fn e() {}

#[in_flight(RUNNING, ok_if = f)] //~ ERROR
fn f() {}

#[instrumented(crate = metrics_core)] //~ ERROR
fn g() {}

#[instrumented(ok_if = Result::is_ok, error_if = Result::is_err)] //~ ERROR
fn h() -> Result<u8, u8> {
    Ok(1)
}

#[counted(COUNT, ok_if = Result::is_ok)] //~ ERROR
fn i() -> Result<u8, u8> {
    Ok(1)
}

#[instrumented(skip, name = "j")] //~ ERROR
fn j() {}

#[instrumented(name = "k")] //~ ERROR
impl K {
    fn k() {}
}
struct K;

#[instrumented(collector = COUNT)] //~ ERROR
fn l() {}

#[instrumented(collector = JOBS, buckets = NOT_IN_ORDER)] //~ ERROR
fn m() {}
const NOT_IN_ORDER: &[f64] = &[2.0, 1.0];

fn main() {
    a();
    b();
    c();
    d();
    e();
    f();
    g();
    let _ = (h(), i());
    j();
    K::k();
    l();
    m();
}

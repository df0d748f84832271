//! Rows 136 and 137: the attributes go on functions, and `instrumented` on `impl` blocks, too.
use metrics_core::{Counter, Gauge, Histogram, counted, in_flight, instrumented, timed};

static COUNT: Counter = Counter::new();
static TIME: Histogram = Histogram::new();
static RUNNING: Gauge = Gauge::new();

#[timed(TIME)]
struct S; //~ ERROR

#[counted(COUNT)]
pub enum E {} //~ ERROR

#[in_flight(RUNNING)]
mod m {} //~ ERROR

#[instrumented]
const C: u8 = 1; //~ ERROR

#[timed(TIME)]
impl S { //~ ERROR
    fn f() {}
}

#[instrumented]
trait T { //~ ERROR
    fn f() {}
}

#[instrumented]
unsafe trait U {} //~ ERROR

fn main() {
    let (_, _) = (S, C);
    S::f();
}

//! Rows 140, 142 and 143: functions that are constant, or never return.
use metrics_core::{Counter, counted, instrumented};

static COUNT: Counter = Counter::new();

#[instrumented]
const fn constant() -> u8 { //~ ERROR
    1
}

#[counted(COUNT)]
fn never() -> ! { //~ ERROR
    panic!()
}

#[instrumented]
async fn never_ready() -> ! { //~ ERROR
    panic!()
}

struct S;

#[instrumented]
impl S {
    const fn constant() {} //~ ERROR

    fn never() -> ! { //~ ERROR
        panic!()
    }
}

const ONE: u8 = constant();

fn main() {
    let _ = (ONE, never as fn() -> !, never_ready(), S::never as fn() -> !);
    S::constant();
}

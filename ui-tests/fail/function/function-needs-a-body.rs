//! Rows 138 and 139: a trait's function without a body, and a foreign one.
use metrics_core::{Histogram, instrumented, timed};

static TIME: Histogram = Histogram::new();

trait T {
    #[instrumented]
    fn f(&self) -> u8; //~ ERROR

    #[timed(TIME)]
    async fn g(); //~ ERROR
}

unsafe extern "C" {
    #[timed(TIME)]
    safe fn getpid() -> i32; //~ ERROR
}

fn main() {
    getpid();
}

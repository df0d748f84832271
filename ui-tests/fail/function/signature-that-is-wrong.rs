//! What is wrong in the head of a function is said once.
use metrics_core::{Histogram, instrumented, timed};

static TIME: Histogram = Histogram::new();

#[instrumented]
fn unknown_argument(_: Unknown) -> Result<u8, String> { //~ ERROR
    Ok(1)
}

#[instrumented]
fn unknown_result() -> Unknown { //~ ERROR
    1
}

#[timed(TIME)]
async fn unknown_later() -> Result<Unknown, String> { //~ ERROR
    Err(String::new())
}

#[instrumented]
fn missing_lifetime(a: &str, b: &str) -> Result<&str, String> { //~ ERROR
    if a.is_empty() { Ok(a) } else { Ok(b) }
}

fn main() {
    let _ = unknown_result();
    let _ = unknown_later();
    let _ = missing_lifetime("", "");
}

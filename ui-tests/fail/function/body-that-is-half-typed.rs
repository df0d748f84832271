//! Row 159: what is wrong with a body as a text is the compiler's to say, and the function is
//! there all the same.
use metrics_core::{Counter, counted, instrumented};

static COUNT: Counter = Counter::new();

#[instrumented]
fn half_typed(text: &str) -> Result<usize, String> {
    let rest = text.; //~ ERROR
    Ok(rest.len())
}

#[counted(COUNT)]
async fn half_typed_later(text: &str) -> Result<usize, String> {
    let len = text.len() //~ ERROR
    Ok(len)
}

fn main() {
    let _ = half_typed("");
    let _ = half_typed_later("");
}

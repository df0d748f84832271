//! What `ok_if` and `error_if` take is a function of what is returned.
use metrics_core::instrumented;

fn is_even(value: &u8) -> bool {
    *value % 2 == 0
}

#[instrumented(ok_if = is_even)] //~ ERROR
fn other_type() -> String {
    String::new()
}

#[instrumented(error_if = |value| value.is_error())] //~ ERROR
fn no_such_method() -> u8 {
    1
}

#[instrumented(error_if = |value| *value == limit)] //~ ERROR
fn captured(limit: u8) -> u8 {
    limit
}

#[instrumented(ok_if = is_even)] //~ ERROR
async fn other_output() -> Result<u8, u8> {
    Ok(1)
}

fn main() {
    other_type();
    no_such_method();
    captured(1);
    let _ = other_output();
}

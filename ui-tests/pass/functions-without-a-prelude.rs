//! What the attributes emit names nothing that a user may have shadowed.
#![no_implicit_prelude]
#![deny(warnings)]

mod core {}
mod std {}
#[allow(dead_code)]
struct Result;
#[allow(dead_code)]
enum Option {
    Some,
    None,
}
#[allow(dead_code)]
struct Box;
#[allow(dead_code)]
trait Future {}

#[derive(::metrics_core::LabelSet)]
struct Labels<'a> {
    #[label(max = 10)]
    str: &'a str,
    bool: bool,
    outcome: ::metrics_core::Outcome,
}

static COUNT: ::metrics_core::CounterVec<Labels<'static>> = ::metrics_core::CounterVec::new();
static TIME: ::metrics_core::Histogram = ::metrics_core::Histogram::new();
static RUNNING: ::metrics_core::Gauge = ::metrics_core::Gauge::new();

#[::metrics_core::instrumented]
#[::metrics_core::counted(COUNT, labels(str = text, bool = true, outcome))]
#[::metrics_core::timed(TIME)]
#[::metrics_core::in_flight(RUNNING)]
fn called(text: &str) -> ::core::result::Result<u8, ::core::num::ParseIntError> {
    text.parse()
}

#[::metrics_core::instrumented]
#[::metrics_core::counted(COUNT, labels(str = text, bool = true, outcome))]
#[::metrics_core::timed(TIME)]
async fn awaited(text: &str) -> ::core::result::Result<u8, ::core::num::ParseIntError> {
    text.parse()
}

#[::metrics_core::instrumented]
fn future(text: &str) -> impl ::core::future::Future<Output = usize> + ::core::marker::Unpin {
    ::core::future::ready(text.len())
}

#[::metrics_core::instrumented]
#[track_caller]
fn at_its_caller(text: &str) -> ::core::result::Result<u8, ::core::num::ParseIntError> {
    let value: u8 = text.parse()?;
    ::core::result::Result::Ok(value)
}

#[derive(::metrics_core::ErrorLabel)]
#[allow(dead_code)]
enum Error {
    None_,
    Some(u8),
}

fn main() {
    let _ = called("1");
    let _ = awaited("1");
    let _ = future("1");
    let _ = at_its_caller("1");
    let _ = Error::Some(1);
}

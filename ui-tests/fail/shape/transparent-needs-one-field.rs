//! `#[label(transparent)]` is for a struct around one value.

use metrics_core::LabelValue;

#[derive(LabelValue)]
#[label(transparent)]
struct Endpoint(String, u16); //~ ERROR

#[derive(LabelValue)]
#[label(transparent)]
struct Nothing; //~ ERROR

#[derive(LabelValue)]
#[label(transparent)] //~ ERROR
enum Method {
    Get,
    Post,
}

fn main() {}

//! A label value is one of several: an enum without data, or one value in a struct.

use metrics_core::LabelValue;

#[derive(LabelValue)]
struct Request { //~ ERROR
    method: String,
    route: String,
}

#[derive(LabelValue)]
struct Tenant(String); //~ ERROR

#[derive(LabelValue)]
union Either { //~ ERROR
    port: u16,
}

fn main() {}

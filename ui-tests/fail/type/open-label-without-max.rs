//! A label whose values are not a fixed list says how many it may hold.

use metrics_core::LabelSet;

#[derive(LabelSet)]
struct Request<'a> {
    route: &'a str, //~ ERROR
    tenant: String, //~ ERROR
    status: u16, //~ ERROR
    secure: bool,
}

fn main() {}

//! A label whose values are a fixed list needs no bound.

use metrics_core::{LabelSet, LabelValue};

#[derive(LabelValue)]
enum Method {
    Get,
    Post,
}

#[derive(LabelSet)]
struct Request {
    #[label(max = 2)]
    method: Method, //~ ERROR
    #[label(unbounded)]
    secure: bool, //~ ERROR
}

fn main() {}

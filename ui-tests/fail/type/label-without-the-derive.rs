//! A label's type is a label value.

use metrics_core::LabelSet;

enum Method {
    Get,
    Post,
}

#[derive(LabelSet)]
struct Request {
    method: Method, //~ ERROR
}

fn main() {}

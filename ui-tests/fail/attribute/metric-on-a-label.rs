//! `#[metric(…)]` is about a collector's fields, and a label set has none.

use metrics_core::LabelSet;

#[derive(LabelSet)]
struct Request {
    #[metric(name = "https")] //~ ERROR
    secure: bool,
}

fn main() {}

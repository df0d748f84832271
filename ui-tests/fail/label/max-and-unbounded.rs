//! A label is bounded or it is not.

use metrics_core::LabelSet;

#[derive(LabelSet)]
struct Request {
    #[label(max = 300, unbounded)] //~ ERROR
    route: String,
}

fn main() {}

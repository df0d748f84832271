//! `max` is a number of values.

use metrics_core::LabelSet;

#[derive(LabelSet)]
struct Request {
    #[label(max = "300")] //~ ERROR
    route: String,
    #[label(max = -1)] //~ ERROR
    tenant: String,
    #[label(max = 5_000_000_000)] //~ ERROR
    user: String,
    #[label(max = 0)] //~ ERROR
    host: String,
}

fn main() {}

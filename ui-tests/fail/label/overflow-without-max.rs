//! `overflow` names what values past `max` are folded into.

use metrics_core::LabelSet;

#[derive(LabelSet)]
struct Request {
    #[label(overflow = "rest")] //~ ERROR
    route: String,
    #[label(unbounded, overflow = "rest")] //~ ERROR
    user: String,
}

fn main() {}

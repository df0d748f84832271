//! A label is always there.

use metrics_core::{LabelSet, LabelValue};

#[derive(LabelValue)]
enum Tier {
    Edge,
    Core,
}

#[derive(LabelSet)]
struct Request {
    tier: Option<Tier>, //~ ERROR
}

#[derive(LabelSet)]
struct Order<'a> {
    #[label(max = 10)]
    voucher: std::option::Option<&'a str>, //~ ERROR
}

fn main() {}

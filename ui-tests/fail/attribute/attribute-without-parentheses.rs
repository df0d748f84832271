//! Attributes are written with parentheses around keys.

use metrics_core::{Collector, Counter, LabelSet, LabelValue};

#[derive(Collector)]
#[collector = "shop"] //~ ERROR
struct Orders {
    /// Orders placed.
    #[metric = "orders_total"] //~ ERROR
    placed: Counter,
    /// Orders paid.
    #[metric[name = "paid_total"]] //~ ERROR
    paid: Counter,
    /// Orders refunded.
    #[metric{name = "refunded_total"}] //~ ERROR
    refunded: Counter,
}

#[derive(LabelSet)]
struct Request {
    #[label = "https"] //~ ERROR
    secure: bool,
}

#[derive(LabelValue)]
#[label["lowercase"]] //~ ERROR
enum Method {
    Get,
    Post,
}

fn main() {}

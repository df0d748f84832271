//! Each value has a key.

use metrics_core::{Collector, Counter, LabelSet, LabelValue};

#[derive(Collector)]
#[collector("shop")] //~ ERROR
struct Orders {
    /// Orders placed.
    #[metric("orders_total")] //~ ERROR
    placed: Counter,
}

#[derive(LabelSet)]
struct Request {
    #[label(300)] //~ ERROR
    route: String,
}

#[derive(LabelValue)]
enum Method {
    #[label("get")] //~ ERROR
    Get,
    Post,
}

fn main() {}

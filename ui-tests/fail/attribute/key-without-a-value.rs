//! Keys that need a value.

use metrics_core::{Collector, Counter, Histogram, LabelSet, LabelValue};

#[derive(Collector)]
#[collector(namespace, new)] //~ ERROR
struct Orders {
    /// Orders placed.
    #[metric(name)] //~ ERROR
    placed_total: Counter,
    /// Time to place an order.
    #[metric(buckets)] //~ ERROR
    duration_seconds: Histogram,
    #[metric(help)] //~ ERROR
    paid_total: Counter,
}

#[derive(LabelSet)]
struct Request {
    #[label(max)] //~ ERROR
    route: String,
}

#[derive(LabelValue)]
#[label(rename_all)] //~ ERROR
enum Method {
    Get,
    Post,
}

fn main() {}

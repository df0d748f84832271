//! An attribute that says nothing is a remnant, or the beginning of something.

use metrics_core::{Collector, Counter, LabelSet, LabelValue};

#[derive(Collector)]
#[collector()] //~ ERROR
struct Orders {
    /// Orders placed.
    #[metric] //~ ERROR
    placed_total: Counter,
    /// Orders paid.
    #[metric()] //~ ERROR
    paid_total: Counter,
}

#[derive(LabelSet)]
struct Request {
    #[label()] //~ ERROR
    secure: bool,
}

#[derive(LabelValue)]
#[label] //~ ERROR
enum Method {
    Get,
    Post,
}

fn main() {}

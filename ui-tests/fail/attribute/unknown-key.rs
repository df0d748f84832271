//! A key that does not exist, with the nearest one that does.

use metrics_core::{Collector, Counter, LabelSet, LabelValue};

#[derive(Collector)]
#[collector(namspace = "shop")] //~ ERROR
struct Orders {
    #[metric(hlep = "Orders placed.")] //~ ERROR
    placed_total: Counter,
}

#[derive(Collector)]
#[collector(color = "red")] //~ ERROR
struct Carts {
    /// Carts abandoned.
    #[metric(color = "red")] //~ ERROR
    abandoned_total: Counter,
}

#[derive(LabelSet)]
struct Request {
    #[label(renam = "method")] //~ ERROR
    verb: bool,
}

#[derive(LabelValue)]
#[label(rename_al = "lowercase")] //~ ERROR
enum Method {
    Get,
    Post,
}

fn main() {}

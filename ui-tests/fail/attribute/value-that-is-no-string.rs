//! Names and texts are string literals, because they are checked at compile time.

use metrics_core::{Collector, Counter, LabelSet, LabelValue};

const NAME: &str = "placed_total";

#[derive(Collector)]
#[collector(namespace = shop)] //~ ERROR
struct Orders {
    /// Orders placed.
    #[metric(name = 3)] //~ ERROR
    placed: Counter,
    /// Orders paid.
    #[metric(name = NAME)] //~ ERROR
    paid: Counter,
    /// Seconds spent.
    #[metric(unit = seconds)] //~ ERROR
    spent_seconds: Counter,
}

#[derive(LabelSet)]
struct Request {
    #[label(rename = 'x')] //~ ERROR
    secure: bool,
}

#[derive(LabelValue)]
enum Status {
    #[label(rename = 200)] //~ ERROR
    Ok,
    Failed,
}

fn main() {}

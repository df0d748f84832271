//! A label is constant or variable.

use metrics_core::{Collector, Counter, CounterVec, LabelSet, LabelValue};

#[derive(LabelValue)]
enum Zone {
    Eu,
    Us,
}

#[derive(LabelSet)]
struct Order {
    zone: Zone,
}

#[derive(Collector)]
#[collector(const_labels(zone = "eu"))]
struct Orders {
    /// Orders placed.
    placed_total: CounterVec<Order>, //~ ERROR
    /// Orders paid.
    paid_total: Counter,
}

fn main() {}

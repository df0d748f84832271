//! A constant label has one value.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(const_labels(zone = "eu", tier = "edge", zone = "us"))] //~ ERROR
struct Orders {
    /// Orders placed.
    placed_total: Counter,
}

fn main() {}

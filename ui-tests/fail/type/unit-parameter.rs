//! The parameter of a metric is a unit, not the type of its value.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Orders {
    /// Orders placed.
    placed_total: Counter<u64>, //~ ERROR
}

fn main() {}

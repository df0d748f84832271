//! Labels that begin with `__` are Prometheus' own.

use metrics_core::{Collector, Counter, LabelSet};

#[derive(LabelSet)]
struct Target {
    #[label(rename = "__scheme__")] //~ ERROR
    secure: bool,
    __meta_internal: bool, //~ ERROR
}

#[derive(Collector)]
#[collector(const_labels(__name__ = "orders"))] //~ ERROR
struct Orders {
    /// Orders placed.
    placed_total: Counter,
}

fn main() {}

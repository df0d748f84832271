//! A derived `new` says no more of a wrong field than the derive without it.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(new)]
struct Orders {
    /// Orders placed.
    placed_total: Counter,
    /// Where the orders come from.
    source: String, //~ ERROR
}

fn main() {}

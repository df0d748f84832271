//! A metric's labels are those of its set's type; `#[label(…)]` belongs to the set.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Orders {
    /// Orders placed.
    #[label(rename = "shop")] //~ ERROR
    placed_total: Counter,
}

fn main() {}

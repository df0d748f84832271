//! `#[collector(…)]` goes on the struct, `#[metric(…)]` on its fields.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[metric(namespace = "shop")] //~ ERROR
struct Orders {
    /// Orders placed.
    placed_total: Counter,
}

#[derive(Collector)]
struct Carts {
    /// Carts abandoned.
    #[collector(name = "left_total")] //~ ERROR
    abandoned_total: Counter,
}

fn main() {}

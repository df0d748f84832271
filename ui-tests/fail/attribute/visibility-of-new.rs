//! `new` has the struct's visibility, or the one in its parentheses.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(new(public))] //~ ERROR
struct Orders {
    /// Orders placed.
    placed_total: Counter,
}

#[derive(Collector)]
#[collector(new("pub"))] //~ ERROR
struct Carts {
    /// Carts abandoned.
    abandoned_total: Counter,
}

#[derive(Collector)]
#[collector(new())] //~ ERROR
struct Refunds {
    /// Refunds paid.
    paid_total: Counter,
}

fn main() {}

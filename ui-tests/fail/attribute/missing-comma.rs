//! Keys are separated by commas.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(namespace = "shop" subsystem = "http")] //~ ERROR
struct Orders {
    /// Orders placed.
    placed_total: Counter,
}

#[derive(Collector)]
struct Carts {
    #[metric(name = "abandoned_total" help = "Carts abandoned.")] //~ ERROR
    abandoned: Counter,
}

fn main() {}

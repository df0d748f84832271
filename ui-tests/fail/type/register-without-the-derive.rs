//! What is registered is a collector.

use metrics_core::{Counter, Registry};

struct Orders {
    placed_total: Counter,
}

fn main() {
    let orders = Orders { placed_total: Counter::new() };
    let _ = Registry::new().register(orders); //~ ERROR
}

//! As with a crate that does not exist, in a module of this one.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(crate = crate::facade::metrics)] //~ ERROR
struct Orders {
    /// Orders placed.
    placed_total: Counter,
}

fn main() {}

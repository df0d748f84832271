//! A `crate` path that does not exist is the compiler's to report, at the path.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(crate = ::metrics)] //~ ERROR
struct Orders {
    /// Orders placed.
    placed_total: Counter,
}

fn main() {}

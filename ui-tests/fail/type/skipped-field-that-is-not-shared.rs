//! The registry collects from any thread, and skipped fields travel along.

use std::rc::Rc;

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Orders {
    /// Orders placed.
    placed_total: Counter,
    #[metric(skip)]
    shop: Rc<str>, //~ ERROR
}

fn main() {}

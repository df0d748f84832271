//! The registry collects from any thread.

use std::cell::Cell;
use std::rc::Rc;

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Orders {
    /// Orders placed.
    placed_total: Rc<Counter>, //~ ERROR
    /// Orders paid.
    paid_total: Cell<u64>, //~ ERROR
}

fn main() {}

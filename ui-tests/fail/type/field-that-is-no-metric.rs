//! What is neither a metric nor a group is skipped, or should have been a metric.

use std::sync::atomic::AtomicU64;

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Orders {
    /// Where the orders come from.
    source: String, //~ ERROR
    /// Orders placed.
    placed_total: u64, //~ ERROR
    /// Orders paid.
    paid_total: AtomicU64, //~ ERROR
    /// Orders refunded, by shop.
    refunded_total: Vec<Counter>, //~ ERROR
    /// Orders that may be cancelled.
    cancelled_total: Option<Counter>, //~ ERROR
}

fn main() {}

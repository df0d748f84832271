//! Values that are none of the forms that a key takes.

use metrics_core::{Collector, Counter, LabelSet, LabelValue};

#[derive(Collector)]
#[collector(crate(metrics_core))] //~ ERROR
struct List {
    /// Orders.
    orders_total: Counter,
}

#[derive(Collector)]
#[collector(crate = 1)] //~ ERROR
struct Number {
    /// Orders.
    orders_total: Counter,
}

const TIER: &str = "edge";

#[derive(Collector)]
#[collector(const_labels(tier = TIER))] //~ ERROR
struct Constant {
    /// Orders.
    orders_total: Counter,
}

#[derive(Collector)]
struct Separated {
    /// Orders.
    #[metric(name: "orders_total")] //~ ERROR
    orders: Counter,
    /// Carts.
    #[metric(name "carts_total")] //~ ERROR
    carts: Counter,
}

#[derive(LabelSet)]
#[label(boxed)] //~ ERROR
struct Open {
    #[label(max = 3)]
    route: String,
}

#[derive(LabelValue)]
#[label(transparent, rename_all = "lowercase")] //~ ERROR
struct Tenant(String);

fn main() {}

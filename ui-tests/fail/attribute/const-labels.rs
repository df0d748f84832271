//! Constant labels are names and texts.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(const_labels(shard = 3))] //~ ERROR
struct Orders {
    /// Orders placed.
    placed_total: Counter,
}

#[derive(Collector)]
#[collector(const_labels(tier))] //~ ERROR
struct Carts {
    /// Carts abandoned.
    abandoned_total: Counter,
}

#[derive(Collector)]
#[collector(const_labels = "tier")] //~ ERROR
struct Refunds {
    /// Refunds paid.
    paid_total: Counter,
}

#[derive(Collector)]
#[collector(const_labels())] //~ ERROR
struct Returns {
    /// Parcels returned.
    parcels_total: Counter,
}

fn main() {}

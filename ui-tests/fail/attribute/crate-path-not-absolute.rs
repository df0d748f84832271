//! What a derive writes may lie in any module, so `crate` is a path from the root.

use metrics_core::{Collector, Counter, LabelSet, LabelValue};

#[derive(Collector)]
#[collector(crate = metrics_core)] //~ ERROR
struct Orders {
    /// Orders placed.
    placed_total: Counter,
}

#[derive(Collector)]
#[collector(crate = "metrics_core")] //~ ERROR
struct Carts {
    /// Carts abandoned.
    abandoned_total: Counter,
}

#[derive(LabelSet)]
#[label(crate = self::metrics)] //~ ERROR
struct Request {
    secure: bool,
}

#[derive(LabelValue)]
#[label(crate = super::metrics)] //~ ERROR
enum Method {
    Get,
    Post,
}

fn main() {}

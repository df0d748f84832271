//! A key is given once, in one attribute or over several.

use metrics_core::{Collector, Counter, LabelSet, LabelValue};

#[derive(Collector)]
#[collector(namespace = "shop", namespace = "store")] //~ ERROR
struct Orders {
    /// Orders placed.
    #[metric(name = "placed_total", name = "total")] //~ ERROR
    placed: Counter,
}

#[derive(Collector)]
struct Carts {
    /// Carts abandoned.
    #[metric(name = "abandoned_total")]
    #[metric(name = "left_total")] //~ ERROR
    abandoned: Counter,
    #[metric(help = "Carts filled.", help = "Carts.")] //~ ERROR
    filled_total: Counter,
}

#[derive(LabelSet)]
struct Request {
    #[label(rename = "https", rename = "tls")] //~ ERROR
    secure: bool,
}

#[derive(LabelValue)]
#[label(rename_all = "lowercase")]
#[label(rename_all = "UPPERCASE")] //~ ERROR
enum Method {
    Get,
    Post,
}

fn main() {}

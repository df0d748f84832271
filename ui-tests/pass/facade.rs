//! `crate = crate::…`, for a crate that hands the toolkit on.

#![deny(warnings)]

pub extern crate metrics_core as renamed;
extern crate self as metrics_core;

mod facade {
    pub use renamed as metrics;
}

use facade::metrics::{Collector, CounterVec, Format, LabelSet, LabelValue, Registry};

#[derive(LabelValue)]
#[label(crate = crate::facade::metrics)]
enum Tier {
    Edge,
}

#[derive(LabelSet)]
#[label(crate = crate::facade::metrics)]
struct Request {
    tier: Tier,
}

mod deeper {
    use super::*;

    #[derive(Collector)]
    #[collector(crate = crate::facade::metrics, new)]
    pub struct Http {
        /// Requests finished.
        pub requests_total: CounterVec<Request>,
    }
}

static HTTP: deeper::Http = deeper::Http::new();

fn main() {
    let registry = Registry::new();
    registry.register(&HTTP).unwrap();
    HTTP.requests_total.with(Request { tier: Tier::Edge }).inc();
    let text = registry.encode(Format::Text).into_string();
    assert!(text.contains("requests_total{tier=\"Edge\"} 1\n"), "{text}");
}

//! Derives and types out of a prelude of the user's own, under names of the user's own.

#![deny(warnings)]

mod prelude {
    pub use metrics_core::{
        Collector as Metrics, Counter as Count, CounterVec as Counts, Gauge as Level,
        LabelSet as Labels, LabelValue as Value, Registry as Metered, *,
    };
}

mod shop {
    use crate::prelude::*;

    #[derive(Value)]
    pub enum Tier {
        Edge,
        Core,
    }

    #[derive(Labels)]
    pub struct Request {
        pub tier: Tier,
    }

    #[derive(Metrics)]
    #[collector(namespace = "shop", new)]
    pub struct Http {
        /// Requests finished.
        pub requests_total: Counts<Request>,
        /// Requests retried.
        pub retries_total: Count,
        /// Requests that wait.
        pub waiting: Level,
    }
}

use prelude::{Format, Metered};
use shop::{Http, Request, Tier};

static HTTP: Http = Http::new();

fn main() {
    let registry = Metered::new();
    registry.register(&HTTP).unwrap();
    HTTP.requests_total.with(Request { tier: Tier::Edge }).inc();
    HTTP.requests_total.with(Request { tier: Tier::Core }).inc();
    HTTP.retries_total.inc();
    HTTP.waiting.set(1.0);
    let text = registry.encode(Format::Text).into_string();
    assert!(text.contains("\nshop_requests_total{tier=\"Core\"} 1\n"), "{text}");
}

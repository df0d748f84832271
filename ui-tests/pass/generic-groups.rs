//! A group whose type is a parameter.

#![deny(warnings)]

use metrics_core::{Collector, Counter, Describe, Gauge, Registry};

#[derive(Collector)]
#[collector(namespace = "shop")]
struct Layered<G: Collector + Describe> {
    /// Calls through this layer.
    calls_total: Counter,
    #[metric(flatten, prefix = "inner")]
    inner: G,
}

#[derive(Collector)]
struct Pool {
    /// Connections in use.
    used_connections: Gauge,
}

fn main() {
    let layered =
        Layered { calls_total: Counter::new(), inner: Pool { used_connections: Gauge::new() } };
    Registry::new().register(layered).unwrap();
    let descs = Layered::<Pool>::descs();
    assert_eq!(descs[0].name(), "shop_calls_total");
    assert_eq!(descs[1].name(), "shop_inner_used_connections");
}

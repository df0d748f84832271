//! A type parameter may be anything; what it stands for is a metric or a group where the collector
//! is used.

use metrics_core::{Collector, Counter, Registry};

#[derive(Collector)]
struct Cached<M> {
    /// Hits.
    hits_total: Counter,
    /// What the cache itself counts.
    inner: M,
}

#[derive(Collector)]
struct Layered<G> {
    /// Calls through this layer.
    calls_total: Counter,
    #[metric(flatten, prefix = "inner")]
    inner: G,
}

fn main() {
    let registry = Registry::new();
    let cached = Cached { hits_total: Counter::new(), inner: String::new() };
    let _ = registry.register(cached); //~ ERROR
    let layered = Layered { calls_total: Counter::new(), inner: Counter::new() };
    let _ = registry.register(layered); //~ ERROR
}

//! Derived collectors as trait objects, and what else takes them.

#![deny(warnings)]

use std::sync::Arc;

use metrics_core::{
    Collector, Counter, Describe, DynRegisterer, Format, Gatherer, Gauge, IntoHeld, Registerer,
    Registry,
};

#[derive(Collector, Debug, Default)]
#[collector(namespace = "a")]
struct A {
    /// Hits.
    hits_total: Counter,
}

#[derive(Collector, Debug, Default)]
#[collector(namespace = "b")]
struct B {
    /// Depth.
    depth: Gauge,
    #[metric(flatten, prefix = "inner")]
    inner: Box<Inner>,
}

#[derive(Collector, Debug, Default)]
struct Inner {
    /// Depth of what is inside.
    depth: Gauge,
}

fn set_up(registerer: &dyn DynRegisterer) {
    registerer.register(A::default()).unwrap();
}

fn generic<C: Collector + Describe + Default>(registerer: &impl Registerer) -> usize
where
    C: IntoHeld<metrics_core::__private::how::Owned, Collector = C>,
{
    registerer.register(C::default()).unwrap();
    C::descs().len()
}

fn main() {
    let registry = Arc::new(Registry::new());
    set_up(&*registry);
    assert_eq!(generic::<B>(&registry), 2);
    let all: Vec<Arc<dyn Collector>> = vec![Arc::new(A::default()), Arc::new(B::default())];
    let other = Registry::new();
    for collector in all {
        other.register(collector).unwrap();
    }
    let gatherers: [&dyn Gatherer; 2] = [&registry, &other];
    for gatherer in gatherers {
        let text = gatherer.encode(Format::Text).into_string();
        assert!(text.contains("\nb_inner_depth 0\n"), "{text}");
    }
}

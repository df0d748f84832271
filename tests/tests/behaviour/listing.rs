//! What is registered, and what is forgotten: U5, U13, J21, S17.

use metrics_core::{
    Collector, Counter, Desc, DynRegisterer, Gauge, Kind, RegisterErrorKind, Registerer, Registry,
    Scrape, collector_fn,
};

use crate::support::{gauge, one, silent, text};

#[derive(Collector)]
#[collector(namespace = "shop", new)]
struct Metrics {
    /// Orders taken.
    orders_total: Counter,
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
}

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections open.
    open: Gauge,
}

#[test]
fn u5_what_is_registered_can_be_listed() {
    let registry = Registry::new();
    registry.with_prefix("p_").register(Metrics::new()).unwrap();
    let unchecked = collector_fn(|_: &mut Scrape<'_>| {}).described([]);
    registry.register(unchecked).unwrap();
    let all = registry.registered();
    let names: Vec<_> = all[0].descs().iter().map(Desc::name).collect();
    assert_eq!(names, ["p_shop_orders_total", "p_shop_pool_open"]);
    assert!(all[0].type_name().ends_with("listing::Metrics"));
    let place = all[0].descs()[1].place();
    assert!(place.file.ends_with("listing.rs") && place.field.unwrap().ty == "Pool");
    assert!(all[0].collector().downcast::<Metrics>().is_some());
    assert!(all[1].descs().is_empty() && all.len() == 2);
    // J21: the one that nothing else removes.
    assert!(registry.revoke(&all[1].ticket()));
    assert_eq!(registry.registered().len(), 1);
}

#[test]
fn u5_what_is_missing_is_found() {
    let registry = Registry::new();
    let missing = |registry: &Registry| {
        let missing = registry.missing_of::<Metrics>();
        missing.iter().map(|desc| desc.name().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(missing(&registry), ["shop_orders_total", "shop_pool_open"]);
    registry.register(Pool::new()).unwrap();
    assert_eq!(missing(&registry), ["shop_orders_total", "shop_pool_open"]);
    registry.with_labels([("a", "1")]).with_prefix("p_").register(Metrics::new()).unwrap();
    assert!(missing(&registry).is_empty());

    let registry = Registry::new();
    registry.register(one(&gauge("x"))).unwrap();
    let other = Desc::builder("x", "help").kind(Kind::Gauge).const_label("a", "1").build();
    let wanted = [gauge("x"), other, gauge("y")];
    let missing: Vec<_> = registry.missing(wanted).iter().map(Desc::to_string).collect();
    assert!(missing.len() == 2 && missing[0].contains("a=\"1\"") && missing[1].contains("\"y\""));
}

#[test]
fn s17_a_registry_forgets_only_if_it_is_told_to() {
    let other = || silent(&[Desc::builder("x", "other").labels(["a"]).kind(Kind::Counter).build()]);
    let registry = Registry::new();
    registry.register(one(&gauge("x"))).unwrap();
    assert!(registry.unregister(&one(&gauge("x"))));
    let error = registry.register(other()).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::InconsistentDesc { .. }));
}

#[test]
fn u13_a_forgetting_registry_forgets_a_name_with_its_last_descriptor() {
    let other = || silent(&[Desc::builder("x", "other").labels(["a"]).kind(Kind::Counter).build()]);
    let with = |value: &'static str| {
        Desc::builder("x", "help").kind(Kind::Gauge).const_label("l", value).build()
    };
    let registry = Registry::new().forgetting();
    registry.register(one(&with("1"))).unwrap();
    let second = registry.register(one(&with("2"))).unwrap();
    assert!(registry.unregister(&one(&with("1"))));
    let error = registry.register(other()).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::InconsistentDesc { .. }));
    assert!(registry.revoke(second.ticket()));
    registry.register(other()).unwrap();
    assert_eq!(text(&registry), "");
}

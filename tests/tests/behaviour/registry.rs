//! Registration: S7, S9–S17, D4, D9, K15.

use std::sync::Arc;

use metrics_core::{
    Candidate, Collector, Desc, DescError, Descs, DynRegisterer, Held, Kind, RegisterErrorKind,
    Registerer, Registry, Scrape, default_registry,
};

use crate::support::{Custom, errors, gauge, in_time, one, silent, text};

fn kind(registry: &Registry, descs: &[Desc]) -> RegisterErrorKind {
    registry.register(silent(descs)).unwrap_err().kind().clone()
}

#[test]
fn s7_one_id_is_one_metric_and_one_name_has_one_dimension() {
    let registry = Registry::new();
    let desc = |label: &'static str, value: &'static str| {
        Desc::builder("x", "help").const_label(label, value).labels(["a", "b"]).build()
    };
    registry.register(silent(&[desc("l", "1")])).unwrap();
    // The order of its labels makes no other metric of it, the value of a constant one does.
    let turned = Desc::builder("x", "help").labels(["b", "a"]).const_label("l", "1").build();
    let found = kind(&registry, &[turned]);
    assert!(matches!(found, RegisterErrorKind::AlreadyRegistered(_)));
    registry.register(silent(&[desc("l", "2")])).unwrap();
    // The name of a constant label is no part of the id, and one of the dimension.
    assert_eq!(desc("k", "1").id(), desc("l", "1").id());
    let found = kind(&registry, &[desc("k", "1")]);
    assert!(matches!(found, RegisterErrorKind::InconsistentDesc { .. }));
    let found = kind(&registry, &[desc("k", "3")]);
    assert!(matches!(found, RegisterErrorKind::InconsistentDesc { .. }));
}

#[test]
fn s10_another_dimension_is_refused_with_both_places() {
    let registry = Registry::new();
    registry.register(one(&gauge("x"))).unwrap();
    let first = line!() - 1;
    let other = Desc::builder("x", "help").labels(["a"]).build();
    let second = line!() - 1;
    let error = registry.register(silent(&[other])).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::InconsistentDesc { .. }));
    let message = error.to_string();
    for place in [first, second] {
        assert!(message.contains(&format!("registry.rs:{place}")), "{message}");
    }
}

#[test]
fn s10_a_collectors_own_descs_must_agree() {
    let descs = [Desc::new("x", "one"), Desc::new("x", "two")];
    let found = kind(&Registry::new(), &descs);
    assert!(matches!(found, RegisterErrorKind::InconsistentWithin { .. }));
}

#[test]
fn s12_the_order_of_reasons() {
    let registry = Registry::new();
    let x = gauge("x");
    registry.register(silent(&[x.clone(), gauge("y")])).unwrap();

    // A dimension conflict, and before it in the list an invalid one.
    let invalid = Desc::new("", "");
    let conflict = Desc::new("x", "other");
    let found = kind(&registry, &[invalid.clone(), conflict.clone()]);
    assert!(matches!(found, RegisterErrorKind::InvalidDesc { .. }));
    // Whichever desc comes first.
    let found = kind(&registry, &[conflict.clone(), invalid]);
    assert!(matches!(found, RegisterErrorKind::InconsistentDesc { .. }));
    // A duplicate waits, so that a conflict behind it is found.
    let found = kind(&registry, &[x.clone(), Desc::new("y", "other")]);
    assert!(matches!(found, RegisterErrorKind::InconsistentDesc { .. }));
    // The same descs, in another order: the same collector.
    let found = kind(&registry, &[gauge("y"), x.clone()]);
    assert!(matches!(found, RegisterErrorKind::AlreadyRegistered(_)));
    // Some of them only.
    let found = kind(&registry, &[x, gauge("z")]);
    assert!(matches!(found, RegisterErrorKind::DuplicateDesc { .. }));
}

#[test]
fn d4_another_kind_is_refused_before_already_registered() {
    let registry = Registry::new();
    registry.register(one(&gauge("x"))).unwrap();
    let counter = Desc::builder("x", "help").kind(Kind::Counter).build();
    let error = registry.register(silent(std::slice::from_ref(&counter))).unwrap_err();
    assert!(matches!(
        error.kind(),
        RegisterErrorKind::InconsistentKind { kind: Kind::Counter, existing_kind: Kind::Gauge, .. }
    ));
    assert!(error.to_string().contains("is a counter here and was registered as a gauge"));
    // Without a stated kind it is the same collector, as in the reference (S8).
    let unknown = kind(&registry, &[Desc::new("x", "help")]);
    assert!(matches!(unknown, RegisterErrorKind::AlreadyRegistered(_)));
    // Within one collector, too.
    let both = [
        Desc::builder("y", "").kind(Kind::Gauge).const_label("a", "1").build(),
        Desc::builder("y", "").kind(Kind::Counter).const_label("a", "2").build(),
    ];
    let found = kind(&registry, &both);
    assert!(matches!(found, RegisterErrorKind::InconsistentWithin { .. }));
}

#[test]
fn d4_a_kind_learned_later_counts() {
    let registry = Registry::new();
    let desc = |value: &'static str| Desc::builder("x", "").const_label("a", value);
    registry.register(silent(&[desc("1").build()])).unwrap();
    registry.register(silent(&[desc("2").kind(Kind::Gauge).build()])).unwrap();
    let found = kind(&registry, &[desc("3").kind(Kind::Counter).build()]);
    assert!(matches!(found, RegisterErrorKind::InconsistentKind { .. }));
}

#[test]
fn k15_names_that_are_written_alike_are_refused() {
    let registry = Registry::new();
    registry.register(one(&gauge("a.b"))).unwrap();
    let first = line!() - 1;
    let error = registry.register(silent(&[gauge("a_b")])).unwrap_err();
    let second = line!() - 1;
    assert!(matches!(error.kind(), RegisterErrorKind::NamesMeet { desc, existing }
        if desc.name() == "a_b" && existing.name() == "a.b"));
    let message = error.to_string();
    assert!(message.starts_with("metric `a_b` is written as `a_b`, and so is metric `a.b`\n"));
    for place in [first, second] {
        assert!(message.contains(&format!("registry.rs:{place}")), "{message}");
    }
    // It is no matter of agreement: nothing else differs. And it ranks with disagreement (S12).
    let found = kind(&registry, &[gauge("a.b"), gauge("a-b")]);
    assert!(matches!(found, RegisterErrorKind::NamesMeet { .. }));
    // Within one collector.
    let found = kind(&Registry::new(), &[gauge("x.y"), gauge("x_y")]);
    assert!(matches!(found, RegisterErrorKind::NamesMeet { .. }));
    // As everything that is known of a name, it outlives unregistration (S17).
    assert!(registry.unregister(&one(&gauge("a.b"))));
    assert!(matches!(kind(&registry, &[gauge("a_b")]), RegisterErrorKind::NamesMeet { .. }));
    registry.register(one(&gauge("a.b"))).unwrap();
}

#[test]
fn k15_labels_that_are_written_alike_are_refused() {
    let desc = Desc::builder("x", "").labels(["a.b"]).const_label("a-b", "1").build();
    let found = kind(&Registry::new(), &[desc]);
    assert!(matches!(&found, RegisterErrorKind::InvalidDesc {
        error: DescError::LabelNamesMeet { first, second }, ..
    } if first == "a.b" && second == "a-b"));
    let message = found.to_string();
    assert!(message.contains("`a.b` and `a-b` are both written as `a_b`"), "{message}");
    assert!(message.contains("registry.rs:"), "{message}");
}

#[test]
fn s13_a_failed_registration_leaves_no_trace() {
    let registry = Registry::new();
    registry.register(one(&gauge("x"))).unwrap();
    let before = text(&registry);
    // `fresh` would be taken, were it not for the conflict behind it.
    let fresh = gauge("fresh");
    registry.register(silent(&[fresh, Desc::new("x", "other")])).unwrap_err();
    registry.register(silent(&[gauge("fresh"), gauge("x")])).unwrap_err();
    assert_eq!(text(&registry), before);
    // Its name, its id and its dimension are free.
    let other = Desc::builder("fresh", "now with a label").labels(["a"]).build();
    registry.register(silent(&[other])).unwrap();
}

#[test]
fn s14_the_id_is_of_distinct_descs_in_any_order() {
    let registry = Registry::new();
    let (a, b) = (gauge("a"), gauge("b"));
    let first = registry.register(silent(&[a.clone(), b.clone(), a.clone()])).unwrap();
    assert_eq!(first.id(), a.id() ^ b.id());
    assert!(registry.unregister(&silent(&[b.clone(), a.clone()])));
    registry.register(silent(&[b, a])).unwrap();
}

#[test]
fn s15_already_registered_gives_both_collectors_back() {
    struct Mine(u32);
    impl Collector for Mine {
        fn describe(&self, descs: &mut Descs) {
            descs.push(&gauge("mine"));
        }
        fn collect(&self, _: &mut Scrape<'_>) {}
    }
    let registry = Registry::new();
    let first = Arc::new(Mine(1));
    registry.register(Arc::clone(&first)).unwrap();
    let error = registry.register(Mine(2)).unwrap_err();
    let both = error.already_registered().unwrap();
    assert!(both.to_string().starts_with("duplicate metrics collector registration attempted"));
    let Some(Held::Shared(existing)) = both.existing.downcast::<Mine>() else { panic!() };
    assert!(Arc::ptr_eq(&existing, &first));
    assert_eq!(both.new.downcast::<Mine>().unwrap().0, 2);
    assert!(both.new.downcast::<Registry2>().is_none());
    assert_eq!(error.into_collector().downcast::<Mine>().unwrap().0, 2);
}

/// Some other collector.
struct Registry2;
impl Collector for Registry2 {
    fn describe(&self, _: &mut Descs) {}
    fn collect(&self, _: &mut Scrape<'_>) {}
}

#[test]
fn d9_a_static_collector_comes_back_static() {
    static MINE: Registry2 = Registry2;
    let registration = Registry::new().register(&MINE).unwrap();
    assert!(
        matches!(registration.collector(), Held::Static(c) if std::ptr::eq(*c, &raw const MINE))
    );
}

#[test]
fn s16_an_unchecked_collector_registers_twice_and_stays() {
    let registry = Registry::new();
    let desc = gauge("x");
    let unchecked = Arc::new(Custom::new(&[], move |scrape: &mut Scrape<'_>| {
        scrape.gauge(&desc, &[], 1.0);
    }));
    assert_eq!(registry.register(Arc::clone(&unchecked)).unwrap().id(), 0);
    registry.register(Arc::clone(&unchecked)).unwrap();
    assert!(!registry.unregister(&*unchecked));
    assert_eq!(registry.gather().families.len(), 1);
    assert_eq!(errors(&registry).len(), 1, "the second one collects duplicates");
}

#[test]
fn s17_unregister_forgets_ids_and_keeps_dimensions() {
    let registry = Registry::new();
    registry.register(one(&gauge("x"))).unwrap();
    assert!(!registry.unregister(&silent(&[gauge("y")])));
    assert!(registry.unregister(&silent(&[gauge("x")])));
    assert!(!registry.unregister(&silent(&[gauge("x")])));
    assert_eq!(text(&registry), "");
    let other_help = kind(&registry, &[Desc::new("x", "other")]);
    assert!(matches!(other_help, RegisterErrorKind::InconsistentDesc { .. }));
    let other_kind = kind(&registry, &[Desc::builder("x", "help").kind(Kind::Counter).build()]);
    assert!(matches!(other_kind, RegisterErrorKind::InconsistentKind { .. }));
    registry.register(one(&gauge("x"))).unwrap();
    assert!(text(&registry).ends_with("\nx 1\n"));
}

#[test]
fn d14_a_panicking_describe_is_an_error_and_leaves_no_trace() {
    struct Broken;
    impl Collector for Broken {
        fn describe(&self, descs: &mut Descs) {
            descs.push(&gauge("x"));
            panic!("no description of {}", 7);
        }
        fn collect(&self, _: &mut Scrape<'_>) {}
    }
    let registry = Registry::new();
    let error = registry.register(Broken).unwrap_err();
    assert!(error.to_string().contains("Broken") && error.to_string().contains("description of 7"));
    registry.register(one(&gauge("x"))).unwrap();
}

#[test]
fn a_describe_may_use_the_registry() {
    struct Nested(Arc<Registry>);
    impl Collector for Nested {
        fn describe(&self, descs: &mut Descs) {
            let _ = self.0.register(one(&gauge("inner")));
            descs.push(&gauge("outer"));
        }
        fn collect(&self, scrape: &mut Scrape<'_>) {
            self.0.unregister(&one(&gauge("inner")));
            scrape.gauge(&gauge("outer"), &[], 2.0);
        }
    }
    let registry = Arc::new(Registry::new());
    let scrapes = in_time(move || {
        registry.register(Nested(Arc::clone(&registry))).unwrap();
        [text(&registry), text(&registry)]
    });
    assert!(scrapes[0].contains("outer 2\n"));
    assert!(!scrapes[1].contains("inner"));
}

#[test]
fn a_collectors_drop_may_use_the_registry() {
    struct Last(Arc<Registry>, &'static str);
    impl Drop for Last {
        fn drop(&mut self) {
            let _ = self.0.register(one(&gauge(self.1)));
        }
    }
    impl Collector for Last {
        fn describe(&self, descs: &mut Descs) {
            descs.push(&gauge("last"));
        }
        fn collect(&self, _: &mut Scrape<'_>) {}
    }
    let registry = Arc::new(Registry::new());
    let last = |epitaph| Candidate::new(Last(Arc::clone(&registry), epitaph));
    registry.register_all([last("unregistered")]).unwrap();
    assert!(registry.unregister(&silent(&[gauge("last")])));
    assert!(text(&registry).contains("unregistered 1\n"));

    let ticket = registry.register_all([last("revoked")]).unwrap().remove(0);
    assert!(registry.revoke(&ticket));
    assert!(text(&registry).contains("revoked 1\n"));

    // Of a transaction: one that is taken back, one that is refused, and one that had no turn.
    let refused = [last("taken_back"), last("refused"), last("late")];
    drop(registry.register_all(refused).unwrap_err());
    for epitaph in ["taken_back 1\n", "refused 1\n", "late 1\n"] {
        assert!(text(&registry).contains(epitaph), "{epitaph}");
    }
}

#[test]
fn d14_unregister_survives_a_panicking_describe() {
    struct Broken;
    impl Collector for Broken {
        fn describe(&self, _: &mut Descs) {
            panic!("on purpose");
        }
        fn collect(&self, _: &mut Scrape<'_>) {}
    }
    assert!(!Registry::new().unregister(&Broken));
    assert!(!Registry::new().with_prefix("a_").unregister(&Broken));
}

#[test]
fn what_an_error_gives_back_can_be_registered_elsewhere() {
    let registry = Registry::new();
    registry.register(one(&gauge("x"))).unwrap();
    let refused = registry.register(one(&gauge("x"))).unwrap_err().into_collector();
    let other = Registry::new();
    other.register(refused).unwrap();
    let boxed: Box<dyn Collector> = Box::new(one(&gauge("y")));
    let shared: Arc<dyn Collector> = Arc::new(one(&gauge("z")));
    other.register(boxed).unwrap();
    other.with_prefix("a_").register(Arc::clone(&shared)).unwrap();
    other.register_all([Candidate::new(shared)]).unwrap();
    assert_eq!(other.gather().families.len(), 4);
}

#[test]
fn the_texts_of_errors_are_whole() {
    let registry = Registry::new();
    registry.register(one(&gauge("x"))).unwrap();
    let labels = Desc::builder("x", "help").labels(["b"]).const_label("a", "1").build();
    let message = registry.register(silent(&[labels])).unwrap_err().to_string();
    assert!(message.contains("with labels `none` and not `a (constant), b`\n"), "{message}");
    let message = registry.register(silent(&[Desc::new("", "")])).unwrap_err().to_string();
    assert!(message.starts_with("a descriptor is invalid: the metric's name is empty\n"));
}

#[test]
fn the_default_registry_is_one() {
    default_registry().register(one(&gauge("in_the_default_registry"))).unwrap();
    assert!(text(default_registry()).contains("in_the_default_registry 1\n"));
}

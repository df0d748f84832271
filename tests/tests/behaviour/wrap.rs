//! Wraps: S53–S57, S15, B11, J14–J16, K22, D9.

use std::sync::Arc;

use metrics_core::sample::{Millis, Sample};
use metrics_core::{
    Candidate, Collector, CounterVec, Desc, DescError, DynRegisterer, GatherErrorKind, Gauge, Held,
    LabelSet, Named, RegisterErrorKind, Registerer, RegistrationGuard, Registry, Scrape, Ticket,
    Wrapped, Wrapping,
};

use crate::support::{Custom, errors, gauge, one, silent, text};

#[derive(LabelSet)]
struct Hit {
    hit: bool,
}

#[derive(Collector)]
#[collector(namespace = "inner", const_labels(tier = "edge"), new)]
struct Derived {
    /// Lookups.
    lookups_total: CounterVec<Hit>,
    /// Entries.
    entries: Gauge,
}

const WRAPPED: &str = "\
# HELP a_b_inner_entries Entries.
# TYPE a_b_inner_entries gauge
a_b_inner_entries{tier=\"edge\",zone=\"eu\"} 2
# HELP a_b_inner_lookups_total Lookups.
# TYPE a_b_inner_lookups_total counter
a_b_inner_lookups_total{hit=\"true\",tier=\"edge\",zone=\"eu\"} 1
";

fn derived() -> Derived {
    let derived = Derived::new();
    derived.entries.set(2.0);
    derived.lookups_total.with(Hit { hit: true }).inc();
    derived
}

/// The error of a registration in a wrap that adds `zone`.
fn desc_error(desc: &Desc) -> DescError {
    let registry = Registry::new();
    let refused =
        registry.with_labels([("zone", "eu")]).register(silent(std::slice::from_ref(desc)));
    match refused.unwrap_err().kind() {
        RegisterErrorKind::InvalidDesc { error, .. } => error.clone(),
        other => panic!("{other}"),
    }
}

#[test]
fn s53_wraps_nest_in_any_order() {
    let registry = Registry::new();
    let outer = registry.with_prefix("a_");
    let middle = outer.clone().with_labels([("zone", "eu")]);
    middle.clone().with_prefix("b_").register(derived()).unwrap();
    assert_eq!(text(&registry), WRAPPED);
    // The one inside is not changed by what is made of it.
    middle.register(one(&gauge("x"))).unwrap();
    outer.register(one(&gauge("y"))).unwrap();
    let text = text(&registry);
    assert!(text.contains("\na_x{zone=\"eu\"} 1\n") && text.contains("\na_y 1\n"), "{text}");
}

#[test]
fn s53_labels_lie_inside_or_outside_of_a_prefix() {
    for labels_first in [true, false] {
        let registry = Registry::new();
        if labels_first {
            let wrap = registry.with_labels([("zone", "db")]).with_prefix("p_");
            wrap.register(one(&gauge("m"))).unwrap();
        } else {
            let wrap = registry.with_prefix("p_").with_labels([("zone", "db")]);
            wrap.register(one(&gauge("m"))).unwrap();
        }
        assert_eq!(text(&registry), "# HELP p_m help\n# TYPE p_m gauge\np_m{zone=\"db\"} 1\n");
    }
}

#[test]
fn b11_a_wrapped_collector_is_what_a_wrapping_registerer_makes_of_it() {
    let registry = Registry::new();
    let inside = Wrapped::new(derived()).with_prefix("b_");
    let wrapped = Wrapped::new(inside).with_labels([("zone", "eu")]).with_prefix("a_");
    registry.register(wrapped).unwrap();
    assert_eq!(text(&registry), WRAPPED);

    // Also half by one, half by the other.
    let registry = Registry::new();
    let wrapped = Wrapped::new(derived()).with_prefix("b_").with_labels([("zone", "eu")]);
    registry.with_prefix("a_").register(wrapped).unwrap();
    assert_eq!(text(&registry), WRAPPED);

    // And when it is collected by hand.
    let wrapped =
        Arc::new(Wrapped::new(derived()).with_prefix("a_b_").with_labels([("zone", "eu")]));
    let registry = Registry::new();
    let by_hand = Arc::clone(&wrapped);
    let collect = move |scrape: &mut Scrape<'_>| by_hand.collect(scrape);
    registry.register(Custom::new(&[], collect)).unwrap();
    assert_eq!(text(&registry), WRAPPED);
}

#[test]
fn s53_a_label_that_is_there_already_is_an_error_of_its_own() {
    let clash = Desc::builder("m", "").const_label("zone", "eu").build();
    assert!(matches!(desc_error(&clash), DescError::WrapLabel(label) if label == "zone"));
    let clash = Desc::builder("m", "").labels(["zone"]).build();
    assert!(matches!(desc_error(&clash), DescError::DuplicateLabelName(label) if label == "zone"));
    // Of two wraps, too.
    let registry = Registry::new();
    let twice = registry.with_labels([("zone", "eu")]).with_labels([("zone", "eu")]);
    let error = twice.register(one(&gauge("m"))).unwrap_err();
    assert!(error.to_string().contains("the wrap adds label `zone`"), "{error}");
    assert!(error.to_string().contains("wrap.rs:"), "{error}");
    // A wrap's label is checked like any other.
    let error = registry.with_labels([("__zone", "eu")]).register(one(&gauge("m"))).unwrap_err();
    let RegisterErrorKind::InvalidDesc { error, .. } = error.kind() else { panic!("{error}") };
    assert!(matches!(error, DescError::ReservedLabelName(_)));
    let error = registry.with_labels([("a", "1"), ("a", "2")]).register(one(&gauge("m")));
    let RegisterErrorKind::InvalidDesc { error, .. } = error.unwrap_err().kind().clone() else {
        panic!()
    };
    assert!(matches!(error, DescError::DuplicateLabelName(_)));
    assert_eq!(text(&registry), "");
}

#[test]
fn s53_the_descriptors_own_error_wins() {
    let invalid = Desc::builder("", "").const_label("zone", "eu").labels(["zone"]).build();
    assert!(matches!(desc_error(&invalid), DescError::EmptyName));
    // Even if a prefix gives it a name.
    let registry = Registry::new();
    let error = registry.with_prefix("p_").register(silent(&[Desc::new("", "")])).unwrap_err();
    let RegisterErrorKind::InvalidDesc { error, .. } = error.kind() else { panic!("{error}") };
    assert!(matches!(error, DescError::EmptyName));
    // And of two wraps the inner one's.
    let desc = Desc::builder("m", "").labels(["a"]).const_label("b", "").build();
    let wrap = registry.with_labels([("b", "")]).with_labels([("a", "")]);
    let error = wrap.register(silent(&[desc])).unwrap_err();
    let RegisterErrorKind::InvalidDesc { error, .. } = error.kind() else { panic!("{error}") };
    assert!(matches!(error, DescError::DuplicateLabelName(label) if label == "a"));
}

#[test]
fn s54_of_an_unchecked_collector_a_scrape_finds_it() {
    let registry = Registry::new();
    let collect = |scrape: &mut Scrape<'_>| {
        let clash = Desc::builder("m", "").labels(["zone"]).build();
        scrape.gauge(&clash, &["1"], 1.0);
        scrape.gauge(&Desc::builder("n", "").const_label("zone", "").build(), &[], 1.0);
        scrape.gauge(&gauge("fine"), &[], 1.0);
        scrape.gauge(&Desc::builder("fine", "help").labels(["a"]).build(), &["x"], 1.0);
        scrape.error(&gauge("lost"), "gone");
    };
    registry.with_labels([("zone", "eu")]).register(Custom::new(&[], collect)).unwrap();
    let errors = errors(&registry);
    let kinds: Vec<_> = errors.iter().map(|error| error.kind().clone()).collect();
    assert!(
        matches!(&kinds[..], [
        GatherErrorKind::InvalidDesc { error: DescError::DuplicateLabelName(_), .. },
        GatherErrorKind::InvalidDesc { error: DescError::WrapLabel(_), .. },
        GatherErrorKind::Collect { desc, .. },
    ] if desc.const_labels().eq([("zone", "eu")])),
        "{kinds:?}"
    );
    let families = registry.gather().families;
    assert_eq!((families.len(), families[0].metric.len()), (1, 2));
    let labels = |i: usize| families[0].metric[i].label.iter().map(|l| l.value().to_owned());
    assert!(labels(0).eq(["eu"]) && labels(1).eq(["x", "eu"]));
}

#[test]
fn s55_a_prefix_is_taken_as_it_is() {
    let registry = Registry::new();
    registry.with_prefix("p").register(one(&gauge("m"))).unwrap();
    assert!(text(&registry).ends_with("\npm 1\n"));
}

#[test]
fn s55_the_labels_of_a_wrap_take_their_place_by_name() {
    let desc = Desc::builder("x", "").labels(["m"]).const_label("z", "3").build();
    let collector = |descs: &[Desc]| {
        let desc = desc.clone();
        Custom::new(descs, move |scrape: &mut Scrape<'_>| scrape.gauge(&desc, &["2"], 1.0))
    };
    // Whether they were added at registration or, for an unchecked one, at the scrape.
    for descs in [&[desc.clone()][..], &[]] {
        let registry = Registry::new();
        registry.with_labels([("n", "2b"), ("a", "1")]).register(collector(descs)).unwrap();
        assert!(text(&registry).ends_with("\nx{a=\"1\",m=\"2\",n=\"2b\",z=\"3\"} 1\n"));
    }
}

#[test]
fn s56_no_registerer_registers_nothing() {
    let none = None::<Arc<Registry>>;
    let registered = none.register(one(&gauge("x"))).unwrap();
    none.register(one(&gauge("x"))).unwrap();
    none.with_prefix("p_").must_register(one(&gauge("x")));
    assert!(!none.unregister(&one(&gauge("x"))) && !none.revoke(registered.ticket()));
    assert_eq!(none.register_all([Candidate::new(one(&gauge("x")))]).unwrap().len(), 1);

    let registry = Arc::new(Registry::new());
    let some = Some(Arc::clone(&registry));
    some.register(one(&gauge("x"))).unwrap();
    assert!(text(&registry).ends_with("\nx 1\n"));
    assert!(some.unregister(&one(&gauge("x"))));
    assert_eq!(text(&registry), "");
}

#[test]
fn s57_a_wrap_is_recognised_by_what_it_does() {
    let registry = Registry::new();
    registry.with_labels([("zone", "db")]).register(one(&gauge("m"))).unwrap();
    let again = registry.with_labels([("zone", "db")]).register(one(&gauge("m")));
    assert!(again.unwrap_err().already_registered().is_some());
    assert!(!registry.with_labels([("zone", "ca")]).unregister(&one(&gauge("m"))));
    assert!(!registry.unregister(&one(&gauge("m"))));
    assert!(registry.with_labels([("zone", "db")]).unregister(&one(&gauge("m"))));
    assert_eq!(text(&registry), "");
    // Also by a descriptor that says it all without a wrap.
    registry.with_prefix("p_").register(one(&gauge("m"))).unwrap();
    assert!(registry.register(one(&gauge("p_m"))).unwrap_err().already_registered().is_some());
    assert!(registry.unregister(&one(&gauge("p_m"))));
}

#[test]
fn s57_differently_wrapped_collectors_live_side_by_side() {
    let registry = Registry::new();
    for zone in ["eu", "us"] {
        registry.with_labels([("zone", zone)]).register(derived()).unwrap();
    }
    let text = text(&registry);
    assert!(text.contains("inner_entries{tier=\"edge\",zone=\"eu\"} 2\ninner_entries{tier=\"edge\",zone=\"us\"} 2\n"), "{text}");
    // Another set of label names under one name is refused, as always.
    let error = registry.register(derived()).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::InconsistentDesc { .. }));
}

#[test]
fn s15_already_registered_gives_the_innermost_collector() {
    let registry = Registry::new();
    let first = Arc::new(derived());
    let inside = Wrapped::new(Arc::clone(&first)).with_labels([("a", "1")]);
    registry.with_prefix("p_").register(inside).unwrap();
    let again = Wrapped::new(derived()).with_prefix("p_").with_labels([("a", "1")]);
    let error = registry.register(again).unwrap_err();
    let both = error.already_registered().unwrap();
    let Some(Held::Shared(existing)) = both.existing.downcast::<Derived>() else { panic!() };
    assert!(Arc::ptr_eq(&existing, &first));
    assert!(both.new.downcast::<Wrapped<Derived>>().is_some());
}

#[test]
fn d9_get_or_register_gives_what_is_there() {
    let registry = Registry::new();
    let wrap = registry.with_prefix("p_");
    let first = wrap.get_or_register(Gauge::named("m", "help")).unwrap();
    let second = wrap.get_or_register(Gauge::named("m", "help")).unwrap();
    first.set(7.0);
    assert_eq!(second.get(), 7.0);
    assert!(registry.revoke(second.ticket()));
    assert_eq!(text(&registry), "");
    // As it was handed over, if that is the type that is asked for.
    let wrapped = || Wrapped::new(Gauge::named("w", "")).with_labels([("a", "1")]);
    registry.get_or_register(wrapped()).unwrap().inner().set(3.0);
    assert_eq!(registry.get_or_register(wrapped()).unwrap().inner().get(), 3.0);
    // Another type in its place is an error, and so is any other.
    registry.register(one(&gauge("x"))).unwrap();
    let error = registry.get_or_register(Gauge::named("x", "help")).unwrap_err();
    assert!(error.already_registered().is_some());
    let error = registry.get_or_register(Gauge::named("x", "other")).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::InconsistentDesc { .. }));
}

#[test]
fn d9_a_guard_unregisters_through_wraps() {
    let registry = Arc::new(Registry::new());
    let wrap = Wrapping::new(Arc::clone(&registry)).with_prefix("p_");
    let guard = RegistrationGuard::new(wrap.clone(), Gauge::named("m", "")).unwrap();
    guard.set(4.0);
    assert!(text(&registry).ends_with("\np_m 4\n"));
    drop(guard);
    assert_eq!(text(&registry), "");

    // An unchecked one, which nothing else would remove.
    let unchecked = |scrape: &mut Scrape<'_>| scrape.gauge(&gauge("u"), &[], 1.0);
    let guard = RegistrationGuard::new(&*registry, Custom::new(&[], unchecked)).unwrap();
    assert!(text(&registry).ends_with("\nu 1\n"));
    drop(guard);
    assert_eq!(text(&registry), "");

    // It does not take away what came in its place.
    let guard = RegistrationGuard::new(&*registry, one(&gauge("x"))).unwrap();
    assert!(registry.unregister(&one(&gauge("x"))));
    registry.register(one(&gauge("x"))).unwrap();
    drop(guard);
    assert!(text(&registry).ends_with("\nx 1\n"));

    let kept = RegistrationGuard::new(&*registry, one(&gauge("kept"))).unwrap().keep();
    assert!(text(&registry).contains("kept 1\n"));
    assert!(registry.revoke(kept.ticket()) && !registry.revoke(kept.ticket()));
    assert!(!registry.revoke(&Ticket::none()));
}

#[test]
fn k22_all_are_registered_or_none() {
    let registry = Registry::new();
    registry.register(one(&gauge("taken"))).unwrap();
    let before = text(&registry);
    let error = registry
        .with_prefix("")
        .register_all([
            Candidate::new(one(&gauge("fresh"))),
            Candidate::new(silent(&[Desc::builder("plain", "").const_label("a", "1").build()])),
            Candidate::new(silent(&[Desc::builder("plain", "")
                .const_label("a", "2")
                .kind(metrics_core::Kind::Gauge)
                .build()])),
            Candidate::new(Custom::new(&[], |scrape: &mut Scrape<'_>| {
                scrape.gauge(&gauge("unchecked"), &[], 1.0);
            })),
            Candidate::new(one(&gauge("taken"))),
        ])
        .unwrap_err();
    assert!(error.already_registered().is_some());
    assert_eq!(text(&registry), before);
    // Nothing was learned of the names either.
    registry.register(silent(&[Desc::new("fresh", "other")])).unwrap();
    registry.register(silent(&[Desc::builder("plain", "").labels(["b"]).build()])).unwrap();

    // Of a name that was known before, only what is new is unlearned.
    let desc = |value: &'static str| Desc::builder("known", "").const_label("a", value);
    registry.register(silent(&[desc("1").build()])).unwrap();
    let gauge_then_clash = [
        Candidate::new(silent(&[desc("2").kind(metrics_core::Kind::Gauge).build()])),
        Candidate::new(one(&gauge("taken"))),
    ];
    registry.register_all(gauge_then_clash).unwrap_err();
    registry.register(silent(&[desc("3").kind(metrics_core::Kind::Counter).build()])).unwrap();

    // Two that clash with each other.
    let pair = [Candidate::new(one(&gauge("pair"))), Candidate::new(one(&gauge("pair")))];
    registry.register_all(pair).unwrap_err();
    let tickets = registry.register_all([Candidate::new(one(&gauge("pair")))]).unwrap();
    assert_eq!(tickets[0].id(), gauge("pair").id());
}

#[test]
#[should_panic(expected = "duplicate metrics collector registration")]
fn k22_the_panicking_form_says_why() {
    let registry = Registry::new();
    registry
        .must_register_all([Candidate::new(one(&gauge("x"))), Candidate::new(one(&gauge("x")))]);
}

#[test]
fn j24_a_registerer_may_be_an_object() {
    fn part(registerer: &dyn DynRegisterer) {
        registerer.with_prefix("part_").must_register(Gauge::named("m", ""));
    }
    let registry = Registry::new();
    part(&registry);
    part(&registry.with_labels([("a", "1")]).with_prefix("x_"));
    part(&None::<Registry>);
    let boxed: Box<dyn DynRegisterer> = Box::new(registry.with_prefix("y_"));
    part(&boxed);
    let text = text(&registry);
    for line in ["\npart_m 0\n", "\nx_part_m{a=\"1\"} 0\n", "\ny_part_m 0\n"] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn d14_a_panicking_describe_in_a_wrap_is_an_error() {
    struct Broken;
    impl Collector for Broken {
        fn describe(&self, _: &mut metrics_core::Descs) {
            panic!("out of words");
        }
        fn collect(&self, _: &mut Scrape<'_>) {}
    }
    let registry = Registry::new();
    let error = registry.with_prefix("p_").register(Broken).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::DescribePanicked { .. }));
    let error = registry.register(Wrapped::new(Broken).with_prefix("p_")).unwrap_err();
    assert!(error.to_string().contains("Broken") && error.to_string().contains("out of words"));
}

#[test]
fn k5_a_panicking_collect_in_a_wrap_is_one_error() {
    let registry = Registry::new();
    let collect = |scrape: &mut Scrape<'_>| {
        scrape.gauge(&gauge("before"), &[], 1.0);
        panic!("out of luck");
    };
    let wrapped = Wrapped::new(Custom::new(&[], collect)).with_prefix("q_");
    registry.with_prefix("p_").register(wrapped).unwrap();
    let gathered = registry.gather();
    assert_eq!(gathered.errors.len(), 1);
    assert!(matches!(gathered.errors[0].kind(), GatherErrorKind::Panicked { .. }));
    assert_eq!(gathered.families[0].name(), "p_q_before");
}

#[test]
fn a_wrapped_collector_still_derefs_to_the_metric() {
    let registry = Registry::new();
    let registration = registry.with_prefix("p_").register(Gauge::named("m", "")).unwrap();
    let named: &Named<Gauge> = &registration;
    named.set(1.0);
    assert_eq!(named.desc().name(), "m");
    assert!(text(&registry).ends_with("\np_m 1\n"));
}

#[test]
fn i10_timestamps_pass_wraps_and_registries() {
    let desc = gauge("t");
    let collect = move |scrape: &mut Scrape<'_>| {
        scrape.sample_at(&desc, &[], Sample::Gauge(1.0), Millis(7));
    };
    let inner = Registry::new();
    inner.with_prefix("a_").register(Custom::new(&[gauge("t")], collect)).unwrap();
    let outer = Registry::new();
    outer.register(Wrapped::new(inner).with_labels([("zone", "eu")])).unwrap();
    assert!(text(&outer).ends_with("\na_t{zone=\"eu\"} 1 7\n"), "{}", text(&outer));
}

#[test]
fn k15_a_prefix_may_make_names_meet() {
    let registry = Registry::new();
    let dotted = registry.with_prefix("a.").register(one(&gauge("x"))).unwrap();
    let refused = |registry: &Registry| {
        let error = registry.with_prefix("a_").register(one(&gauge("x"))).unwrap_err();
        matches!(error.kind(), RegisterErrorKind::NamesMeet { .. })
    };
    assert!(refused(&registry));
    assert!(registry.revoke(dotted.ticket()));
    assert!(refused(&registry));

    let registry = Registry::new().forgetting();
    let dotted = registry.with_prefix("a.").register(one(&gauge("x"))).unwrap();
    assert!(registry.revoke(dotted.ticket()));
    registry.with_prefix("a_").register(one(&gauge("x"))).unwrap();
}

#[test]
fn k22_names_that_were_taken_back_meet_no_others() {
    let registry = Registry::new();
    registry.register(one(&gauge("taken"))).unwrap();
    let refused = [Candidate::new(one(&gauge("a.x"))), Candidate::new(one(&gauge("taken")))];
    registry.register_all(refused).unwrap_err();
    registry.register(one(&gauge("a_x"))).unwrap();
}

#[test]
fn s32_a_pedantic_registry_knows_wrapped_descriptors() {
    let registry = Registry::pedantic();
    let wrap = registry.with_labels([("zone", "db")]);
    wrap.register(derived()).unwrap();
    wrap.register(one(&gauge("x"))).unwrap();
    assert!(text(&registry).ends_with("\nx{zone=\"db\"} 1\n"));
    let writes = |scrape: &mut Scrape<'_>| scrape.gauge(&gauge("z"), &[], 1.0);
    wrap.register(Custom::new(&[gauge("y")], writes)).unwrap();
    assert!(matches!(errors(&registry)[0].kind(), GatherErrorKind::Unregistered { desc }
        if desc.const_labels().eq([("zone", "db")])));
}

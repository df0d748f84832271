//! Families whose label names are known at run time only: H1–H18 of the features, S60–S67, K1,
//! K2, K8; A10 of the features, D7.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use metrics_core::{
    Counter, DescError, Descs, DynamicMetric, DynamicVec, FloatCounter, Gauge, Histogram, Kind,
    LabelError, Named, RegisterErrorKind, Registerer, Registry, StripedCounter, StripedGauge,
    StripedHistogram,
};

use crate::support::text;

/// A family with the labels `a`, `b` and `c`.
fn family() -> Named<DynamicVec<Counter>> {
    Counter::named("m_total", "").labels(["a", "b", "c"]).build()
}

/// The values of all series of a family, in order.
fn series<M: DynamicMetric>(family: &DynamicVec<M>) -> Vec<String> {
    let mut series = Vec::new();
    family.retain(|labels| {
        series.push(labels.iter().map(|(_, value)| value).collect::<Vec<_>>().join(" "));
        true
    });
    series.sort();
    series
}

#[test]
fn h1_h2_values_are_given_in_order_or_by_name() {
    let registry = Registry::new();
    let names = ["zone", "shard"].map(String::from).to_vec();
    let requests = Counter::named("requests_total", "").labels(names).const_label("app", "shop");
    let requests = registry.register(requests).unwrap();
    requests.with(&["eu", "1"]).unwrap().inc();
    requests.with_labels(&[("shard", "1"), ("zone", "eu")]).unwrap().add(2);
    requests.with(&["1", "eu"]).unwrap();
    assert_eq!(
        text(&registry),
        "\
# HELP requests_total 
# TYPE requests_total counter
requests_total{app=\"shop\",shard=\"1\",zone=\"eu\"} 3
requests_total{app=\"shop\",shard=\"eu\",zone=\"1\"} 0
"
    );
}

#[test]
fn h18_every_metric_can_be_the_series() {
    let registry = Registry::new();
    let bounds = vec![1.0, 2.0]; // not known to the compiler
    let register = "of every kind";
    let counter = registry.register(Counter::named("a", "").labels(["l"])).expect(register);
    counter.with(&["x"]).unwrap().inc();
    let float = registry.register(FloatCounter::named("b", "").labels(["l"])).expect(register);
    float.with(&["x"]).unwrap().add(0.5);
    let gauge = registry.register(Gauge::named("c", "").labels(["l"])).expect(register);
    gauge.with(&["x"]).unwrap().set(-1.0);
    let histogram = Histogram::named("d", "").labels(["l"]).buckets(bounds.clone());
    registry.register(histogram).expect(register).with(&["x"]).unwrap().observe(2.0);
    // Bounds that were stated before the labels hold, too.
    let histogram = Histogram::named("e", "").buckets(bounds.clone()).labels(["l"]);
    registry.register(histogram).expect(register).with(&["x"]).unwrap().observe(3.0);
    let striped = registry.register(StripedCounter::named("f", "").labels(["l"])).expect(register);
    striped.with(&["x"]).unwrap().add(2);
    let striped = registry.register(StripedGauge::named("g", "").labels(["l"])).expect(register);
    striped.with(&["x"]).unwrap().inc();
    let striped = StripedHistogram::named("h", "").labels(["l"]).buckets(bounds);
    registry.register(striped).expect(register).with(&["x"]).unwrap().observe(1.0);
    let text = text(&registry);
    for line in [
        "a{l=\"x\"} 1",
        "b{l=\"x\"} 0.5",
        "c{l=\"x\"} -1",
        "d_bucket{l=\"x\",le=\"1\"} 0\nd_bucket{l=\"x\",le=\"2\"} 1\nd_bucket{l=\"x\",le=\"+Inf\"} 1",
        "e_bucket{l=\"x\",le=\"1\"} 0\ne_bucket{l=\"x\",le=\"2\"} 0\ne_bucket{l=\"x\",le=\"+Inf\"} 1",
        "f{l=\"x\"} 2",
        "g{l=\"x\"} 1",
        "h_bucket{l=\"x\",le=\"1\"} 1\nh_bucket{l=\"x\",le=\"2\"} 1\nh_bucket{l=\"x\",le=\"+Inf\"} 1",
    ] {
        assert!(text.contains(&format!("\n{line}\n")), "{line}\n{text}");
    }
}

#[test]
fn h3_a_series_is_exported_from_the_first_lookup_on() {
    let registry = Registry::new();
    let family = registry.register(family()).unwrap();
    assert_eq!(text(&registry), "");
    family.with(&["1", "2", "3"]).unwrap();
    assert!(text(&registry).contains("m_total{a=\"1\",b=\"2\",c=\"3\"} 0\n"));
}

#[test]
fn s60_as_many_values_as_labels() {
    let family = family();
    for values in [&["1", "2"][..], &["1", "2", "3", "4"], &[]] {
        let error = family.with(values).unwrap_err();
        let (expected, given) = (3, values.len());
        assert_eq!(error, LabelError::Cardinality { family: "m_total".into(), expected, given });
        assert_eq!(family.handle(values).unwrap_err(), error);
    }
    let error = family.with(&["1"]).unwrap_err();
    assert_eq!(error.family(), "m_total");
    assert_eq!(error.to_string(), "metric `m_total`: 1 label value given, and it takes 3");
    assert_eq!(series(&family), Vec::<String>::new());
    // The empty text is a value, and one of its own at every place.
    family.with(&["", "", "x"]).unwrap();
    family.with(&["", "x", ""]).unwrap();
    assert_eq!(
        series(&family),
        [" x ", "  x"].map(String::from).into_iter().rev().collect::<Vec<_>>()
    );
}

#[test]
fn s61_missing_label_in_map() {
    let family = family();
    let error = family.with_labels(&[("a", "1"), ("b", "2"), ("d", "3")]).unwrap_err();
    assert_eq!(error, LabelError::Missing { family: "m_total".into(), label: "c".into() });
    assert_eq!(error.to_string(), "metric `m_total`: no value for label `c`");
    // A name that is given twice leaves another one out.
    let error = family.with_labels(&[("a", "1"), ("b", "2"), ("a", "3")]).unwrap_err();
    assert_eq!(error, LabelError::Missing { family: "m_total".into(), label: "c".into() });
    let error = family.with_labels(&[("a", "1")]).unwrap_err();
    assert!(matches!(error, LabelError::Cardinality { expected: 3, given: 1, .. }));
    assert_eq!(series(&family), Vec::<String>::new());
}

#[test]
fn s61_a_curried_label_in_the_map() {
    let view = family().curry(&[("b", "2")]).unwrap();
    let error = view.with_labels(&[("a", "1"), ("b", "2")]).unwrap_err();
    assert_eq!(error, LabelError::AlreadyCurried { family: "m_total".into(), label: "b".into() });
    // The count comes first.
    let error = view.with_labels(&[("a", "1"), ("b", "2"), ("c", "3")]).unwrap_err();
    assert!(matches!(error, LabelError::Cardinality { expected: 2, given: 3, .. }));
    // And labels are looked at in their order.
    let error = view.with_labels(&[("b", "1"), ("c", "3")]).unwrap_err();
    assert!(matches!(error, LabelError::Missing { label, .. } if label == "a"));
}

#[test]
fn s62_constraints_run_on_every_value_that_is_given() {
    let family = Counter::named("m_total", "")
        .labels(["zone", "path"])
        .constrain("path", |_| "replaced by the next one".into())
        .constrain("path", |path| path.trim_end_matches('/').into())
        .constrain("zone", |zone| zone.to_lowercase().into())
        .build();
    family.with(&["EU", "/a/"]).unwrap().inc();
    family.with_labels(&[("path", "/a//"), ("zone", "Eu")]).unwrap().inc();
    let view = family.curry(&[("zone", "eU")]).unwrap();
    view.with(&["/a"]).unwrap().inc();
    view.handle_labels(&[("path", "/a/")]).unwrap().inc();
    assert_eq!(series(&family), ["eu /a"]);
    assert_eq!(family.with(&["eu", "/a"]).unwrap().get(), 4);

    assert_eq!(view.remove(&["/a///"]), Ok(true));
    view.with(&["/a"]).unwrap();
    assert_eq!(family.remove_labels(&[("zone", "EU"), ("path", "/a/")]), Ok(true));
    view.with(&["/a"]).unwrap();
    assert_eq!(family.remove_matching(&[("zone", "EU")]), 1);
    view.with(&["/a"]).unwrap();
    assert_eq!(view.remove_matching(&[("path", "/a/")]), 1);
    assert!(family.with(&["EU", "/a/", "/b/"]).is_err());
}

#[test]
fn a6_constrained_labels_are_marked() {
    let family = Counter::named("m_total", "help").labels(["a", "b", "c"]);
    let family = family.constrain("b", |b| b.trim().into()).const_label("d", "1").build();
    let shown = "Desc{fqName: \"m_total\", help: \"help\", unit: \"\", constLabels: {d=\"1\"}, variableLabels: {a,c(b),c}}";
    assert_eq!(family.desc().to_string(), shown);
}

#[test]
fn s62_a_constraint_needs_its_label() {
    let family =
        Counter::named("m_total", "").labels(["zone"]).constrain("zonne", |zone| zone.into());
    let error = Registry::new().register(family).unwrap_err();
    assert!(
        matches!(error.kind(), RegisterErrorKind::InvalidDesc { error: DescError::NoLabelToConstrain(name), .. } if name == "zonne"),
        "{error}"
    );
}

#[test]
fn h4_h5_a_curried_view_shares_the_series() {
    let family = family();
    let b = family.curry(&[("b", "2")]).unwrap();
    b.with(&["1", "3"]).unwrap().inc();
    let bc = b.curry(&[("c", "3")]).unwrap();
    bc.with(&["1"]).unwrap().inc();
    bc.with_labels(&[("a", "1")]).unwrap().inc();
    let abc = bc.curry(&[("a", "1")]).unwrap();
    abc.with(&[]).unwrap().inc();
    assert_eq!(family.with(&["1", "2", "3"]).unwrap().get(), 4);
    let order = family.curry(&[("c", "3"), ("a", "1")]).unwrap();
    assert_eq!(order.with(&["2"]).unwrap().get(), 4);
    assert_eq!(family.curry(&[]).unwrap().with(&["1", "2", "3"]).unwrap().get(), 4);
    // A view outlives what it was made of.
    drop(family);
    assert_eq!(abc.with_labels(&[]).unwrap().get(), 4);
    assert!(matches!(b.with(&["1", "2", "3"]), Err(LabelError::Cardinality { expected: 2, .. })));
}

#[test]
fn s63_what_cannot_be_curried() {
    let family = family();
    let error = family.curry(&[("d", "1"), ("b", "2"), ("e", "3")]).unwrap_err();
    let labels = vec!["d".to_owned(), "e".to_owned()];
    assert_eq!(error, LabelError::Unknown { family: "m_total".into(), labels });
    assert_eq!(error.to_string(), "metric `m_total`: 2 unknown labels: `d`, `e`");
    let error = family.curry(&[("d", "1")]).unwrap_err();
    assert_eq!(error.to_string(), "metric `m_total`: 1 unknown label: `d`");
    let view = family.curry(&[("a", "1")]).unwrap();
    let curried = LabelError::AlreadyCurried { family: "m_total".into(), label: "a".into() };
    assert_eq!(view.curry(&[("d", "1"), ("a", "2")]).unwrap_err(), curried);
    assert_eq!(family.curry(&[("a", "1"), ("a", "2")]).unwrap_err(), curried);
    assert_eq!(curried.to_string(), "metric `m_total`: label `a` is already curried");
}

#[test]
fn h6_h7_a_removed_series_is_not_exported() {
    let registry = Registry::new();
    let family = registry.register(family()).unwrap();
    for a in ["1", "2"] {
        family.with(&[a, "2", "3"]).unwrap().inc();
    }
    assert_eq!(family.remove(&["1", "3", "2"]), Ok(false));
    assert_eq!(family.remove(&["1", "2", "3"]), Ok(true));
    assert_eq!(family.remove(&["1", "2", "3"]), Ok(false));
    assert_eq!(family.remove_labels(&[("c", "3"), ("b", "2"), ("a", "2")]), Ok(true));
    assert_eq!(text(&registry), "");
    let view = family.curry(&[("b", "2")]).unwrap();
    family.with(&["1", "2", "3"]).unwrap();
    assert_eq!(view.remove(&["1", "3"]), Ok(true));
    assert_eq!(text(&registry), "");
}

#[test]
fn s64_removal_says_what_is_wrong_with_the_labels() {
    let family = family();
    family.with(&["1", "2", "3"]).unwrap();
    assert!(matches!(family.remove(&["1"]), Err(LabelError::Cardinality { .. })));
    let wrong = family.remove_labels(&[("a", "1"), ("b", "2"), ("d", "3")]);
    assert!(matches!(wrong, Err(LabelError::Missing { .. })));
    assert_eq!(series(&family), ["1 2 3"]);
}

#[test]
fn k1_remove_matching_removes_what_matches_and_no_more() {
    let family = family();
    for a in ["1", "2"] {
        for b in ["x", "y", "z"] {
            family.with(&[a, b, "c"]).unwrap();
        }
    }
    assert_eq!(family.remove_matching(&[("a", "1"), ("b", "x")]), 1);
    assert_eq!(family.remove_matching(&[("a", "1"), ("a", "2")]), 0);
    assert_eq!(family.remove_matching(&[("a", "2"), ("b", "none")]), 0);
    assert_eq!(family.remove_matching(&[("b", "y")]), 2);
    assert_eq!(series(&family), ["1 z c", "2 x c", "2 z c"]);
    assert_eq!(family.remove_matching(&[]), 3);
}

#[test]
fn s65_unknown_and_curried_labels_match_nothing() {
    let family = family();
    family.with(&["1", "2", "3"]).unwrap();
    assert_eq!(family.remove_matching(&[("d", "1")]), 0);
    assert_eq!(family.remove_matching(&[("a", "1"), ("d", "1")]), 0);
    let view = family.curry(&[("a", "1")]).unwrap();
    assert_eq!(view.remove_matching(&[("a", "1")]), 0);
    assert_eq!(series(&family), ["1 2 3"]);
}

#[test]
fn k2_a_view_removes_only_what_it_shows() {
    let family = family();
    for a in ["1", "9"] {
        family.with(&[a, "2", "3"]).unwrap();
        family.with(&[a, "2", "4"]).unwrap();
        family.with(&[a, "5", "4"]).unwrap();
    }
    let view = family.curry(&[("a", "1")]).unwrap();
    assert_eq!(view.remove_matching(&[("b", "2")]), 2);
    assert_eq!(view.remove_matching(&[]), 1);
    assert_eq!(series(&family), ["9 2 3", "9 2 4", "9 5 4"]);
    view.with(&["7", "8"]).unwrap();
    let mut shown = Vec::new();
    let removed = view.retain(|labels| {
        shown.push(labels.iter().map(|(n, v)| format!("{n}{v}")).collect::<Vec<_>>());
        false
    });
    assert_eq!((removed, shown), (1, vec![["a1", "b7", "c8"].map(String::from).to_vec()]));
    assert_eq!(series(&family).len(), 3);
}

#[test]
fn h9_clearing_through_a_view_clears_everything() {
    let registry = Registry::new();
    let family = registry.register(family()).unwrap();
    family.with(&["9", "9", "9"]).unwrap();
    let view = family.curry(&[("a", "1")]).unwrap();
    view.with(&["2", "3"]).unwrap();
    assert_eq!(view.clear(), 2);
    assert_eq!(text(&registry), "");
}

#[test]
fn h10_h11_what_is_kept_goes_on_and_what_is_made_again_is_fresh() {
    thread_local! {
        static NOW: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    }
    let registry = Registry::new();
    let family = registry.register(family()).unwrap();
    family.set_clock(|| NOW.get());
    let kept = family.with(&["1", "2", "3"]).unwrap();
    let handle = family.handle(&["1", "2", "3"]).unwrap();
    let gone = family.with(&["4", "5", "6"]).unwrap();
    kept.add(5);
    assert_eq!(family.clear(), 2);
    kept.add(5);
    handle.add(5);
    assert_eq!((handle.get(), kept.get()), (15, 15));
    assert_eq!(text(&registry), "");
    let fresh = family.with(&["1", "2", "3"]).unwrap();
    assert_eq!(fresh.get(), 0);
    handle.inc();
    assert_eq!((fresh.get(), handle.get()), (0, 16));
    // The memory serves other series after ten minutes, but not that which is held.
    NOW.set(Duration::from_secs(601));
    for n in 0..20 {
        family.with(&[&n.to_string(), "", ""]).unwrap();
    }
    gone.add(7);
    handle.inc();
    assert_eq!(handle.get(), 17);
    let text = text(&registry);
    assert_eq!(text.lines().filter(|line| line.ends_with(" 0")).count(), 21, "{text}");
    // A handle keeps the family.
    let view = family.curry(&[]).unwrap();
    assert!(registry.unregister(&*family));
    drop(family);
    drop(registry);
    drop(view);
    handle.inc();
    assert_eq!(handle.get(), 18);
}

#[test]
fn h16_no_labels_at_all() {
    let registry = Registry::new();
    let jobs = Gauge::named("jobs", "").labels(Vec::<String>::new()).max_series(0);
    let jobs = registry.register(jobs).unwrap();
    assert_eq!(text(&registry), "");
    jobs.with(&[]).unwrap().set(3.0);
    jobs.with_labels(&[]).unwrap().inc();
    assert_eq!(text(&registry), "# HELP jobs \n# TYPE jobs gauge\njobs 4\n");
    assert!(jobs.with(&[""]).is_err());
    assert_eq!(jobs.retain(|labels| labels.iter().len() != 0), 1);
    jobs.with(&[]).unwrap();
    assert_eq!((jobs.remove(&[]), jobs.folded()), (Ok(true), 0));
}

#[test]
fn h17_one_descriptor_is_described() {
    let family = family();
    family.with(&["1", "2", "3"]).unwrap();
    family.with(&["1", "2", "4"]).unwrap();
    let descs = Descs::of(&family);
    assert_eq!(descs.len(), 1);
    assert_eq!(descs[0].labels().collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!((descs[0].kind(), descs[0].place()), (Some(Kind::Counter), family.desc().place()));
    assert!(descs[0].place().file.ends_with("dynamic.rs"));
}

#[test]
fn s67_what_is_wrong_waits_for_registration() {
    let registry = Registry::new();
    let family = Counter::named("m_total", "").labels(["a", "a"]).build();
    assert!(matches!(family.desc().error(), Some(DescError::DuplicateLabelName(_))));
    family.with(&["1", "2"]).unwrap().inc();
    let error = registry.register(family).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::InvalidDesc { .. }), "{error}");
    let family = Histogram::named("h", "").labels(["a"]).buckets(vec![2.0, 1.0]).build();
    let error = family.desc().error().unwrap().to_string();
    assert!(error.contains("buckets must increase"), "{error}");
    let family = Histogram::named("h", "").buckets(vec![f64::NAN]).labels(["a"]).build();
    assert_eq!(family.desc().error().unwrap().to_string(), "bucket bound 0 is NaN");
    assert_eq!(text(&registry), "");
}

#[test]
fn k8_le_is_refused_before_the_first_series() {
    let family = Histogram::named("h", "").labels(["le"]).build();
    let error = family.desc().error();
    assert!(matches!(error, Some(DescError::LabelOfKind { label: "le", kind: Kind::Histogram })));
    assert!(Counter::named("c", "").labels(["le"]).build().desc().error().is_none());
}

#[test]
fn s58_more_labels_and_longer_values_than_fit_on_the_stack() {
    let names: Vec<String> = (0..12).map(|n| format!("l{n}")).collect();
    let values: Vec<String> = (0..12).map(|n| n.to_string().repeat(9)).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let family = Counter::named("m", "").labels(names.clone()).build();
    family.with(&values).unwrap().inc();
    let pairs: Vec<_> = names.iter().map(String::as_str).zip(values.iter().copied()).collect();
    let reversed: Vec<_> = pairs.iter().rev().copied().collect();
    family.with_labels(&reversed).unwrap().inc();
    let view = family.curry(&pairs[3..5]).unwrap();
    let others = [&values[..3], &values[5..]].concat();
    view.with(&others).unwrap().inc();
    assert_eq!(family.with(&values).unwrap().get(), 3);
    assert_eq!(series(&family), [values.join(" ")]);
}

#[test]
fn d7_past_the_bound_series_are_folded_into_one() {
    let registry = Registry::new();
    let family = Counter::named("m_total", "").labels(["a", "b"]).max_series(2);
    let family = registry.register(family).unwrap();
    for a in ["1", "2", "3", "4"] {
        family.with(&[a, "x"]).unwrap().inc();
    }
    family.with_labels(&[("b", "x"), ("a", "1")]).unwrap().inc();
    family.handle(&["5", "x"]).unwrap().inc();
    assert_eq!(family.folded(), 3);
    assert_eq!(
        text(&registry),
        "\
# HELP m_total 
# TYPE m_total counter
m_total{a=\"1\",b=\"x\"} 2
m_total{a=\"2\",b=\"x\"} 1
m_total{a=\"other\",b=\"other\"} 3
"
    );
    assert_eq!(family.remove(&["3", "x"]), Ok(false), "it never was a series");
    // What is removed makes room, and the one for all others takes none.
    assert_eq!(family.remove(&["1", "x"]), Ok(true));
    family.with(&["6", "x"]).unwrap().inc();
    assert_eq!((family.folded(), series(&family).len()), (3, 3));
    family.with(&["7", "x"]).unwrap();
    assert_eq!(family.folded(), 4);
    assert_eq!(family.remove(&["other", "other"]), Ok(true));
    family.with(&["7", "x"]).unwrap();
    assert_eq!((family.folded(), series(&family).len()), (5, 3));
    assert_eq!(family.clear(), 3);
    family.with(&["8", "x"]).unwrap();
    assert_eq!((family.folded(), series(&family)), (5, vec!["8 x".to_owned()]));
}

#[test]
fn d7_two_thousand_series_if_nothing_is_said() {
    let fill = |family: &DynamicVec<Gauge>| {
        for n in 0..2_003 {
            family.with(&[&n.to_string()]).unwrap().set(1.0);
        }
        family.folded()
    };
    assert_eq!(fill(&Gauge::named("g", "").labels(["n"]).build()), 3);
    let unbounded = Gauge::named("g", "").labels(["n"]).unbounded_series().build();
    assert_eq!((fill(&unbounded), unbounded.clear()), (0, 2_003));
}

#[test]
fn d9_idle_series_go() {
    thread_local! {
        static NOW: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    }
    let family = family();
    family.set_clock(|| NOW.get());
    family.with(&["1", "", ""]).unwrap();
    family.with(&["2", "", ""]).unwrap();
    assert_eq!(family.remove_idle(Duration::from_secs(60)), 0);
    NOW.set(Duration::from_secs(60));
    family.with(&["2", "", ""]).unwrap().inc();
    assert_eq!(family.remove_idle(Duration::from_secs(60)), 1);
    assert_eq!(series(&family), ["2  "]);
}

#[test]
fn d9_replace_all_exchanges_what_a_view_shows() {
    let family = Gauge::named("g", "").labels(["a", "b"]).max_series(3).build();
    for a in ["1", "2"] {
        family.with(&[a, "old"]).unwrap().set(1.0);
    }
    let view = family.curry(&[("a", "1")]).unwrap();
    let old = view.with(&["old"]).unwrap();
    view.replace_all(|fresh| {
        fresh.with(&["old"])?.set(2.0);
        fresh.with_labels(&[("b", "x")])?.set(3.0);
        fresh.with(&["past the bound"])?.set(4.0);
        fresh.with(&["past it, too"])?.set(5.0);
        assert!(fresh.with(&[]).is_err());
        assert_eq!(view.with(&["old"])?.get(), 1.0, "nothing is exchanged yet");
        Ok::<_, LabelError>(())
    })
    .unwrap();
    assert_eq!(family_values(&family), ["1 old 2", "1 x 3", "2 old 1", "other other 5"]);
    assert_eq!(family.folded(), 2);
    old.set(9.0);
    assert_eq!(view.with(&["old"]).unwrap().get(), 2.0);

    // An error, or a panic, leaves the family as it was.
    let error = view.replace_all(|fresh| fresh.with(&[]).map(drop)).unwrap_err();
    assert!(matches!(error, LabelError::Cardinality { expected: 1, given: 0, .. }));
    let panics = || view.replace_all(|_| -> Result<(), LabelError> { panic!() });
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(panics)).is_err());
    assert_eq!(family_values(&family).len(), 4);

    // The one past the bound is replaced as well, wherever it stands, and what goes makes room.
    view.replace_all(|fresh| {
        for b in ["x", "y", "z"] {
            fresh.with(&[b])?.set(6.0);
        }
        Ok::<_, LabelError>(())
    })
    .unwrap();
    assert_eq!(family_values(&family), ["1 x 6", "1 y 6", "2 old 1", "other other 6"]);
    family.replace_all(|_| Ok::<_, LabelError>(())).unwrap();
    for b in ["1", "2", "3"] {
        view.with(&[b]).unwrap();
    }
    assert_eq!((family.folded(), series(&family).len()), (3, 3));
}

/// The labels and values of a family of gauges, in order.
fn family_values(family: &DynamicVec<Gauge>) -> Vec<String> {
    let series = series(family).into_iter().map(|labels| {
        let values: Vec<&str> = labels.split(' ').collect();
        let value = family.with(&values).unwrap().get();
        format!("{labels} {value}")
    });
    series.collect()
}

#[test]
fn d9_a_scrape_sees_all_of_the_old_series_or_all_of_the_new_ones() {
    let registry = Registry::new();
    let load = registry.register(Gauge::named("load", "").labels(["round", "n"])).unwrap();
    let rounds = 200;
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0..rounds {
                load.replace_all(|fresh| {
                    for n in 0..5 {
                        fresh.with(&[&round.to_string(), &n.to_string()])?.set(1.0);
                    }
                    Ok::<_, LabelError>(())
                })
                .unwrap();
            }
            stop.store(true, Relaxed);
        });
        while !stop.load(Relaxed) {
            let text = text(&registry);
            let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("load{")).collect();
            assert!(lines.is_empty() || lines.len() == 5, "{text}");
            let round = |line: &str| line.split("round=").nth(1).map(str::to_owned);
            assert!(lines.iter().all(|line| round(line) == round(lines[0])), "{text}");
        }
    });
}

#[test]
fn d9_a_family_that_is_registered_is_found_again() {
    let registry = Registry::new();
    let make = || Counter::named("m_total", "").labels(["a"]);
    registry.get_or_register(make()).unwrap().with(&["1"]).unwrap().inc();
    registry.get_or_register(make()).unwrap().with(&["1"]).unwrap().inc();
    assert!(text(&registry).ends_with("\nm_total{a=\"1\"} 2\n"));
    assert!(registry.register(Counter::named("m_total", "").labels(["b"])).is_err());
}

#[test]
fn d8_series_come_and_go_under_threads() {
    const THREADS: usize = 4;
    let registry = Registry::new();
    let family = Counter::named("m_total", "").labels(["a", "b"]).max_series(50);
    let family = registry.register(family).unwrap();
    let done = AtomicUsize::new(0);
    family.with(&["all", "all"]).unwrap();
    // Made while there is room.
    let kept: Vec<_> =
        (0..THREADS).map(|thread| family.handle(&[&thread.to_string(), "kept"]).unwrap()).collect();
    thread::scope(|scope| {
        for (thread, kept) in kept.iter().enumerate() {
            let (family, done) = (&family, &done);
            let view = family.curry(&[("a", &thread.to_string())]).unwrap();
            scope.spawn(move || {
                for n in 0..3_000_usize {
                    let b = (n % 20).to_string();
                    view.with(&[&b]).unwrap().inc();
                    family.with(&["all", "all"]).unwrap().inc();
                    kept.inc();
                    match n % 50 {
                        7 => drop(view.remove(&[&b]).unwrap()),
                        49 => drop(view.remove_matching(&[("b", &b)])),
                        _ => {}
                    }
                }
                done.fetch_add(1, Relaxed);
            });
        }
        scope.spawn(|| {
            while done.load(Relaxed) < THREADS {
                // What nobody removes is never missing.
                let found = text(&registry);
                assert_eq!(found.matches("b=\"kept\"").count(), THREADS, "{found}");
            }
        });
    });
    let all = family.with(&["all", "all"]).unwrap().get();
    assert_eq!(all, 3_000 * THREADS as u64);
    for thread in 0..THREADS {
        assert_eq!(family.with(&[&thread.to_string(), "kept"]).unwrap().get(), 3_000);
    }
    family.clear();
    for n in 0..50 {
        family.with(&["", &n.to_string()]).unwrap();
    }
    assert_eq!(series(&family).iter().filter(|series| series.contains("other")).count(), 0);
}

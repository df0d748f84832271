//! Metrics on their own: D2, B6, E9; functions as metrics: C7, D4, D5, D9 of the features, K21.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use metrics_core::{
    Counter, CounterFn, CounterVec, DescError, GatherErrorKind, Gauge, GaugeFn, GaugeVec,
    Histogram, HistogramVec, Kind, LabelSet, RegisterErrorKind, Registry, StripedCounter,
    StripedGauge, StripedHistogram, StripedHistogramVec, UntypedFn,
};

use crate::support::{errors, text};

#[derive(LabelSet)]
struct Route<'a> {
    #[label(max = 10)]
    route: &'a str,
}

#[test]
fn d2_a_named_metric_is_a_collector_and_the_metric() {
    let registry = Registry::new();
    let jobs = Counter::named("jobs_total", "Jobs.").const_label("zone", "eu").unit("jobs").build();
    assert_eq!((jobs.desc().kind(), jobs.desc().unit()), (Some(Kind::Counter), Some("jobs")));
    assert!(jobs.desc().place().file.ends_with("named.rs"));
    let jobs = registry.register(jobs).unwrap();
    jobs.add(3);
    let open = registry.register(Gauge::named("open", "").const_labels([("a", "1"), ("b", "2")]));
    open.unwrap().set(1.5);
    let sizes = registry.register(Histogram::named("sizes", "").buckets(&[1.0, 2.0])).unwrap();
    sizes.observe(2.0);
    assert_eq!(
        text(&registry),
        "\
# HELP jobs_total Jobs.
# TYPE jobs_total counter
jobs_total{zone=\"eu\"} 3
# HELP open 
# TYPE open gauge
open{a=\"1\",b=\"2\"} 1.5
# HELP sizes 
# TYPE sizes histogram
sizes_bucket{le=\"1\"} 0
sizes_bucket{le=\"2\"} 1
sizes_bucket{le=\"+Inf\"} 1
sizes_sum 2
sizes_count 1
"
    );
}

#[test]
fn d2_striped_metrics_have_names_too() {
    let registry = Registry::new();
    let jobs = registry.register(StripedCounter::named("jobs_total", "")).unwrap();
    jobs.add(3);
    registry.register(StripedGauge::named("open", "")).unwrap().inc();
    let sizes = StripedHistogramVec::<Route<'static>>::named("sizes", "").buckets(&[2.0]);
    let sizes = registry.register(sizes).unwrap();
    sizes.with(Route { route: "/a" }).observe(1.0);
    let refused = StripedHistogram::named("odd", "").buckets(&[2.0, 1.0]).build();
    assert!(refused.desc().error().is_some());
    let text = text(&registry);
    for line in ["jobs_total 3", "open 1", "sizes_bucket{route=\"/a\",le=\"2\"} 1"] {
        assert!(text.contains(&format!("\n{line}\n")), "{text}");
    }
}

#[test]
fn d2_families_have_names_too() {
    let registry = Registry::new();
    let calls = registry.register(CounterVec::<Route<'static>>::named("calls_total", "")).unwrap();
    calls.with(Route { route: "/a" }).inc();
    let load = registry.register(GaugeVec::<Route<'static>>::named("load", "")).unwrap();
    load.with(Route { route: "/b" }).set(2.0);
    let sizes = HistogramVec::<Route<'static>>::named("sizes", "").buckets(&[1.0, f64::INFINITY]);
    let sizes = registry.register(sizes).unwrap();
    sizes.with(Route { route: "/c" }).observe(1.0);
    let text = text(&registry);
    for line in [
        "calls_total{route=\"/a\"} 1\n",
        "load{route=\"/b\"} 2\n",
        "sizes_bucket{route=\"/c\",le=\"1\"} 1\nsizes_bucket{route=\"/c\",le=\"+Inf\"} 1\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    // Bounds that are not stated are the default ones.
    let plain = registry.register(HistogramVec::<Route<'static>>::named("plain", "")).unwrap();
    assert_eq!(plain.with(Route { route: "" }).snapshot().buckets.len(), 11);
}

#[test]
fn s2_what_is_wrong_waits_for_registration() {
    let registry = Registry::new();
    let refused = |error: metrics_core::RegisterError| match error.kind() {
        RegisterErrorKind::InvalidDesc { error, .. } => error.clone(),
        other => panic!("{other}"),
    };
    let error = refused(registry.register(Counter::named("", "")).unwrap_err());
    assert!(matches!(error, DescError::EmptyName));
    let histogram = Histogram::named("h", "").const_label("le", "1");
    let error = refused(registry.register(histogram).unwrap_err());
    assert!(matches!(error, DescError::LabelOfKind { label: "le", .. }));
    let histogram = Histogram::named("h", "").buckets(&[2.0, 1.0]);
    let error = refused(registry.register(histogram).unwrap_err());
    assert!(error.to_string().contains("buckets must increase"), "{error}");
    let twice = CounterVec::<Route<'static>>::named("c", "").const_label("route", "/");
    assert!(matches!(twice.build().desc().error(), Some(DescError::DuplicateLabelName(_))));
    assert_eq!(text(&registry), "");
}

#[test]
fn d9_functions_with_other_constant_values_share_a_name() {
    static JOBS: AtomicU64 = AtomicU64::new(0);
    let registry = Registry::new();
    let jobs = CounterFn::named("jobs_total", "", || JOBS.load(Relaxed));
    registry.register(jobs.const_label("of", "me")).unwrap();
    let jobs = CounterFn::named("jobs_total", "", || JOBS.load(Relaxed) + 1);
    registry.register(jobs.const_label("of", "you")).unwrap();
    registry.register(GaugeFn::named("load", "", || 0.5)).unwrap();
    registry.register(UntypedFn::named("what", "", || -1_i64)).unwrap();
    JOBS.store(41, Relaxed);
    let text = text(&registry);
    for lines in [
        "# TYPE jobs_total counter\njobs_total{of=\"me\"} 41\njobs_total{of=\"you\"} 42\n",
        "# TYPE load gauge\nload 0.5\n",
        "# TYPE what untyped\nwhat -1\n",
    ] {
        assert!(text.contains(lines), "{text}");
    }
}

#[test]
fn k21_a_function_may_fail_or_have_nothing_to_say() {
    let registry = Registry::new();
    let fails = || "1x".parse::<f64>();
    registry.register(GaugeFn::named("fails", "", fails)).unwrap();
    registry.register(GaugeFn::named("works", "", || "1".parse::<f64>())).unwrap();
    registry.register(CounterFn::named("nothing", "", || None::<u64>)).unwrap();
    registry.register(CounterFn::named("panics", "", || -> u64 { panic!("out of luck") })).unwrap();
    let gathered = registry.gather();
    let names: Vec<_> = gathered.families.iter().map(|family| family.name().to_owned()).collect();
    assert_eq!(names, ["works"]);
    let kinds: Vec<_> = errors(&registry).iter().map(|error| error.kind().clone()).collect();
    assert!(
        matches!(&kinds[..], [
        GatherErrorKind::Collect { desc, error },
        GatherErrorKind::Panicked { message },
    ] if desc.name() == "fails" && error.to_string().contains("invalid float") && message == "out of luck"),
        "{kinds:?}"
    );
}

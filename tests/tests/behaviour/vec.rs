//! Families: D7, D8.

use std::sync::Arc;
use std::thread;

use metrics_core::{
    Collector, Counter, CounterVec, GaugeVec, HistogramVec, LabelSet, LabelValue, Registry,
};

use crate::support::text;

#[derive(LabelValue, Clone, Copy)]
#[label(rename_all = "lowercase")]
enum Method {
    Get,
    Post,
    #[label(rename = "other")]
    Unknown,
}

#[derive(LabelSet, Clone, Copy)]
struct Call {
    method: Method,
    cached: bool,
}

#[derive(LabelSet)]
struct Pair<'a> {
    #[label(unbounded)]
    a: &'a str,
    #[label(unbounded)]
    b: String,
}

#[derive(LabelSet, Clone, Copy)]
struct Target<'a> {
    method: Method,
    #[label(max = 2)]
    route: &'a str,
    #[label(max = 3, overflow = "many")]
    shard: u32,
}

#[derive(Collector, Default)]
#[collector(allow(missing_total))]
struct Metrics {
    /// Calls.
    calls: CounterVec<Call>,
    /// Pairs.
    pairs: CounterVec<Pair<'static>>,
    /// Routes.
    routes: GaugeVec<Target<'static>>,
}

fn registered() -> (Arc<Metrics>, Registry) {
    let (metrics, registry) = (Arc::new(Metrics::default()), Registry::new());
    registry.register(Arc::clone(&metrics)).unwrap();
    (metrics, registry)
}

#[test]
fn d7_a_closed_series_is_exported_once_it_was_asked_for() {
    let (metrics, registry) = registered();
    assert_eq!(text(&registry), "");
    metrics.calls.with(Call { method: Method::Unknown, cached: true }).add(2);
    let _ = metrics.calls.with(Call { method: Method::Get, cached: false });
    assert_eq!(
        text(&registry),
        "# HELP calls Calls.\n# TYPE calls counter\n\
         calls{cached=\"false\",method=\"get\"} 0\n\
         calls{cached=\"true\",method=\"other\"} 2\n"
    );
}

#[test]
fn d7_every_combination_is_a_series_of_its_own() {
    let (metrics, registry) = registered();
    let mut n = 0;
    for method in [Method::Get, Method::Post, Method::Unknown] {
        for cached in [false, true] {
            n += 1;
            metrics.calls.with(Call { method, cached }).add(n);
        }
    }
    let found = text(&registry);
    for (labels, value) in [
        ("cached=\"false\",method=\"get\"", 1),
        ("cached=\"true\",method=\"get\"", 2),
        ("cached=\"false\",method=\"post\"", 3),
        ("cached=\"true\",method=\"post\"", 4),
        ("cached=\"false\",method=\"other\"", 5),
        ("cached=\"true\",method=\"other\"", 6),
    ] {
        assert!(found.contains(&format!("calls{{{labels}}} {value}\n")), "{found}");
    }
}

#[test]
fn labels_are_told_apart_by_value_not_by_text() {
    let (metrics, registry) = registered();
    metrics.pairs.with(Pair { a: "ab", b: "c".into() }).inc();
    metrics.pairs.with(Pair { a: "a", b: "bc".into() }).add(2);
    metrics.pairs.with(Pair { a: "", b: "abc".into() }).add(3);
    assert_eq!(
        text(&registry),
        "# HELP pairs Pairs.\n# TYPE pairs counter\n\
         pairs{a=\"\",b=\"abc\"} 3\npairs{a=\"a\",b=\"bc\"} 2\npairs{a=\"ab\",b=\"c\"} 1\n"
    );
}

#[test]
fn d7_values_past_the_bound_are_folded_and_counted() {
    let (metrics, registry) = registered();
    let at = |route, shard| Target { method: Method::Get, route, shard };
    metrics.routes.with(at("/a", 1)).set(1.0);
    metrics.routes.with(at("/b", 2)).set(2.0);
    assert_eq!(metrics.routes.folded(), 0);
    metrics.routes.with(at("/c", 3)).set(3.0);
    metrics.routes.with(at("/d", 3)).inc();
    assert_eq!(metrics.routes.folded(), 2);
    metrics.routes.with(at("/a", 4)).set(5.0);
    assert_eq!(metrics.routes.folded(), 3);
    // The label's bound counts values, not series.
    metrics.routes.with(Target { method: Method::Post, ..at("/a", 2) }).set(6.0);
    assert_eq!(metrics.routes.folded(), 3);
    // The value that stands for others is not one of them.
    metrics.routes.with(at("other", 1)).set(7.0);
    assert_eq!(metrics.routes.folded(), 3);
    let found = text(&registry);
    for (labels, value) in [
        ("method=\"get\",route=\"/a\",shard=\"1\"", 1),
        ("method=\"get\",route=\"/b\",shard=\"2\"", 2),
        ("method=\"get\",route=\"other\",shard=\"3\"", 4),
        ("method=\"get\",route=\"/a\",shard=\"many\"", 5),
        ("method=\"post\",route=\"/a\",shard=\"2\"", 6),
        ("method=\"get\",route=\"other\",shard=\"1\"", 7),
    ] {
        assert!(found.contains(&format!("routes{{{labels}}} {value}\n")), "{labels} in {found}");
    }
    assert_eq!(found.lines().count(), 2 + 6);
}

#[test]
fn closed_labels_stand_anywhere_beside_open_ones() {
    #[derive(LabelSet)]
    struct Mixed<'a> {
        cached: bool,
        #[label(max = 10)]
        route: &'a str,
        method: Method,
        #[label(max = 10)]
        shard: u8,
        hit: bool,
    }
    static MIXED: CounterVec<Mixed<'static>> = CounterVec::new();
    let methods = [Method::Get, Method::Post, Method::Unknown];
    let all = || {
        let flags = [(true, true), (true, false), (false, true), (false, false)];
        flags.into_iter().flat_map(move |(cached, hit)| {
            methods.into_iter().flat_map(move |method| {
                [("/a", 1), ("/b", 2), ("/b", 1)].map(|(route, shard)| Mixed {
                    cached,
                    route,
                    method,
                    shard,
                    hit,
                })
            })
        })
    };
    for (n, labels) in all().enumerate() {
        MIXED.with(labels).add(n as u64);
    }
    for (n, labels) in all().enumerate() {
        assert_eq!(MIXED.with(labels).get(), n as u64);
    }
    let labels = Mixed { cached: true, route: "/b", method: Method::Post, shard: 2, hit: false };
    let wanted =
        [("cached", "true"), ("route", "/b"), ("method", "post"), ("shard", "2"), ("hit", "false")];
    assert_eq!(MIXED.remove_matching(&wanted), 1);
    assert_eq!(MIXED.with(labels).get(), 0);
}

#[test]
fn a_lookup_borrows_the_family_and_not_the_labels() {
    static PAIRS: CounterVec<Pair<'static>> = CounterVec::new();
    let series = {
        let local = String::from("short-lived");
        PAIRS.with(Pair { a: &local, b: local.clone() })
    };
    series.inc();
    let copy = series;
    copy.inc();
    assert_eq!(series.get(), 2);
}

#[test]
fn two_lookups_in_one_expression_are_fine() {
    let (metrics, _) = registered();
    let at = |shard| Target { method: Method::Get, route: "/", shard };
    metrics.routes.with(at(1)).set(metrics.routes.with(at(2)).get() + 1.0);
    assert_eq!(metrics.routes.with(at(1)).get(), 1.0);
}

#[test]
fn an_open_family_grows_under_many_threads() {
    let family: CounterVec<Target<'static>> = CounterVec::new();
    let pairs: CounterVec<Pair<'static>> = CounterVec::new();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for i in 0..2_000_u32 {
                    let route = format!("/{}", i % 7);
                    let labels = Target { method: Method::Get, route: &route, shard: i % 5 };
                    family.with(labels).inc();
                    pairs.with(Pair { a: &route, b: (i % 500).to_string() }).inc();
                }
            });
        }
    });
    let mut total = 0;
    for route in ["/0", "/1", "/2", "/3", "/4", "/5", "/6", "other"] {
        for shard in 0..5 {
            total += family.with(Target { method: Method::Get, route, shard }).get();
        }
    }
    // Looking up a folded value finds the series it was folded into, so each is seen often;
    // what is exported counts each once.
    assert!(total >= 16_000);
    let exported: u64 = format!("{family:?}")
        .split("Integer(")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap().parse::<u64>().unwrap())
        .sum();
    assert_eq!(exported, 16_000);
    let mut pairs_total = 0;
    for i in 0..3_500_u32 {
        // 7 and 500 share no factor, so every pair occurs.
        let (a, b) = (format!("/{}", i % 7), (i % 500).to_string());
        pairs_total += pairs.with(Pair { a: &a, b }).get();
    }
    assert_eq!(pairs_total, 16_000);
}

#[test]
fn histograms_of_a_family_share_its_bounds() {
    static LATENCY: HistogramVec<Target<'static>> = HistogramVec::with_buckets(&[0.1, 1.0]);
    let series = LATENCY.with(Target { method: Method::Get, route: "/", shard: 1 });
    series.observe(0.5);
    series.start_timer().discard();
    let snapshot = series.snapshot();
    assert_eq!(snapshot.buckets.iter().map(|b| b.upper_bound).collect::<Vec<_>>(), [0.1, 1.0]);
    assert_eq!(snapshot.count, 1);
}

#[test]
fn d7_a_large_closed_set_is_allocated_at_its_first_use() {
    // 2^13 combinations: more than lie inside a struct, so this compiles only as `boxed`.
    #[derive(LabelSet, Clone, Copy, Default)]
    #[label(boxed)]
    #[allow(clippy::struct_excessive_bools)]
    struct Many {
        a: bool,
        b: bool,
        c: bool,
        d: bool,
        e: bool,
        f: bool,
        g: bool,
        h: bool,
        i: bool,
        j: bool,
        k: bool,
        l: bool,
        m: bool,
    }
    static BOXED: CounterVec<Many> = CounterVec::new();
    BOXED.with(Many { a: true, ..Many::default() }).inc();
    assert_eq!(BOXED.with(Many { a: true, ..Many::default() }).get(), 1);
    assert_eq!(BOXED.with(Many { m: true, ..Many::default() }).get(), 0);
    assert!(size_of::<CounterVec<Many>>() < 256);
}

#[test]
fn counters_wrap_past_their_end() {
    let counter = Counter::new();
    counter.add(u64::MAX);
    counter.add(3);
    assert_eq!(counter.get(), 2);
}

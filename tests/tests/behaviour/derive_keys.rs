//! Units as types, and what a derived field says of its series: D2, D7, D9.

use std::thread;
use std::time::Duration;

use metrics_core::unit::{Bytes, Seconds};
use metrics_core::{
    Collector, Counter, CounterVec, Describe, FloatCounter, Format, Gauge, GaugeVec, Histogram,
    HistogramVec, LabelSet, LabelValue, Registry, StripedCounter, StripedCounterVec, StripedGauge,
    StripedHistogram, StripedHistogramVec,
};

use crate::support::text;

#[derive(LabelSet)]
struct Peer<'a> {
    #[label(unbounded)]
    peer: &'a str,
}

#[derive(LabelSet)]
struct Cached {
    cached: bool,
}

#[derive(Collector, Default)]
#[collector(namespace = "unit", new)]
struct Units {
    /// Help.
    #[metric(buckets = [0.1, 1])]
    latency_seconds: Histogram<Seconds>,
    /// Help.
    by_peer_seconds: HistogramVec<Peer<'static>, Seconds>,
    /// Help.
    striped_seconds: StripedHistogram<Seconds>,
    /// Help.
    striped_by_seconds: StripedHistogramVec<Cached, Seconds>,
    /// Help.
    busy_seconds_total: Counter<Seconds>,
    /// Help.
    busy_by_seconds_total: CounterVec<Peer<'static>, Seconds>,
    /// Help.
    busy_striped_seconds_total: StripedCounter<Seconds>,
    /// Help.
    busy_striped_by_seconds_total: StripedCounterVec<Cached, Seconds>,
    /// Help.
    idle_seconds_total: FloatCounter<Seconds>,
    /// Help.
    age_seconds: Gauge<Seconds>,
    /// Help.
    age_striped_seconds: StripedGauge<Seconds>,
    /// Help.
    #[metric(unit = "bytes")]
    size_bytes: GaugeVec<Peer<'static>, Bytes>,
}

static UNITS: Units = Units::new();

#[test]
fn d2_metrics_of_a_unit_take_what_it_measures() {
    let half = Duration::from_millis(500);
    UNITS.latency_seconds.observe(half);
    drop(UNITS.latency_seconds.start_timer());
    UNITS.by_peer_seconds.with(Peer { peer: "a" }).observe(half);
    UNITS.striped_seconds.observe(half);
    UNITS.striped_by_seconds.with(Cached { cached: true }).observe(half);
    UNITS.busy_seconds_total.add(half);
    UNITS.busy_seconds_total.add(Duration::from_nanos(1));
    assert_eq!(UNITS.busy_seconds_total.get(), half + Duration::from_nanos(1));
    UNITS.busy_seconds_total.add(Duration::from_nanos(499_999_999));
    UNITS.busy_by_seconds_total.with(Peer { peer: "a" }).add(half);
    UNITS.busy_striped_seconds_total.add(half);
    UNITS.busy_striped_by_seconds_total.with(Cached { cached: true }).add(half);
    UNITS.idle_seconds_total.add(half);
    UNITS.age_seconds.set(half);
    UNITS.age_seconds.sub(2 * half);
    UNITS.age_striped_seconds.add(half);
    UNITS.size_bytes.with(Peer { peer: "a" }).set(1 << 20);
    UNITS.size_bytes.with(Peer { peer: "a" }).inc();
    let registry = Registry::new();
    registry.register(&UNITS).unwrap();
    let body = text(&registry);
    for line in [
        "unit_latency_seconds_count 2",
        "unit_by_peer_seconds_sum{peer=\"a\"} 0.5",
        "unit_striped_seconds_sum 0.5",
        "unit_striped_by_seconds_sum{cached=\"true\"} 0.5",
        "unit_busy_seconds_total 1",
        "unit_busy_by_seconds_total{peer=\"a\"} 0.5",
        "unit_busy_striped_seconds_total 0.5",
        "unit_busy_striped_by_seconds_total{cached=\"true\"} 0.5",
        "unit_idle_seconds_total 0.5",
        "unit_age_seconds -0.5",
        "unit_age_striped_seconds 0.5",
        "unit_size_bytes{peer=\"a\"} 1048577",
    ] {
        assert!(body.contains(&format!("\n{line}\n")), "{line} in\n{body}");
    }
    for desc in Units::descs() {
        let unit = if desc.name().contains("bytes") { "bytes" } else { "seconds" };
        assert_eq!(desc.unit(), Some(unit), "{desc}");
    }
}

#[test]
fn named_metrics_and_constants_have_units_too() {
    static LATENCY: Histogram<Seconds> = Histogram::with_unit(&[0.1, 1.0]);
    static BUSY: Counter<Seconds> = Counter::with_unit();
    LATENCY.observe(Duration::from_millis(100));
    BUSY.add(Duration::from_secs(2));
    assert_eq!(LATENCY.snapshot().buckets[0].cumulative_count, 1);
    assert_eq!(BUSY.get(), Duration::from_secs(2));
    let named = GaugeVec::<Peer<'_>, Seconds>::named("age_seconds", "Age.").build();
    assert_eq!(named.desc().unit(), Some("seconds"));
}

#[derive(Clone, Copy, LabelValue)]
#[label(rename_all = "lowercase")]
enum Method {
    Get,
    Post,
}

#[derive(LabelSet)]
struct Call<'a> {
    method: Method,
    #[label(max = 3)]
    route: &'a str,
    #[label(max = 100, overflow = "rest")]
    peer: &'a str,
}

#[derive(LabelSet)]
struct Closed {
    method: Method,
    cached: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Bounded {
    /// Calls.
    #[metric(max_series = 4)]
    calls_total: CounterVec<Call<'static>>,
    /// Hits.
    #[metric(init = all)]
    hits_total: CounterVec<Closed>,
    /// Times.
    #[metric(init = all, max_series = 4, buckets = [1.0])]
    times: HistogramVec<Closed>,
    /// Striped.
    #[metric(init = all)]
    striped: StripedHistogramVec<Cached>,
    /// Ages.
    #[metric(ttl = "50ms", max_series = 100, buckets = [1.0])]
    ages: HistogramVec<Peer<'static>>,
}

#[test]
fn d7_max_series_folds_what_is_past_it() {
    let metrics = Bounded::new();
    let calls = &metrics.calls_total;
    let count = |route, peer| calls.with(Call { method: Method::Get, route, peer }).inc();
    for (route, peer) in [("a", "1"), ("a", "2"), ("b", "1"), ("b", "2"), ("b", "3"), ("c", "1")] {
        count(route, peer);
    }
    count("a", "1");
    calls.with(Call { method: Method::Post, route: "x", peer: "9" }).inc();
    let registry = Registry::new();
    let metrics = registry.register(metrics).unwrap();
    let body = text(&registry);
    let lines: Vec<_> = body.lines().filter(|line| line.starts_with("calls_total{")).collect();
    assert_eq!(
        lines,
        [
            r#"calls_total{method="get",peer="1",route="a"} 2"#,
            r#"calls_total{method="get",peer="2",route="a"} 1"#,
            r#"calls_total{method="get",peer="1",route="b"} 1"#,
            r#"calls_total{method="get",peer="2",route="b"} 1"#,
            r#"calls_total{method="get",peer="rest",route="other"} 2"#,
            r#"calls_total{method="post",peer="rest",route="other"} 1"#,
        ]
        .into_iter()
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
    );
    assert_eq!(metrics.calls_total.folded(), 3);
    // A series that goes makes room for another one.
    assert!(metrics.calls_total.remove(Call { method: Method::Get, route: "a", peer: "1" }));
    metrics.calls_total.with(Call { method: Method::Get, route: "c", peer: "1" }).inc();
    assert!(text(&registry).contains(r#"calls_total{method="get",peer="1",route="c"} 1"#));
    assert_eq!(metrics.calls_total.folded(), 3);
    // What replaces all series is bounded as well.
    metrics.calls_total.replace_all(|fresh| {
        for peer in ["1", "2", "3", "4", "5", "6"] {
            fresh.with(Call { method: Method::Get, route: "a", peer }).inc();
        }
    });
    assert!(text(&registry).contains(r#"calls_total{method="get",peer="rest",route="other"} 2"#));
    assert_eq!(text(&registry).matches("calls_total{").count(), 5);
}

#[test]
fn d7_bounds_of_labels_and_of_series_are_counted_once() {
    let metrics = Bounded::new();
    let calls = &metrics.calls_total;
    let method = Method::Get;
    let count = |route, peer| calls.with(Call { method, route, peer }).inc();
    for route in ["a", "b", "c"] {
        count(route, "1");
    }
    assert_eq!(calls.folded(), 0);
    count("d", "1");
    assert_eq!(calls.folded(), 1, "past the bound of `route`, and the fourth series");
    count("d", "2");
    assert_eq!(calls.folded(), 2, "past both");
    count("e", "1");
    assert_eq!(calls.folded(), 3, "in the series of all further routes");
    count("a", "1");
    count("other", "rest");
    assert_eq!(calls.folded(), 3, "asked for by their names");
    assert_eq!(calls.with(Call { method, route: "other", peer: "1" }).get(), 2);
    assert_eq!(calls.with(Call { method, route: "other", peer: "rest" }).get(), 2);
    assert!(calls.remove(Call { method, route: "other", peer: "rest" }));
    count("a", "2");
    assert_eq!(calls.folded(), 4, "the series of the rest was none of the four");
    assert!(calls.remove(Call { method, route: "a", peer: "1" }));
    count("a", "3");
    assert_eq!(calls.folded(), 4, "the series that went made room");
    assert_eq!(calls.with(Call { method, route: "a", peer: "3" }).get(), 1);
}

#[test]
fn d7_both_bounds_hold_for_what_replaces_all() {
    let metrics = Bounded::new();
    let calls = &metrics.calls_total;
    let method = Method::Get;
    calls.with(Call { method, route: "old", peer: "1" }).inc();
    calls.replace_all(|fresh| {
        let count = |route, peer| fresh.with(Call { method, route, peer }).inc();
        for (route, peer) in [("a", "1"), ("b", "1"), ("c", "1"), ("d", "1")] {
            count(route, peer);
        }
        assert_eq!(calls.folded(), 1);
        for (route, peer) in [("d", "2"), ("a", "2"), ("e", "1"), ("a", "1")] {
            count(route, peer);
        }
        assert_eq!(calls.folded(), 4);
        assert_eq!(fresh.with(Call { method, route: "other", peer: "1" }).get(), 2);
        assert_eq!(fresh.with(Call { method, route: "other", peer: "rest" }).get(), 2);
    });
    let of = |route, peer| calls.with(Call { method, route, peer }).get();
    assert_eq!((of("a", "1"), of("b", "1"), of("other", "1")), (2, 1, 2));
    assert_eq!(of("other", "rest"), 2);
    assert_eq!(calls.folded(), 4);
    assert_eq!(of("b", "2"), 2, "the family is full");
    assert_eq!(calls.clear(), 5);
}

#[test]
fn d7_max_series_holds_under_many_threads() {
    const MAX: usize = 100;
    static PEERS: CounterVec<Peer<'static>> = CounterVec::new().with_max_series(100);
    thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for i in 0..1_000 {
                    let peer = format!("{}", (i * 7 + thread) % 300);
                    PEERS.with(Peer { peer: &peer }).inc();
                    if i % 50 == 0 {
                        PEERS.remove(Peer { peer: &peer });
                    }
                }
            });
        }
    });
    let folded = PEERS.retain(|labels| labels.get("peer") != Some("other"));
    assert_eq!(folded, 1, "the series of the rest");
    let others = PEERS.clear();
    assert!(others <= MAX && others > MAX / 2, "{others}");
}

#[test]
fn d7_init_all_exports_the_whole_set() {
    let registry = Registry::new();
    let metrics = registry.register(Bounded::new()).unwrap();
    metrics.hits_total.with(Closed { method: Method::Post, cached: true }).add(2);
    let body = text(&registry);
    assert_eq!(body.matches("\nhits_total{").count(), 4, "{body}");
    assert!(body.contains("\nhits_total{cached=\"false\",method=\"get\"} 0\n"), "{body}");
    assert!(body.contains("\nhits_total{cached=\"true\",method=\"post\"} 2\n"), "{body}");
    assert_eq!(body.matches("\ntimes_count{").count(), 4, "{body}");
    assert!(
        body.contains("\ntimes_bucket{cached=\"false\",method=\"get\",le=\"1\"} 0\n"),
        "{body}"
    );
    assert_eq!(body.matches("\nstriped_count{").count(), 2, "{body}");
}

#[test]
fn d9_idle_series_are_removed_by_scrapes() {
    let registry = Registry::new();
    let metrics = registry.register(Bounded::new()).unwrap();
    metrics.ages.with(Peer { peer: "idle" }).observe(1.0);
    assert!(text(&registry).contains("ages_count{peer=\"idle\"} 1"));
    for _ in 0..6 {
        thread::sleep(Duration::from_millis(20));
        metrics.ages.with(Peer { peer: "busy" }).observe(1.0);
        let _ = text(&registry);
    }
    let body = text(&registry);
    assert!(!body.contains("idle"), "{body}");
    assert!(body.contains("ages_count{peer=\"busy\"} 6"), "{body}");
}

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections.
    connections: Gauge,
}

#[derive(Collector)]
#[collector(namespace = "app", const_labels(tier = "edge"), new)]
struct Labelled {
    /// Requests.
    #[metric(name = "requests_total", const_labels(code = "ok"))]
    ok: Counter,
    /// Requests.
    #[metric(name = "requests_total", const_labels(code = "error"))]
    failed: Counter,
    #[metric(flatten, prefix = "pool", const_labels(pool = "main"))]
    main: Pool,
    #[metric(flatten, prefix = "pool", const_labels(pool = "audit"))]
    audit: Pool,
}

static LABELLED: Labelled = Labelled::new();

#[test]
fn d3_constant_labels_of_fields_and_groups() {
    let registry = Registry::new();
    registry.register(&LABELLED).unwrap();
    LABELLED.failed.inc();
    LABELLED.audit.connections.set(2.0);
    assert_eq!(
        registry.encode(Format::Text).into_string(),
        r#"# HELP app_pool_connections Connections.
# TYPE app_pool_connections gauge
app_pool_connections{pool="audit",tier="edge"} 2
app_pool_connections{pool="main",tier="edge"} 0
# HELP app_requests_total Requests.
# TYPE app_requests_total counter
app_requests_total{code="error",tier="edge"} 1
app_requests_total{code="ok",tier="edge"} 0
"#
    );
    let _ = &LABELLED.ok;
    let _ = &LABELLED.main;
}

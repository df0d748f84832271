//! Derived collectors: D1–D4.

use std::sync::Arc;

use metrics_core::{
    Collector, Counter, CounterVec, Describe, Descs, Gauge, Histogram, HistogramVec, Kind,
    LabelSet, RegisterErrorKind, Registry, Scrape,
};

use crate::support::text;

#[derive(LabelSet)]
struct Cached {
    cached: bool,
}

#[derive(Collector)]
#[collector(namespace = "shop", subsystem = "http", const_labels(tier = "edge", zone = "eu"), new)]
struct Http {
    /// Requests finished,
    /// with and without the cache.
    ///
    /// A second paragraph.
    requests_total: CounterVec<Cached>,
    #[metric(name = "latency_seconds", help = "Given.", unit = "seconds", buckets = [0.1, 1])]
    duration: HistogramVec<Cached>,
    /// Raw.
    r#type: Gauge,
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
    #[metric(flatten)]
    bare: Bare,
}

#[derive(Collector)]
#[collector(new, const_labels(kind = "pool"))]
struct Pool {
    /// Opened.
    connections_total: Counter,
    #[metric(flatten, prefix = "deep")]
    deep: Deep,
}

#[derive(Collector)]
#[collector(new)]
struct Deep {
    /// Waiting.
    #[metric(buckets = exponential(1, 2, 3))]
    wait: Histogram,
}

#[derive(Collector)]
#[collector(new)]
struct Bare {
    /// Up.
    up: Gauge,
}

static HTTP: Http = Http::new();

#[test]
fn d1_names_are_what_is_written() {
    let descs = Http::descs();
    let names: Vec<_> = descs.iter().map(metrics_core::Desc::name).collect();
    assert_eq!(
        names,
        [
            "shop_http_requests_total",
            "shop_http_latency_seconds",
            "shop_http_type",
            "shop_http_pool_connections_total",
            "shop_http_pool_deep_wait",
            "shop_http_up",
        ]
    );
}

#[test]
fn d3_descriptors_have_all_there_is_to_know() {
    let descs = Http::descs();
    assert!(descs.iter().all(|desc| desc.error().is_none()));
    assert!(descs[0].help().starts_with("Requests finished,"), "{:?}", descs[0].help());
    assert!(descs[0].help().contains("A second paragraph."));
    assert_eq!(descs[1].help(), "Given.");
    assert_eq!(descs[1].unit(), Some("seconds"));
    assert_eq!(descs[0].kind(), Some(Kind::Counter));
    assert_eq!(descs[1].kind(), Some(Kind::Histogram));
    assert_eq!(descs[0].labels().collect::<Vec<_>>(), ["cached"]);
    let labels = |i: usize| descs[i].const_labels().collect::<Vec<_>>();
    assert_eq!(labels(0), [("tier", "edge"), ("zone", "eu")]);
    assert_eq!(labels(4), [("kind", "pool"), ("tier", "edge"), ("zone", "eu")]);
    assert_eq!(labels(5), [("tier", "edge"), ("zone", "eu")]);
    let place = descs[3].place();
    assert!(place.file.ends_with("derive.rs"));
    let line = include_str!("derive.rs").lines().nth(place.line as usize - 1).unwrap();
    assert!(line.contains("connections_total: Counter"), "{place}");
    assert!(place.to_string().starts_with("behaviour::derive::Pool::connections_total at "));
}

#[test]
fn a_static_collector_is_scraped() {
    let registry = Registry::new();
    let registration = registry.register(&HTTP).unwrap();
    registration.requests_total.with(Cached { cached: true }).inc();
    HTTP.duration.with(Cached { cached: false }).observe(0.5);
    HTTP.r#type.set(-1.0);
    HTTP.pool.deep.wait.observe(2.0);
    let found = text(&registry);
    for line in [
        r#"shop_http_requests_total{cached="true",tier="edge",zone="eu"} 1"#,
        r#"shop_http_latency_seconds_bucket{cached="false",tier="edge",zone="eu",le="0.1"} 0"#,
        r#"shop_http_latency_seconds_bucket{cached="false",tier="edge",zone="eu",le="1"} 1"#,
        r#"shop_http_type{tier="edge",zone="eu"} -1"#,
        r#"shop_http_pool_deep_wait_bucket{kind="pool",tier="edge",zone="eu",le="2"} 1"#,
        r#"shop_http_pool_connections_total{kind="pool",tier="edge",zone="eu"} 0"#,
        r#"shop_http_up{tier="edge",zone="eu"} 0"#,
    ] {
        assert!(found.contains(&format!("\n{line}\n")), "{line} in\n{found}");
    }
}

#[derive(Collector, Default)]
struct Generic<T, const N: usize>
where
    T: Default,
{
    /// Ours.
    events_total: Counter,
    /// Theirs.
    theirs: T,
    #[metric(skip)]
    _size: std::marker::PhantomData<[u8; N]>,
}

#[derive(Collector)]
#[collector(new)]
struct Outer<G> {
    #[metric(flatten, prefix = "a", argument)]
    a: Option<Arc<G>>,
    #[metric(flatten, prefix = "b", argument)]
    b: Option<Arc<G>>,
    #[metric(skip)]
    name: String,
}

#[test]
fn generic_structs_and_groups_that_may_be_missing() {
    let group = Arc::new(Generic::<Gauge, 3>::default());
    let outer = Outer::new(Some(Arc::clone(&group)), None, String::from("n"));
    assert_eq!(outer.name, "n");
    let registry = Registry::new();
    registry.register(outer).unwrap();
    group.events_total.add(4);
    let found = text(&registry);
    assert!(found.contains("\na_events_total 4\n") && found.contains("\na_theirs 0\n"));
    assert!(!found.contains("b_"));
    let names: Vec<_> =
        Outer::<Generic<Gauge, 3>>::descs().iter().map(|desc| desc.name().to_owned()).collect();
    assert_eq!(names, ["a_events_total", "a_theirs", "b_events_total", "b_theirs"]);
}

#[test]
fn a_derived_collector_serves_inside_one_written_by_hand() {
    struct Both(Bare, Deep);
    impl Collector for Both {
        fn describe(&self, descs: &mut Descs) {
            self.0.describe(descs);
            self.1.describe(descs);
        }
        fn collect(&self, scrape: &mut Scrape<'_>) {
            self.1.collect(scrape);
            self.0.collect(scrape);
        }
    }
    let registry = Registry::pedantic();
    registry.register(Both(Bare::new(), Deep::new())).unwrap();
    let found = text(&registry);
    assert!(found.contains("\nup 0\n") && found.contains("\nwait_count 0\n"));
}

mod rival {
    use super::{Collector, Counter, Gauge, Histogram};

    #[derive(Collector)]
    #[collector(new)]
    pub(super) struct Same {
        /// Up.
        pub(super) up: Gauge,
    }

    #[derive(Collector)]
    #[collector(new, allow(missing_total))]
    pub(super) struct OtherKind {
        /// Up.
        pub(super) up: Counter,
    }

    #[derive(Collector)]
    #[collector(new, allow(reserved_suffix))]
    pub(super) struct Suffix {
        /// Anything.
        pub(super) wait_count: Gauge,
    }

    #[derive(Collector)]
    #[collector(new)]
    pub(super) struct Stem {
        /// Up.
        pub(super) up: Histogram,
    }
}

/// Registers two and returns why the second was refused, which must name both places.
fn refused(first: impl Collector, second: impl Collector, places: [&str; 2]) -> RegisterErrorKind {
    let registry = Registry::new();
    registry.register(first).unwrap();
    let before = text(&registry);
    let error = registry.register(second).unwrap_err();
    let message = error.to_string();
    for place in places {
        assert!(message.contains(&format!("behaviour::derive::{place} at ")), "{message}");
    }
    assert_eq!(text(&registry), before);
    error.kind().clone()
}

#[test]
fn two_trees_that_clash_are_refused_with_both_places() {
    let found = refused(Bare::new(), rival::Same::new(), ["Bare::up", "rival::Same::up"]);
    assert!(matches!(found, RegisterErrorKind::AlreadyRegistered(_)));
    let found = refused(Bare::new(), rival::OtherKind::new(), ["Bare::up", "rival::OtherKind::up"]);
    assert!(matches!(found, RegisterErrorKind::InconsistentKind { .. }));
    let places = ["Deep::wait", "rival::Suffix::wait_count"];
    let found = refused(Deep::new(), rival::Suffix::new(), places);
    assert!(matches!(found, RegisterErrorKind::SuffixCollision { .. }));
    let places = ["rival::Suffix::wait_count", "Deep::wait"];
    let found = refused(rival::Suffix::new(), Deep::new(), places);
    assert!(matches!(found, RegisterErrorKind::SuffixCollision { .. }));
    let found = refused(rival::Stem::new(), Bare::new(), ["rival::Stem::up", "Bare::up"]);
    assert!(matches!(found, RegisterErrorKind::InconsistentKind { .. }));
}

#[test]
fn a_suffix_collision_is_found_although_the_name_is_known() {
    let registry = Registry::new();
    registry.register(Deep::new()).unwrap();
    assert!(registry.unregister(&Deep::new()));
    registry.register(rival::Suffix::new()).unwrap();
    let error = registry.register(Deep::new()).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::SuffixCollision { .. }));
    text(&registry);
}

#[test]
fn s41_a_derived_collector_and_others_share_a_family() {
    #[derive(Collector)]
    #[collector(new, const_labels(side = "derived"))]
    struct Derived {
        /// help
        shared: Gauge,
    }
    let unchecked = |side: &'static str| {
        crate::support::Custom::new(&[], move |scrape: &mut Scrape<'_>| {
            let desc = metrics_core::Desc::builder("shared", "help").labels(["side"]).build();
            scrape.gauge(&desc, &[side], 7.0);
        })
    };
    for derived_first in [true, false] {
        let registry = Registry::new();
        if derived_first {
            registry.register(Derived::new()).unwrap();
        }
        registry.register(unchecked("a")).unwrap();
        registry.register(unchecked("b")).unwrap();
        registry.register(unchecked("b")).unwrap();
        if !derived_first {
            registry.register(Derived::new()).unwrap();
        }
        let gathered = registry.gather();
        assert_eq!(gathered.families[0].metric.len(), 3);
        assert_eq!(gathered.errors.len(), 1);
    }
    let registry = Registry::new();
    registry.register(unchecked("derived")).unwrap();
    registry.register(Derived::new()).unwrap();
    let gathered = registry.gather();
    assert_eq!((gathered.families[0].metric.len(), gathered.errors.len()), (1, 1));
}

#[test]
fn a_suffix_collision_ends_with_the_registration() {
    let registry = Registry::new();
    registry.register(rival::Suffix::new()).unwrap();
    assert!(registry.unregister(&rival::Suffix::new()));
    registry.register(Deep::new()).unwrap();
}

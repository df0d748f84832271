//! Exemplars and created timestamps: C4, C5, C8, E7, I11, S71–S73, S79, S118, S119, D13, K10, K11.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use metrics_core::proto::{Metric, Timestamp};
use metrics_core::sample::{Bucket, Detailed, InvalidSample, Sample};
use metrics_core::{
    Collector, Counter, Desc, Exemplar, FloatCounter, Format, GatherErrorKind, Histogram, LabelSet,
    Registry, Traced, TracedHistogramVec,
};

use crate::support::{Custom, errors, text};

#[derive(LabelSet)]
struct Cached {
    cached: bool,
}

#[derive(LabelSet)]
struct Route<'a> {
    #[label(max = 10)]
    route: &'a str,
}

/// What a registry of one collector has of its only series.
fn only(collector: impl Collector) -> Metric {
    let registry = Registry::new();
    registry.register(collector).unwrap();
    let gathered = registry.gather();
    assert!(gathered.errors.is_empty(), "{}", gathered.errors);
    gathered.families[0].metric[0].clone()
}

fn openmetrics(registry: &Registry) -> String {
    let encoded = registry.encode(Format::OpenMetrics);
    assert!(encoded.errors.is_empty(), "{}", encoded.errors);
    encoded.into_string()
}

/// A collector that writes this sample.
fn writing<S>(name: &'static str, sample: S) -> Registry
where
    S: Fn() -> Detailed<'static> + Send + Sync + 'static,
{
    let desc = Desc::new(name, "h");
    let registry = Registry::new();
    let collector = Custom::new(&[], move |scrape| scrape.sample(&desc, &[], sample().sample()));
    registry.register(collector).unwrap();
    registry
}

/// Exemplars of these values, of one moment, with the value as their label.
fn exemplars(values: &[f64]) -> &'static [Exemplar] {
    let moment = UNIX_EPOCH + Duration::from_millis(1_395_066_363_123);
    let exemplar = |value: &f64| Exemplar::new(*value, [("t", format!("v{value}"))]).unwrap();
    values.iter().map(|value| exemplar(value).at(moment)).collect::<Vec<_>>().leak()
}

#[test]
fn c4_a_counter_keeps_the_last_exemplar() {
    let counter = Traced::<Counter>::named("c_total", "h").build();
    counter.inc_with_exemplar(&[("trace_id", "a")]);
    counter.add_with_exemplar(2, &[("trace_id", "b"), ("span_id", "c")]);
    counter.inc(); // keeps the old one (S72)
    assert_eq!(counter.get(), 4);
    let before = SystemTime::now();
    let found = only(counter).counter.unwrap();
    let exemplar = found.exemplar.unwrap();
    assert_eq!((found.value, exemplar.value), (Some(4.0), Some(2.0)));
    let labels: Vec<_> = exemplar.label.iter().map(|pair| (pair.name(), pair.value())).collect();
    assert_eq!(labels, [("span_id", "c"), ("trace_id", "b")]); // K11
    let age = Timestamp::from(before).seconds - exemplar.timestamp.unwrap().seconds;
    assert!((0..60).contains(&age), "{age}");
}

#[test]
fn e7_a_histogram_keeps_one_for_each_bucket() {
    let histogram = Traced::<Histogram>::named("h", "h").buckets(&[1.0, 2.0]).build();
    for (value, trace) in [(0.5, "a"), (0.7, "b"), (3.0, "c")] {
        histogram.observe_with_exemplar(value, &[("t", trace)]);
    }
    histogram.observe(1.5);
    let found = only(histogram).histogram.unwrap();
    assert_eq!((found.sample_count, found.sample_sum), (Some(4), Some(5.7)));
    let of = |bucket: &metrics_core::proto::Bucket| {
        let exemplar = bucket.exemplar.as_ref().map(|e| (e.label[0].value().to_owned(), e.value()));
        (bucket.upper_bound(), bucket.cumulative_count(), exemplar)
    };
    let buckets: Vec<_> = found.bucket.iter().map(of).collect();
    assert_eq!(
        buckets,
        [
            (1.0, 2, Some(("b".to_owned(), 0.7))),
            (2.0, 3, None),
            (f64::INFINITY, 4, Some(("c".to_owned(), 3.0))), // S79
        ]
    );
}

#[test]
fn k10_what_is_wrong_with_an_exemplar_costs_the_exemplar() {
    let counter = Traced::<Counter>::new();
    counter.inc_with_exemplar(&[("t", &"x".repeat(127))]);
    counter.inc_with_exemplar(&[("t", &"x".repeat(128))]);
    counter.inc_with_exemplar(&[("__t", "x")]);
    assert_eq!((counter.get(), counter.refused_exemplars()), (3, 2));
    let histogram = Traced::<Histogram>::new();
    histogram.observe_with_exemplar(f64::NAN, &[("t", "nan")]);
    histogram.observe_with_exemplar(1.0, &[("t", "a"), ("t", "b")]);
    assert_eq!((histogram.snapshot().count, histogram.refused_exemplars()), (2, 1));
    let floats = Traced::<FloatCounter>::new();
    floats.add_with_exemplar(-1.0, &[("t", "a")]);
    assert_eq!((floats.get(), floats.refused(), floats.refused_exemplars()), (0.0, 1, 0));
}

#[test]
fn s118_openmetrics_writes_them_and_text_does_not() {
    let found = writing("m", || {
        const BUCKETS: &[Bucket] = &[
            Bucket { upper_bound: 1.0, cumulative_count: 1 },
            Bucket { upper_bound: 5.0, cumulative_count: 4 },
            Bucket { upper_bound: 10.0, cumulative_count: 7 },
        ];
        let histogram = Sample::Histogram { count: 10, sum: 100.0, buckets: BUCKETS };
        Detailed::of(histogram).exemplars(exemplars(&[0.5, 1.0, 7.0, 11.0]))
    });
    assert_eq!(
        openmetrics(&found),
        "# HELP m h\n# TYPE m histogram\n\
         m_bucket{le=\"1.0\"} 1 # {t=\"v1\"} 1.0 1395066363.1230001\n\
         m_bucket{le=\"5.0\"} 4\n\
         m_bucket{le=\"10.0\"} 7 # {t=\"v7\"} 7.0 1395066363.1230001\n\
         m_bucket{le=\"+Inf\"} 10 # {t=\"v11\"} 11.0 1395066363.1230001\n\
         m_sum 100.0\nm_count 10\n# EOF\n"
    );
    assert!(!text(&found).contains("t=\"v"));
}

#[test]
fn i11_a_counter_takes_the_last_one() {
    let seven = || Detailed::of(Sample::Counter(7.into())).exemplars(exemplars(&[3.0, 4.0]));
    let found = writing("m_total", seven);
    let expected = "m_total 7.0 # {t=\"v4\"} 4.0 1395066363.1230001\n";
    assert!(openmetrics(&found).contains(expected), "{}", openmetrics(&found));
    let without = || {
        let exemplar = Exemplar::new(1.0, [("", ""); 0]).unwrap();
        Detailed::of(Sample::Counter(7.into())).exemplars(vec![exemplar].leak())
    };
    let found = writing("m_total", without);
    assert!(openmetrics(&found).ends_with("m_total 7.0\n# EOF\n"));
    let counter = found.gather().families[0].metric[0].counter.clone().unwrap();
    assert!(counter.exemplar.unwrap().label.is_empty(), "protobuf writes one without labels");
}

#[test]
fn i11_other_kinds_have_no_exemplars() {
    let details: [(_, fn() -> Detailed<'static>); 2] = [
        ("exemplars", || Detailed::of(Sample::Gauge(7.0)).exemplars(exemplars(&[3.0]))),
        ("created timestamp", || Detailed::of(Sample::Untyped(7.0)).created(UNIX_EPOCH)), // C8
    ];
    for (detail, sample) in details {
        let found = errors(&writing("m", sample));
        assert!(matches!(
            found[0].kind(),
            GatherErrorKind::InvalidSample {
                error: InvalidSample::Misplaced { detail: found, .. },
                ..
            } if *found == detail
        ));
    }
}

#[test]
fn c5_a_series_was_created_when_it_was_made() {
    let named = TracedHistogramVec::<Cached>::named("x", "h").build();
    let before = SystemTime::now();
    named.with(Cached { cached: true }).observe(1.0);
    let after = SystemTime::now();
    let moment = named.with(Cached { cached: true }).created().unwrap();
    assert!(before <= moment + Duration::from_millis(1) && moment <= after);
    named.remove(Cached { cached: true });
    std::thread::sleep(Duration::from_millis(2));
    assert!(named.with(Cached { cached: true }).created().unwrap() > moment); // H11
    let expected = Timestamp::from(named.with(Cached { cached: true }).created().unwrap());
    assert_eq!(only(named).histogram.unwrap().created_timestamp, Some(expected));
}

#[test]
fn c5_one_on_its_own_was_created_when_it_was_first_updated() {
    static JOBS: Traced<Counter> = Traced::new();
    assert_eq!(JOBS.created(), None);
    JOBS.inc();
    let created = JOBS.created().unwrap();
    JOBS.inc();
    assert_eq!(JOBS.created(), Some(created));
}

#[test]
fn s119_created_lines_are_asked_for() {
    let seven = || {
        let created = UNIX_EPOCH + Duration::from_millis(1_500);
        Detailed::of(Sample::Counter(7.into())).created(created)
    };
    let found = writing("m_total", seven);
    assert!(!openmetrics(&found).contains("_created"));
    let with = found.encode(Format::OpenMetricsWithCreated).into_string();
    assert_eq!(with, "# HELP m h\n# TYPE m counter\nm_total 7.0\nm_created 1.5\n# EOF\n");
    let summary = || {
        let summary = Sample::Summary { count: 1, sum: 2.0, quantiles: &[] };
        Detailed::of(summary).created(UNIX_EPOCH)
    };
    let with = writing("s", summary).encode(Format::OpenMetricsWithCreated).into_string();
    assert!(with.ends_with("s_sum 2.0\ns_count 1\ns_created 0.0\n# EOF\n"), "{with}");
    // One that is no counter to OpenMetrics has no such sample (S114).
    let with = writing("m", seven).encode(Format::OpenMetricsWithCreated).into_string();
    assert!(!with.contains("_created"), "{with}");
}

#[test]
fn s71_an_exemplar_is_never_ahead_of_its_counter() {
    let registry = Registry::new();
    let shared = Arc::new(Traced::<Counter>::named("c_total", "h").build());
    registry.register(Arc::clone(&shared)).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 1..=2_000_u64 {
                // The exemplar tells the value after it.
                shared.inc_with_exemplar(&[("n", &n.to_string())]);
            }
        });
        while shared.get() < 2_000 {
            let metric = registry.gather().families[0].metric[0].clone();
            let counted = metric.counter.unwrap();
            if let Some(exemplar) = &counted.exemplar {
                let n: f64 = exemplar.label[0].value().parse().unwrap();
                assert!(n <= counted.value(), "{n} before {}", counted.value());
            }
        }
    });
}

#[test]
fn series_of_open_families_keep_exemplars() {
    let routes = TracedHistogramVec::<Route<'static>>::named("h", "h").buckets(&[1.0]).build();
    routes.with(Route { route: "/a" }).observe_with_exemplar(0.5, &[("t", "a")]);
    let timer = routes.with(Route { route: "/a" }).start_timer();
    timer.stop_with_exemplar(&[("t", "b")]); // B10
    let metric = only(routes);
    let exemplar = metric.histogram.unwrap().bucket[0].exemplar.clone().unwrap();
    assert_eq!(exemplar.label[0].value(), "b");
}

#[test]
fn derived_fields_may_be_traced() {
    #[derive(Collector)]
    #[collector(new)]
    struct Metrics {
        /// Jobs.
        jobs_total: Traced<Counter>,
        /// Seconds.
        #[metric(buckets = [1.0])]
        work_seconds: Traced<Histogram>,
        /// By cache.
        #[metric(buckets = [1.0])]
        loads_seconds: TracedHistogramVec<Cached>,
    }
    static METRICS: Metrics = Metrics::new();
    METRICS.jobs_total.inc_with_exemplar(&[("t", "a")]);
    METRICS.work_seconds.observe_with_exemplar(2.0, &[("t", "b")]);
    METRICS.loads_seconds.with(Cached { cached: true }).observe_with_exemplar(1.0, &[("t", "c")]);
    let registry = Registry::new();
    registry.register(&METRICS).unwrap();
    let found = openmetrics(&registry);
    for expected in [
        "jobs_total 1.0 # {t=\"a\"} 1.0 ",
        "work_seconds_bucket{le=\"+Inf\"} 1 # {t=\"b\"} 2.0 ",
        "loads_seconds_bucket{cached=\"true\",le=\"1.0\"} 1 # {t=\"c\"} 1.0 ",
    ] {
        assert!(found.contains(expected), "{found}");
    }
}

#[test]
fn labels_may_be_known_at_run_time_only() {
    let histograms = Traced::<Histogram>::named("h", "h").buckets(vec![1.0]).labels(["x"]).build();
    histograms.with(&["a"]).unwrap().observe_with_exemplar(0.5, &[("t", "a")]);
    let bucket = only(histograms).histogram.unwrap().bucket[0].clone();
    assert_eq!((bucket.upper_bound(), bucket.exemplar.unwrap().label[0].value()), (1.0, "a"));
}

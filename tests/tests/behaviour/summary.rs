//! Summaries: G1–G9, S97–S105.

use std::cell::Cell;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use metrics_core::sample::Quantile;
use metrics_core::{
    Collector, Format, LabelSet, ObjectiveError, Registry, Summary, SummaryOptions, SummaryVec,
    testing,
};

use crate::support::{check_beside_writers, text};

#[derive(LabelSet)]
struct Cached {
    cached: bool,
}

#[derive(LabelSet)]
struct Route<'a> {
    #[label(max = 10)]
    route: &'a str,
}

const OBJECTIVES: &[(f64, f64)] = &[(0.5, 0.05), (0.9, 0.01), (0.99, 0.001)];

thread_local! {
    static SECONDS: Cell<u64> = const { Cell::new(0) };
}

/// A clock that this thread sets.
fn clock() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(SECONDS.get())
}

fn values(quantiles: &[Quantile]) -> Vec<f64> {
    quantiles.iter().map(|quantile| quantile.value).collect()
}

#[test]
fn s97_without_objectives_there_are_count_and_sum() {
    let summary = Summary::named("s", "h").build();
    summary.observe(1.0);
    summary.observe(2.5);
    let registry = Registry::new();
    registry.register(summary).unwrap();
    assert_eq!(text(&registry), "# HELP s h\n# TYPE s summary\ns_sum 3.5\ns_count 2\n");
}

#[test]
fn s102_few_observations_have_exact_quantiles() {
    let summary = Summary::with_objectives(OBJECTIVES);
    (1..=100).rev().for_each(|value| summary.observe(f64::from(value)));
    let snapshot = summary.snapshot();
    assert_eq!((snapshot.count, snapshot.sum), (100, 5050.0));
    assert_eq!(values(&snapshot.quantiles), [50.0, 90.0, 99.0]);
}

#[test]
fn s103_many_observations_have_quantiles_within_their_error() {
    let summary = Summary::with_objectives(OBJECTIVES);
    let count = 30_000;
    (0..count).for_each(|i| summary.observe(f64::from(i * 7_919 % count)));
    let snapshot = summary.snapshot();
    assert_eq!(snapshot.count, 30_000);
    for (quantile, &(rank, error)) in snapshot.quantiles.iter().zip(OBJECTIVES) {
        assert_eq!(quantile.quantile, rank);
        let off = (quantile.value + 1.0) / f64::from(count) - rank;
        assert!(off.abs() <= error + 1.0 / f64::from(count), "{rank} is off by {off}");
    }
}

#[test]
fn s104_quantiles_are_sorted() {
    let vec = SummaryVec::<Cached>::named("s", "h").objectives(&[(0.99, 0.001), (0.5, 0.05)]);
    let vec = vec.build();
    vec.with(Cached { cached: true }).observe(1.0);
    let _ = vec.with(Cached { cached: false });
    let registry = Registry::new();
    registry.register(vec).unwrap();
    assert_eq!(
        registry.encode(Format::OpenMetrics).into_string(),
        "# HELP s h\n# TYPE s summary\n\
         s{cached=\"false\",quantile=\"0.5\"} NaN\ns{cached=\"false\",quantile=\"0.99\"} NaN\n\
         s_sum{cached=\"false\"} 0.0\ns_count{cached=\"false\"} 0\n\
         s{cached=\"true\",quantile=\"0.5\"} 1.0\ns{cached=\"true\",quantile=\"0.99\"} 1.0\n\
         s_sum{cached=\"true\"} 1.0\ns_count{cached=\"true\"} 1\n# EOF\n"
    );
}

#[test]
fn g6_quantiles_age_and_count_and_sum_do_not() {
    SECONDS.set(1_000);
    let options = SummaryOptions::new()
        .objectives(&[(0.5, 0.05)])
        .max_age(Duration::from_secs(100))
        .age_buckets(5)
        .clock(clock);
    let summary = Summary::with_options(options);
    summary.observe(1.0);
    SECONDS.set(1_050);
    summary.observe(3.0);
    let median = |seconds| {
        SECONDS.set(seconds);
        summary.snapshot().quantiles[0].value
    };
    assert_eq!(median(1_100), 1.0);
    assert_eq!(median(1_101), 3.0); // S101
    assert_eq!(median(1_140), 3.0);
    assert!(median(1_141).is_nan()); // G7
    let snapshot = summary.snapshot();
    assert_eq!((snapshot.count, snapshot.sum), (2, 4.0));
    assert_eq!(snapshot.created, Some(UNIX_EPOCH + Duration::from_secs(1_000))); // G8
    summary.observe(9.0);
    assert_eq!(median(1_150), 9.0);
}

#[test]
fn objectives_are_checked() {
    let wrong =
        |objectives| Summary::try_with_options(SummaryOptions::new().objectives(objectives));
    let error = wrong(&[(0.5, 0.1), (1.5, 0.1)]).unwrap_err();
    assert_eq!(error, ObjectiveError::Rank { index: 1, rank: 1.5 });
    assert!(matches!(wrong(&[(f64::NAN, 0.1)]), Err(ObjectiveError::Rank { .. })));
    assert!(matches!(wrong(&[(0.5, -0.1)]), Err(ObjectiveError::Error { .. })));
    assert!(matches!(wrong(&[(0.5, 0.1), (0.5, 0.2)]), Err(ObjectiveError::Duplicate { .. })));
    let named = Summary::named("s", "h").objectives(&[(2.0, 0.1)]).build();
    assert!(named.desc().error().unwrap().to_string().contains("objective 0 has rank 2"));
}

#[test]
fn g9_the_label_quantile_is_refused() {
    #[derive(LabelSet)]
    struct Reserved {
        quantile: bool,
    }
    let vec = SummaryVec::<Reserved>::named("s", "h").build();
    assert!(vec.desc().error().unwrap().to_string().contains("`quantile`"));
    let _ = vec.with(Reserved { quantile: true });
}

fn assert_consistent_under_eight_threads(summary: &Summary) {
    let observed = check_beside_writers(
        2_000,
        |_, _| summary.observe(3.0),
        || {
            let snapshot = summary.snapshot();
            assert_eq!(snapshot.sum, 3.0 * snapshot.count as f64);
            snapshot.count
        },
    );
    assert_eq!(summary.snapshot().count, observed);
}

#[test]
fn s97_count_and_sum_are_of_the_same_observations() {
    assert_consistent_under_eight_threads(&Summary::new());
}

#[test]
fn s98_count_and_sum_are_of_the_same_observations() {
    let summary = Summary::with_objectives(OBJECTIVES);
    assert_consistent_under_eight_threads(&summary);
    assert_eq!(values(&summary.snapshot().quantiles), [3.0; 3]);
}

#[test]
fn families_of_summaries_are_removed_and_come_back_empty() {
    static ROUTES: SummaryVec<Route<'static>> =
        SummaryVec::with_options(SummaryOptions::new().objectives(OBJECTIVES));
    ROUTES.with(Route { route: "/a" }).observe(1.0);
    assert_eq!(values(&ROUTES.with(Route { route: "/a" }).snapshot().quantiles), [1.0; 3]);
    assert!(ROUTES.remove(Route { route: "/a" }));
    assert_eq!(ROUTES.with(Route { route: "/a" }).snapshot().count, 0);

    for objectives in [&[][..], OBJECTIVES] {
        let options = SummaryOptions::new().objectives(objectives);
        let closed = SummaryVec::<Cached>::with_options(options);
        closed.with(Cached { cached: true }).observe(1.0);
        closed.remove(Cached { cached: true });
        let snapshot = closed.with(Cached { cached: true }).snapshot();
        assert_eq!((snapshot.count, snapshot.sum), (0, 0.0));
    }
}

#[test]
fn derived_fields_may_be_summaries() {
    #[derive(Collector)]
    #[collector(new)]
    struct Metrics {
        /// Seconds.
        work_seconds: Summary,
        /// By cache.
        loads_seconds: SummaryVec<Cached>,
    }
    static METRICS: Metrics = Metrics::new();
    METRICS.work_seconds.start_timer().discard();
    METRICS.work_seconds.observe(0.5);
    METRICS.loads_seconds.with(Cached { cached: false }).observe(0.25);
    let found = testing::collect(&METRICS).unwrap();
    let expected = r#"
        # HELP work_seconds Seconds.
        # TYPE work_seconds summary
        work_seconds_sum 0.5
        work_seconds_count 1
        # HELP loads_seconds By cache.
        # TYPE loads_seconds summary
        loads_seconds_sum{cached="false"} 0.25
        loads_seconds_count{cached="false"} 1
    "#;
    found.compare(expected).unwrap();
}

#[test]
fn labels_may_be_known_at_run_time_only() {
    let summaries = Summary::named("s", "h").objectives(&[(0.5, 0.05)]).labels(["x"]).build();
    summaries.with(&["a"]).unwrap().observe(1.0);
    let _ = summaries.with(&["b"]).unwrap();
    let registry = Registry::new();
    registry.register(summaries).unwrap();
    let expected = "s{x=\"a\",quantile=\"0.5\"} 1\ns_sum{x=\"a\"} 1\ns_count{x=\"a\"} 1\n\
                    s{x=\"b\",quantile=\"0.5\"} NaN\ns_sum{x=\"b\"} 0\ns_count{x=\"b\"} 0\n";
    assert!(text(&registry).ends_with(expected));
}

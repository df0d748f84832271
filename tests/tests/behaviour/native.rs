//! Native histograms: F1–F12, I9, S84–S96, K18, K19.

use std::cell::Cell;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use metrics_core::proto::{BucketSpan, Histogram as Message, Timestamp};
use metrics_core::sample::{Detailed, InvalidSample, Native, Sample, ZERO_THRESHOLD};
use metrics_core::{
    Collector, Desc, Exemplar, Format, GatherErrorKind, LabelSet, NativeError, NativeHistogram,
    NativeHistogramVec, NativeOptions, NativeSnapshot, Registry,
};

use crate::support::{Custom, check_beside_writers, errors, text};

#[derive(LabelSet)]
struct Cached {
    cached: bool,
}

#[derive(LabelSet)]
struct Route<'a> {
    #[label(max = 10)]
    route: &'a str,
}

thread_local! {
    static SECONDS: Cell<u64> = const { Cell::new(0) };
}

/// A clock that this thread sets.
fn clock() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(SECONDS.get())
}

fn second(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn registered(collector: impl Collector) -> Registry {
    let registry = Registry::new();
    registry.register(collector).unwrap();
    registry
}

fn message(registry: &Registry) -> Message {
    let gathered = registry.gather();
    assert!(gathered.errors.is_empty(), "{}", gathered.errors);
    gathered.families[0].metric[0].histogram.clone().unwrap()
}

fn observe_all(histogram: &NativeHistogram, values: &[f64]) {
    for &value in values {
        histogram.observe(value);
    }
}

fn observed(options: NativeOptions, values: &[f64]) -> NativeHistogram {
    let histogram = NativeHistogram::with_options(options);
    observe_all(&histogram, values);
    histogram
}

/// The message of a histogram that observed these values.
fn observing(options: NativeOptions, values: &[f64]) -> Message {
    let named = NativeHistogram::named("h", "h").options(options).build();
    observe_all(&named, values);
    message(&registered(named))
}

fn spans(spans: &[BucketSpan]) -> Vec<(i32, u32)> {
    spans.iter().map(|span| (span.offset(), span.length())).collect()
}

const VALUES: &[f64] = &[0.25, 1.0, 1.5, 2.0, 3.0, 4.000_000_1, 100.0];

#[test]
fn f1_the_factor_chooses_the_schema() {
    type Expected = (f64, i32, &'static [(i32, u32)], &'static [i64]);
    let expected: [Expected; 7] = [
        (
            1.002_71,
            8,
            &[(-512, 1), (511, 1), (149, 1), (105, 1), (149, 1), (106, 1), (1187, 1)],
            &[1, 0, 0, 0, 0, 0, 0],
        ),
        (
            1.01,
            7,
            &[(-256, 1), (255, 1), (74, 1), (52, 1), (74, 1), (53, 1), (593, 1)],
            &[1, 0, 0, 0, 0, 0, 0],
        ),
        (
            1.1,
            3,
            &[(-16, 1), (15, 1), (4, 4), (4, 1), (3, 1), (36, 1)],
            &[1, 0, 0, -1, 0, 1, 0, 0, 0],
        ),
        (1.5, 1, &[(-4, 1), (3, 6), (8, 1)], &[1, 0, -1, 2, -2, 1, 0, 0]),
        (4.0, -1, &[(-1, 6)], &[1, 0, 2, -2, -1, 1]),
        (16.0, -2, &[(0, 3)], &[2, 2, -3]),
        (1e30, -4, &[(0, 2)], &[2, 3]),
    ];
    for (factor, schema, positive, deltas) in expected {
        let found = observing(NativeOptions::new().bucket_factor(factor), VALUES);
        assert_eq!((found.schema, found.zero_count), (Some(schema), Some(0)), "{factor}");
        assert_eq!((found.sample_count, found.sample_sum), (Some(7), Some(111.750_000_1)));
        assert_eq!(found.zero_threshold, Some(ZERO_THRESHOLD));
        assert_eq!(spans(&found.positive_span), positive, "{factor}");
        assert_eq!(found.positive_delta, deltas, "{factor}");
        assert!(found.negative_span.is_empty() && found.bucket.is_empty());
    }
}

#[test]
fn s90_gaps_of_three_begin_a_span() {
    let values = [1.0, 4.0, 16.0, 1024.0, 1_048_576.0];
    let found = observing(NativeOptions::new().bucket_factor(2.0), &values);
    assert_eq!(spans(&found.positive_span), [(0, 5), (5, 1), (9, 1)]);
    assert_eq!(found.positive_delta, [1, -1, 1, -1, 1, 0, 0]);
    let found = observing(NativeOptions::new().bucket_factor(2.0), &[1.0, 8.0, 128.0]);
    assert_eq!(spans(&found.positive_span), [(0, 4), (3, 1)]);
    assert_eq!(found.positive_delta, [1, -1, 0, 1, 0]);
    let dense: Vec<f64> = (1..=50).map(f64::from).collect();
    let found = observing(NativeOptions::new(), &dense);
    assert_eq!(spans(&found.positive_span), [(0, 1), (7, 1), (4, 34)]);
    assert_eq!(
        found.positive_delta,
        [
            1, 0, 0, -1, 0, 1, -1, 0, 1, -1, 1, -1, 1, 0, -1, 1, 0, 0, 0, 0, 0, 1, -1, 1, -1, 1, 0,
            0, 1, 0, -1, 2, -1, 1, 0, -3
        ]
    );
}

#[test]
fn s88_the_zero_bucket_is_inclusive() {
    let values = [0.0, -0.0, 1e-39, ZERO_THRESHOLD, 3e-39, -ZERO_THRESHOLD, -3e-39];
    let found = observing(NativeOptions::new().bucket_factor(1.2), &values);
    assert_eq!((found.zero_count, found.schema), (Some(5), Some(2)));
    assert_eq!(spans(&found.positive_span), [(-511, 1)]);
    assert_eq!(spans(&found.negative_span), [(-511, 1)]);
    assert_eq!((found.positive_delta, found.negative_delta), (vec![1], vec![1]));

    let of_zero = NativeOptions::new().bucket_factor(1.2).zero_threshold(0.0);
    let found = observing(of_zero, &[0.0, 4.9e-324, 1.0]);
    assert_eq!((found.zero_count, found.zero_threshold), (Some(1), Some(0.0)));
    assert_eq!(spans(&found.positive_span), [(-4296, 1), (4295, 1)]);
}

#[test]
fn s87_nan_and_infinities() {
    let values = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX];
    let snapshot = observed(NativeOptions::new().bucket_factor(2.0), &values).snapshot();
    assert_eq!((snapshot.count, snapshot.sum.is_nan()), (4, true));
    assert_eq!(snapshot.positive, [(1024, 1), (1025, 1)]);
    assert_eq!(snapshot.negative, [(1025, 1)]);
    // NaN alone makes no bucket, and nothing to limit.
    let limited = NativeOptions::new().max_bucket_number(1);
    let snapshot = observed(limited, &[1.0, f64::NAN, f64::NAN]).snapshot();
    assert_eq!((snapshot.schema, snapshot.count), (3, 3));
}

#[test]
fn f10_an_empty_one_says_that_it_is_native() {
    let of_zero = NativeOptions::new().zero_threshold(0.0);
    let found = observing(of_zero, &[]);
    assert_eq!(spans(&found.positive_span), [(0, 0)]);
    let found = observing(NativeOptions::new(), &[]);
    assert!(found.positive_span.is_empty(), "its threshold says so");
    assert_eq!((found.sample_count, found.zero_count, found.schema), (Some(0), Some(0), Some(3)));
}

#[test]
fn f11_text_has_the_classic_part() {
    let named = NativeHistogram::named("h", "h").build();
    observe_all(&named, VALUES);
    let bare = "# HELP h h\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 7\n\
                h_sum 111.7500001\nh_count 7\n";
    assert_eq!(text(&registered(named)), bare);

    let classic = NativeOptions::new().buckets(&[1.0, 2.0, f64::INFINITY]); // F9
    let named = NativeHistogram::named("h", "h").options(classic).build();
    observe_all(&named, VALUES);
    let registry = registered(named);
    let openmetrics = registry.encode(Format::OpenMetrics).into_string();
    let lines = "h_bucket{le=\"1.0\"} 2\nh_bucket{le=\"2.0\"} 4\nh_bucket{le=\"+Inf\"} 7\n";
    assert!(openmetrics.contains(lines), "{openmetrics}");
    let found = message(&registry);
    assert_eq!((found.bucket.len(), found.positive_span.len()), (2, 6));
}

fn state(snapshot: &NativeSnapshot) -> (i32, f64, u64, &[(i32, u64)]) {
    (snapshot.schema, snapshot.zero_threshold, snapshot.zero_count, &snapshot.positive)
}

#[test]
fn s91_too_many_buckets_halve_the_resolution() {
    let limited = NativeOptions::new().bucket_factor(1.2).max_bucket_number(4);
    let values = [0.0, 1.0, 1.1, 1.2, 1.4, 1.8, 2.0];
    let snapshot = observed(limited, &values).snapshot();
    assert_eq!(
        state(&snapshot),
        (2, ZERO_THRESHOLD, 1, &[(0, 1), (1, 1), (2, 2), (4, 2)][..]),
        "at the limit"
    );
    let snapshot = observed(limited, &[&values[..], &[3.0]].concat()).snapshot();
    assert_eq!(state(&snapshot), (1, ZERO_THRESHOLD, 1, &[(0, 1), (1, 3), (2, 2), (4, 1)][..]));
    let negated: Vec<f64> = values.iter().chain(&[3.0]).map(|value| -value).collect();
    let mirrored = observed(limited, &negated).snapshot();
    assert_eq!((mirrored.schema, &mirrored.negative), (1, &snapshot.positive));

    let coarsest = NativeOptions::new().bucket_factor(65_536.0).max_bucket_number(1);
    let snapshot = observed(coarsest, &[1e-300, 1e-100, 1.0, 1e100, 1e300]).snapshot();
    assert_eq!(state(&snapshot), (-4, ZERO_THRESHOLD, 2, &[(0, 1), (21, 1), (63, 1)][..]));
}

#[test]
fn s91_first_the_zero_bucket_is_widened_as_far_as_it_may() {
    let limited =
        NativeOptions::new().bucket_factor(1.2).max_bucket_number(4).max_zero_threshold(1.2);
    let values = [0.0, 1.0, 1.1, 1.2, 1.4, 1.8, 2.0, 3.0];
    let snapshot = observed(limited, &values).snapshot();
    assert_eq!(state(&snapshot), (2, 1.0, 2, &[(1, 1), (2, 2), (4, 2), (7, 1)][..]));
    // The next bucket ends at 1.189…, and the one after that too far.
    let snapshot = observed(limited, &[&values[..], &[4.0]].concat()).snapshot();
    let widened = 1.189_207_115_002_721;
    assert_eq!(state(&snapshot), (2, widened, 3, &[(2, 2), (4, 2), (7, 1), (8, 1)][..]));
    let snapshot = observed(limited, &[&values[..], &[4.0, 5.0]].concat()).snapshot();
    assert_eq!(state(&snapshot), (1, widened, 3, &[(1, 2), (2, 2), (4, 2), (5, 1)][..]));
    // Widened, it takes what would have made a bucket; both signs go (S88).
    let both = [-1.0, 1.0, 2.0, 3.0, 4.0, 1.0];
    let snapshot = observed(limited, &both).snapshot();
    assert_eq!(state(&snapshot), (2, 1.0, 3, &[(4, 1), (7, 1), (8, 1)][..]));
    assert!(snapshot.negative.is_empty());
}

#[test]
fn s91_a_reset_that_may_be_takes_everything_but_the_last_observation() {
    SECONDS.set(1_000);
    let limited = NativeOptions::new()
        .bucket_factor(1.2)
        .max_bucket_number(4)
        .min_reset_duration(Duration::from_secs(300))
        .buckets(&[1.0])
        .clock(clock);
    let histogram = NativeHistogram::named("h", "h").options(limited).build();
    let values = [1.0, 1.1, 1.2, 1.8];
    for value in values {
        histogram.observe_with_exemplar(value, &[("t", "before")]);
    }
    assert_eq!(histogram.snapshot().exemplars().len(), 4);
    SECONDS.set(1_300);
    histogram.observe_with_exemplar(3.0, &[("t", "after")]);
    let snapshot = histogram.snapshot();
    assert_eq!(state(&snapshot), (2, ZERO_THRESHOLD, 0, &[(7, 1)][..]));
    assert_eq!((snapshot.count, snapshot.sum), (1, 3.0));
    assert_eq!(snapshot.buckets[0].cumulative_count, 0);
    assert_eq!(snapshot.created, Some(second(1_300))); // E8
    let kept: Vec<f64> = snapshot.exemplars().iter().map(Exemplar::value).collect();
    assert_eq!(kept, [3.0]); // K19
    let message = message(&registered(histogram));
    let classic = message.bucket.iter().map(|bucket| bucket.exemplar.as_ref()?.value);
    assert_eq!(classic.collect::<Vec<_>>(), [None, Some(3.0)]);
}

#[test]
fn s91_one_that_is_too_early_happens_when_it_is_due() {
    SECONDS.set(1_000);
    let limited = NativeOptions::new()
        .bucket_factor(1.2)
        .max_bucket_number(4)
        .min_reset_duration(Duration::from_secs(300))
        .clock(clock);
    let histogram = NativeHistogram::with_options(limited);
    let observe = |at, values: &[f64]| {
        SECONDS.set(at);
        observe_all(&histogram, values);
    };
    observe(1_100, &[1.0]); // it begins here
    observe(1_200, &[1.1, 1.2, 1.8, 3.0]);
    assert_eq!(histogram.snapshot().schema, 1, "halved");
    observe(1_399, &[1.0]);
    assert_eq!((histogram.snapshot().count, histogram.snapshot().schema), (6, 1));
    // Nobody observes: a scrape finds it reset.
    SECONDS.set(1_400);
    let snapshot = histogram.snapshot();
    assert_eq!((snapshot.count, snapshot.schema), (0, 2)); // S92
    assert_eq!(snapshot.created, Some(second(1_400)));
    // It is due at 1 700 at the earliest.
    observe(1_500, &[1.0, 1.1, 1.2, 1.8, 3.0]);
    assert_eq!(histogram.snapshot().schema, 1);
    // And an observation after that begins anew.
    observe(1_800, &[1.0]);
    let snapshot = histogram.snapshot();
    assert_eq!((snapshot.count, snapshot.schema), (1, 2));
    assert_eq!(snapshot.created, Some(second(1_700)));
}

#[test]
fn f6_native_exemplars_have_a_list_of_their_own() {
    SECONDS.set(1_000);
    let options = NativeOptions::new()
        .max_exemplars(2)
        .exemplar_ttl(Duration::from_secs(60))
        .buckets(&[1.0])
        .clock(clock);
    let named = NativeHistogram::named("h", "h").options(options).build();
    for (seconds, value) in [(1_000, 0.5), (1_001, 2.0), (1_002, 64.0)] {
        SECONDS.set(seconds);
        named.observe_with_exemplar(value, &[("t", &value.to_string())]);
    }
    named.observe_with_exemplar(f64::NAN, &[("t", "nan")]);
    named.observe_with_exemplar(1.0, &[("t", &"x".repeat(128))]); // K10
    assert_eq!(named.refused_exemplars(), 1);
    let registry = registered(named);
    let found = message(&registry);
    let label = |exemplar: &metrics_core::proto::Exemplar| exemplar.label[0].value().to_owned();
    let native: Vec<_> = found.exemplars.iter().map(label).collect();
    assert_eq!(native, ["2", "64"]); // the older of the closest two went
    assert_eq!(found.exemplars[1].timestamp, Some(Timestamp { seconds: 1_002, nanos: 0 }));
    let classic: Vec<_> =
        found.bucket.iter().map(|bucket| bucket.exemplar.as_ref().map(label)).collect();
    assert_eq!(classic, [Some("0.5".to_owned()), Some("nan".to_owned())]);
    assert_eq!(found.sample_count, Some(5));
}

#[test]
fn options_are_checked() {
    let error = |options| NativeHistogram::try_with_options(options).unwrap_err();
    assert_eq!(error(NativeOptions::new().bucket_factor(1.0)), NativeError::Factor(1.0));
    assert!(matches!(error(NativeOptions::new().bucket_factor(f64::NAN)), NativeError::Factor(_)));
    let threshold = NativeOptions::new().zero_threshold(-1.0);
    assert_eq!(error(threshold), NativeError::Threshold(-1.0));
    let infinite = NativeOptions::new().max_zero_threshold(f64::INFINITY);
    assert_eq!(error(infinite), NativeError::Threshold(f64::INFINITY));
    let unordered = NativeOptions::new().buckets(&[2.0, 1.0]);
    assert!(matches!(error(unordered), NativeError::Buckets(_)));
    let named = NativeHistogram::named("h", "h").options(unordered).build();
    assert!(named.desc().error().is_some());
}

/// A registry of one that writes this native histogram beside a count and a sum.
fn writing(count: u64, sum: f64, native: Native<'static>) -> Registry {
    let desc = Desc::new("h", "h");
    registered(Custom::new(&[], move |scrape| {
        let sample = Sample::Histogram { count, sum, buckets: &[] };
        let created = second(5);
        scrape.sample(&desc, &[], Detailed::of(sample).native(native).created(created).sample());
    }))
}

#[test]
fn f12_hand_written_ones_are_checked() {
    let good = Native {
        zero_count: 2,
        positive: &[(0, 3), (1, 2), (2, 3)],
        negative: &[(0, 2), (1, 3), (2, 2)],
        ..Native::new(3)
    };
    let found = message(&writing(17, 1.0, good));
    assert_eq!((found.schema, found.zero_count), (Some(3), Some(2)));
    assert_eq!(
        (&found.positive_delta[..], &found.negative_delta[..]),
        (&[3, -1, 1][..], &[2, 1, -1][..])
    );
    assert_eq!(found.created_timestamp, Some(Timestamp { seconds: 5, nanos: 0 }));
    assert_eq!(message(&writing(18, f64::NAN, good)).sample_count, Some(18), "one was NaN");
    for (count, native, expected) in [
        (18, good, InvalidSample::NativeCount { count: 17, all: 18 }), // S95
        (0, Native::new(9), InvalidSample::Schema(9)),
        (0, Native::new(-5), InvalidSample::Schema(-5)),
        (0, Native { zero_threshold: -1.0, ..Native::new(0) }, InvalidSample::ZeroThreshold(-1.0)),
        (
            2,
            Native { positive: &[(1, 1), (1, 1)], ..Native::new(0) },
            InvalidSample::NativeIndex { place: 1, index: 1 },
        ),
    ] {
        let found = errors(&writing(count, 1.0, native));
        assert!(
            matches!(
                found[0].kind(),
                GatherErrorKind::InvalidSample { error, .. } if *error == expected
            ),
            "{}",
            found[0]
        );
    }
}

#[test]
fn k18_exemplars_of_a_hand_written_one_do_not_pile_up() {
    let exemplars = vec![Exemplar::new(1.0, [("t", "a")]).unwrap()].leak();
    let native = Native { positive: &[(0, 1)], exemplars, ..Native::new(0) };
    let registry = writing(1, 1.0, native);
    assert_eq!(message(&registry).exemplars.len(), 1);
    assert_eq!(message(&registry).exemplars.len(), 1);
}

#[test]
fn s82_a_snapshot_is_of_whole_observations() {
    const VALUES: [f64; 8] = [0.0, 1.0, 2.0, 4.0, -1.0, -2.0, -4.0, 8.0];
    let options = NativeOptions::new().bucket_factor(2.0).buckets(&[2.0]);
    let histogram = NativeHistogram::with_options(options);
    let write = |writer: u32, _| histogram.observe(VALUES[writer as usize]);
    let observed = check_beside_writers(500, write, || {
        let snapshot = histogram.snapshot();
        let sum = |buckets: &[(i32, u64)]| -> f64 {
            buckets.iter().map(|&(index, count)| f64::from(index).exp2() * count as f64).sum()
        };
        let count = |buckets: &[(i32, u64)]| -> u64 { buckets.iter().map(|b| b.1).sum() };
        assert_eq!(snapshot.sum, sum(&snapshot.positive) - sum(&snapshot.negative));
        let counted = count(&snapshot.positive) + count(&snapshot.negative);
        assert_eq!(snapshot.count, counted + snapshot.zero_count);
        let above: u64 =
            snapshot.positive.iter().filter(|(index, _)| *index > 1).map(|b| b.1).sum();
        assert_eq!(snapshot.buckets[0].cumulative_count, snapshot.count - above);
        snapshot.count
    });
    assert_eq!(histogram.snapshot().count, observed);
}

#[test]
fn families_are_told_the_same() {
    static ROUTES: NativeHistogramVec<Route<'static>> =
        NativeHistogramVec::with_options(NativeOptions::new().bucket_factor(4.0));
    ROUTES.with(Route { route: "/a" }).observe_with_exemplar(1.0, &[("t", "a")]);
    assert_eq!(ROUTES.with(Route { route: "/a" }).snapshot().unwrap().schema, -1);

    let closed = NativeHistogramVec::<Cached>::new();
    closed.with(Cached { cached: true }).observe(1.0);
    assert!(closed.remove(Cached { cached: true }));
    assert_eq!(closed.with(Cached { cached: true }).snapshot().count, 0);
}

#[test]
fn derived_fields_may_be_native() {
    #[derive(Collector)]
    #[collector(new)]
    struct Metrics {
        /// Seconds.
        work_seconds: NativeHistogram,
        /// By cache.
        loads_seconds: NativeHistogramVec<Cached>,
    }
    static METRICS: Metrics = Metrics::new();
    METRICS.work_seconds.start_timer().stop();
    METRICS.loads_seconds.with(Cached { cached: true }).observe(0.5);
    let registry = Registry::new();
    registry.register(&METRICS).unwrap();
    let gathered = registry.gather();
    assert_eq!(gathered.families.len(), 2);
    for family in gathered.families {
        assert_eq!(family.metric[0].histogram.as_ref().unwrap().schema, Some(3));
    }
}

#[test]
fn labels_may_be_known_at_run_time_only() {
    let options = NativeOptions::new().bucket_factor(4.0);
    let histograms = NativeHistogram::named("h", "h").options(options).labels(["x"]).build();
    histograms.with(&["a"]).unwrap().observe_with_exemplar(1.0, &[("t", "a")]);
    let found = message(&registered(histograms));
    assert_eq!((found.schema, found.sample_count, found.exemplars.len()), (Some(-1), Some(1), 1));
}

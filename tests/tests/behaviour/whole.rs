//! What is exported while eight threads write: count, sum and buckets of the same observations, of
//! every type and in every format (S82, S97, S98).

use std::collections::BTreeMap;
use std::sync::Arc;

use metrics_core::proto::{self, BucketSpan};
use metrics_core::{
    Collector, Format, Histogram, NativeHistogram, NativeOptions, Registry, StripedHistogram,
    Summary, Traced,
};

use crate::support::check_beside_writers;

/// Bounds of which each writer has one of its own, but for the last one.
const BOUNDS: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// What is observed in summaries, so that quantiles are known, too.
const ONLY: f64 = 3.0;

#[derive(Collector)]
struct Metrics {
    /// Classic buckets.
    classic: Histogram,
    /// In cells of each thread's own.
    striped: StripedHistogram,
    /// With exemplars.
    traced: Traced<Histogram>,
    /// Both sorts of buckets.
    native: NativeHistogram,
    /// Count and sum.
    plain: Summary,
    /// Quantiles as well.
    ranked: Summary,
}

const HISTOGRAMS: [&str; 4] = ["classic", "striped", "traced", "native"];
const SUMMARIES: [&str; 2] = ["plain", "ranked"];

impl Metrics {
    fn new() -> Self {
        let native = NativeOptions::new().bucket_factor(2.0).buckets(BOUNDS);
        Self {
            classic: Histogram::with_buckets(BOUNDS),
            striped: StripedHistogram::with_buckets(BOUNDS),
            traced: Traced::with_buckets(BOUNDS),
            native: NativeHistogram::with_options(native),
            plain: Summary::new(),
            ranked: Summary::with_objectives(&[(0.5, 0.05), (0.99, 0.001)]),
        }
    }

    fn observe(&self, writer: u32, turn: u64) {
        let value = f64::from(writer).exp2();
        self.classic.observe(value);
        self.striped.observe(value);
        if turn.is_multiple_of(16) {
            self.traced.observe_with_exemplar(value, &[("t", "a")]);
            self.native.observe_with_exemplar(value, &[("t", "a")]);
        } else {
            self.traced.observe(value);
            self.native.observe(value);
        }
        self.plain.observe(ONLY);
        self.ranked.observe(ONLY);
    }
}

/// What the writer of a bucket observes in histograms: the bound of its own bucket, in native ones of
/// factor 2 as well.
fn value(bucket: i32) -> f64 {
    f64::from(bucket).exp2()
}

/// Checks a histogram's parts, and returns its count.
fn whole(name: &str, cumulative: &[f64], count: f64, sum: f64) -> f64 {
    let mut expected = 0.0;
    let mut below = 0.0;
    for (bucket, up_to) in (0..).zip(cumulative.iter().chain([&count])) {
        assert!(*up_to >= below, "{name}: {cumulative:?}, {count}");
        expected += value(bucket) * (up_to - below);
        below = *up_to;
    }
    assert_eq!(sum, expected, "{name}: {cumulative:?}, {count}");
    count
}

/// The counts of all metrics, each of which is whole.
type Counts = BTreeMap<&'static str, f64>;

fn of_text(registry: &Registry, format: Format) -> Counts {
    let encoded = registry.encode(format);
    assert!(encoded.errors.is_empty(), "{}", encoded.errors);
    let text = encoded.into_string();
    let samples = text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let sample = line.split_once(" # ").map_or(line, |(sample, _exemplar)| sample);
        let (series, value) = sample.rsplit_once(' ').unwrap();
        (series, value.parse::<f64>().unwrap())
    });
    let samples: Vec<_> = samples.collect();
    let of = |series: &str| samples.iter().find(|(name, _)| *name == series).unwrap().1;
    let mut counts = Counts::new();
    for name in HISTOGRAMS {
        let start = format!("{name}_bucket{{");
        let buckets = samples.iter().filter(|(series, _)| series.starts_with(&start));
        let mut buckets: Vec<f64> = buckets.map(|&(_, value)| value).collect();
        let (count, sum) = (of(&format!("{name}_count")), of(&format!("{name}_sum")));
        assert_eq!(buckets.pop(), Some(count), "+Inf of {name}");
        assert_eq!(buckets.len(), BOUNDS.len());
        counts.insert(name, whole(name, &buckets, count, sum));
    }
    for name in SUMMARIES {
        let (count, sum) = (of(&format!("{name}_count")), of(&format!("{name}_sum")));
        assert_eq!(sum, ONLY * count, "{name}");
        counts.insert(name, count);
    }
    let quantiles = samples.iter().filter(|(series, _)| series.starts_with("ranked{"));
    assert!(quantiles.map(|&(_, value)| value).eq([ONLY; 2]), "{samples:?}");
    counts
}

/// The counts of native buckets, which lie in spans, by index.
fn native_buckets(spans: &[BucketSpan], deltas: &[i64]) -> Vec<(i32, i64)> {
    let (mut index, mut count, mut deltas) = (0, 0, deltas.iter());
    let mut buckets = Vec::new();
    for span in spans {
        index += span.offset();
        for _ in 0..span.length() {
            count += deltas.next().unwrap();
            buckets.push((index, count));
            index += 1;
        }
    }
    assert_eq!(deltas.next(), None);
    buckets
}

fn of_histogram(name: &str, histogram: &proto::Histogram) -> f64 {
    let bounded = histogram.bucket.iter().filter(|bucket| bucket.upper_bound() <= BOUNDS[6]);
    let buckets: Vec<f64> = bounded.map(|bucket| bucket.cumulative_count() as f64).collect();
    assert_eq!(buckets.len(), BOUNDS.len());
    let count = histogram.sample_count() as f64;
    if name == "native" {
        let found = native_buckets(&histogram.positive_span, &histogram.positive_delta);
        let sum: f64 = found.iter().map(|&(index, count)| value(index) * count as f64).sum();
        assert_eq!(histogram.sample_sum(), sum, "{found:?}");
        let counted: i64 = found.iter().map(|&(_, count)| count).sum();
        assert_eq!(counted as f64, count, "{found:?}");
    }
    whole(name, &buckets, count, histogram.sample_sum())
}

fn of_protobuf(registry: &Registry) -> Counts {
    let gathered = registry.gather();
    assert!(gathered.errors.is_empty(), "{}", gathered.errors);
    let metric = |name: &str| {
        let family = gathered.families.iter().find(|family| family.name() == name);
        family.unwrap().metric[0].clone()
    };
    let histograms =
        HISTOGRAMS.map(|name| (name, of_histogram(name, &metric(name).histogram.unwrap())));
    let summaries = SUMMARIES.map(|name| {
        let summary = metric(name).summary.unwrap();
        let count = summary.sample_count() as f64;
        assert_eq!(summary.sample_sum(), ONLY * count, "{name}");
        assert!(summary.quantile.iter().all(|quantile| quantile.value() == ONLY), "{summary:?}");
        (name, count)
    });
    histograms.into_iter().chain(summaries).collect()
}

#[test]
fn s82_what_is_exported_is_of_whole_observations_in_every_format() {
    let metrics = Arc::new(Metrics::new());
    let registry = Registry::new();
    registry.register(Arc::clone(&metrics)).unwrap();
    // So that there is a value at every rank.
    metrics.observe(0, 0);
    let formats: [&dyn Fn() -> Counts; 3] = [
        &|| of_text(&registry, Format::Text),
        &|| of_text(&registry, Format::OpenMetrics),
        &|| of_protobuf(&registry),
    ];
    let mut turns = formats.iter().cycle();
    let mut before = Counts::new();
    let write = |writer, turn| metrics.observe(writer, turn);
    let observed = check_beside_writers(150, write, || {
        let now = turns.next().unwrap()();
        for (name, count) in &before {
            assert!(*count <= now[name], "{name} went back from {count}");
        }
        before.clone_from(&now);
        metrics.classic.snapshot().count
    });
    let all = (observed + 1) as f64;
    for counts in formats.map(|counts| counts()) {
        assert!(counts.values().all(|&count| count == all), "{all}: {counts:?}");
        assert_eq!(counts.len(), HISTOGRAMS.len() + SUMMARIES.len());
    }
}

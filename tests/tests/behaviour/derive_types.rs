//! Summaries, native histograms, exemplars, information and state sets as fields of a derived
//! struct that lies in a `static`: D1, D2, S35, S36, S118.

use std::time::Duration;

use metrics_core::proto::{Metric, MetricFamily};
use metrics_core::unit::Seconds;
use metrics_core::{
    Collector, Counter, Desc, Describe, ExemplarLabels, FloatCounter, Format, Histogram, Info,
    InfoVec, Kind, LabelSet, LabelValue, NativeHistogram, NativeHistogramVec, Registry, StateSet,
    StateSetVec, Summary, SummaryVec, Traced, TracedCounterVec, TracedHistogramVec,
};

use crate::support::text;

#[derive(LabelSet)]
struct Cached {
    cached: bool,
}

#[derive(LabelSet)]
struct Route<'a> {
    #[label(max = 10)]
    route: &'a str,
}

#[derive(LabelSet)]
struct Build<'a> {
    #[label(max = 2)]
    version: &'a str,
}

#[derive(Clone, Copy, LabelValue)]
#[label(rename_all = "lowercase")]
enum Circuit {
    Closed,
    Open,
}

const QUANTILES: &[(f64, f64)] = &[(0.5, 0.05), (0.99, 0.001)];
const SPAN: ExemplarLabels<2> = ExemplarLabels::new(["trace_id", "span_id"]);

#[derive(Collector)]
#[collector(namespace = "types", new)]
struct Types {
    /// Help.
    #[metric(quantiles = [(0.5, 0.05), (0.9, 0.01)], max_age = "1m", age_buckets = 3)]
    wait: Summary,
    /// Help.
    #[metric(quantiles = QUANTILES)]
    wait_by: SummaryVec<Cached>,
    /// Help.
    #[metric(quantiles = [(0.5, 0.05)], max_series = 10)]
    wait_of: SummaryVec<Route<'static>>,
    /// Help.
    count_only: Summary,
    /// Help.
    #[metric(native(factor = 2, max_buckets = 4, zero_threshold = 0.5))]
    size: NativeHistogram,
    /// Help.
    #[metric(native = 2, buckets = [1, 10])]
    size_by: NativeHistogramVec<Cached>,
    /// Help.
    #[metric(buckets = exponential(1, 2, 3))]
    size_of: NativeHistogramVec<Route<'static>>,
    /// Help.
    orders_total: Traced<Counter>,
    /// Help.
    paid_total: Traced<FloatCounter>,
    /// Help.
    orders_by_total: TracedCounterVec<Cached>,
    /// Help.
    #[metric(buckets = [0.5, 1])]
    latency: Traced<Histogram>,
    /// Help.
    #[metric(buckets = [0.5, 1])]
    latency_by: TracedHistogramVec<Route<'static>>,
    /// Help.
    #[metric(const_labels(edition = "2024"))]
    runtime_info: Info,
    /// Help.
    build_info: InfoVec<Build<'static>>,
    /// Help.
    circuit: StateSet<Circuit>,
    /// Help.
    circuit_by: StateSetVec<Cached, Circuit>,
}

static TYPES: Types = Types::new();

fn update() {
    for i in 1..=4 {
        let value = f64::from(i);
        TYPES.wait.observe(value);
        TYPES.wait_by.with(Cached { cached: true }).observe(value);
        TYPES.wait_of.with(Route { route: "/" }).observe(value);
        TYPES.count_only.observe(value);
        TYPES.size.observe(value);
        TYPES.size_by.with(Cached { cached: false }).observe(value);
        TYPES.size_of.with(Route { route: "/" }).observe(value);
    }
    let span = SPAN.with(["4bf9", "00f0"]);
    TYPES.orders_total.inc_with_exemplar(&span);
    TYPES.paid_total.add_with_exemplar(2.5, &span);
    TYPES.orders_by_total.with(Cached { cached: true }).inc_with_exemplar(&span);
    TYPES.latency.observe_with_exemplar(0.75, &span);
    TYPES.latency_by.with(Route { route: "/" }).observe_with_exemplar(0.75, &span);
    TYPES.build_info.with(Build { version: "1.4.2" });
    TYPES.circuit.set(Circuit::Open);
    TYPES.circuit_by.with(Cached { cached: true }).set(Circuit::Closed);
}

#[test]
fn every_type_is_scraped_in_every_format() {
    let registry = Registry::new();
    registry.register(&TYPES).unwrap();
    update();

    let lines = text(&registry);
    for line in [
        "types_wait{quantile=\"0.5\"} 2",
        "types_wait{quantile=\"0.9\"} 4",
        "types_wait_count 4",
        "types_wait_by{cached=\"true\",quantile=\"0.99\"} 4",
        "types_wait_of{route=\"/\",quantile=\"0.5\"} 2",
        "types_count_only_sum 10",
        "types_size_count 4",
        "types_size_by_bucket{cached=\"false\",le=\"1\"} 1",
        "types_size_of_bucket{route=\"/\",le=\"2\"} 2",
        "types_orders_total 1",
        "types_paid_total 2.5",
        "types_latency_bucket{le=\"0.5\"} 0",
        "types_latency_by_bucket{route=\"/\",le=\"1\"} 1",
        "# TYPE types_runtime_info gauge",
        "types_runtime_info{edition=\"2024\"} 1",
        "types_build_info{version=\"1.4.2\"} 1",
        "types_circuit{types_circuit=\"open\"} 1",
        "types_circuit_by{cached=\"true\",types_circuit_by=\"closed\"} 1",
    ] {
        assert!(lines.contains(&format!("\n{line}\n")), "{line} in\n{lines}");
    }

    let encoded = registry.encode(Format::OpenMetrics);
    assert!(encoded.errors.is_empty(), "{}", encoded.errors);
    let lines = encoded.into_string();
    for part in [
        "types_wait{quantile=\"0.5\"} 2.0\n",
        "types_orders_total 1.0 # {span_id=\"00f0\",trace_id=\"4bf9\"} 1.0 ",
        "types_paid_total 2.5 # {span_id=\"00f0\",trace_id=\"4bf9\"} 2.5 ",
        "types_orders_by_total{cached=\"true\"} 1.0 # {span_id=",
        "types_latency_bucket{le=\"1.0\"} 1 # {span_id=\"00f0\",trace_id=\"4bf9\"} 0.75 ",
        "types_latency_by_bucket{route=\"/\",le=\"1.0\"} 1 # {span_id=",
        "# TYPE types_build info\n",
        "# TYPE types_circuit stateset\n",
        "types_circuit_by{cached=\"true\",types_circuit_by=\"open\"} 0",
    ] {
        assert!(lines.contains(part), "{part} in\n{lines}");
    }

    let body = registry.encode(Format::Protobuf).body;
    let mut rest = &body[..];
    let mut families = Vec::new();
    while !rest.is_empty() {
        let family = <MetricFamily as prost::Message>::decode_length_delimited(&mut rest).unwrap();
        families.push(family);
    }
    assert_eq!(families.len(), Types::descs().len());
    let only = |name: &str| -> Metric {
        let mut family = families.iter().filter(|family| family.name() == name);
        family.next().unwrap_or_else(|| panic!("{name}")).metric[0].clone()
    };
    let size = only("types_size").histogram.unwrap();
    assert_eq!((size.schema, size.zero_threshold, size.bucket.len()), (Some(0), Some(0.5), 0));
    assert_eq!(size.positive_delta.len(), 3);
    let size_by = only("types_size_by").histogram.unwrap();
    assert_eq!((size_by.schema, size_by.bucket.len()), (Some(0), 2));
    let size_of = only("types_size_of").histogram.unwrap();
    assert_eq!((size_of.schema, size_of.bucket.len()), (Some(3), 3));
    assert_eq!(only("types_wait").summary.unwrap().quantile.len(), 2);
    assert_eq!(only("types_orders_total").counter.unwrap().exemplar.unwrap().label.len(), 2);
    assert_eq!(only("types_build_info").gauge.unwrap().value, Some(1.0));
}

#[test]
fn d1_derived_descriptors_know_the_kinds_of_every_type() {
    let kinds: Vec<_> = Types::descs().iter().map(Desc::kind).collect();
    let mut expected = vec![Some(Kind::Summary); 4];
    expected.extend([Some(Kind::Histogram); 3]);
    expected.extend([Some(Kind::Counter); 3]);
    expected.extend([Some(Kind::Histogram); 2]);
    expected.extend([Kind::Info, Kind::Info, Kind::StateSet, Kind::StateSet].map(Some));
    assert_eq!(kinds, expected);
}

#[derive(Collector)]
#[collector(namespace = "unit", new)]
struct Units {
    /// Help.
    #[metric(quantiles = [(0.5, 0.05)])]
    wait_seconds: Summary<Seconds>,
    /// Help.
    #[metric(quantiles = [(0.5, 0.05)])]
    wait_by_seconds: SummaryVec<Cached, Seconds>,
    /// Help.
    #[metric(native = 2, buckets = [0.1, 1])]
    answer_seconds: NativeHistogram<Seconds>,
    /// Help.
    #[metric(native = 2)]
    answer_by_seconds: NativeHistogramVec<Route<'static>, Seconds>,
    /// Help.
    #[metric(buckets = [0.1, 1])]
    traced_seconds: Traced<Histogram<Seconds>>,
    /// Help.
    #[metric(buckets = [0.1, 1])]
    traced_by_seconds: TracedHistogramVec<Cached, Seconds>,
    /// Help.
    busy_seconds_total: Traced<Counter<Seconds>>,
}

static UNITS: Units = Units::new();

#[test]
fn d2_every_type_takes_what_its_unit_measures() {
    let half = Duration::from_millis(500);
    UNITS.wait_seconds.observe(half);
    UNITS.wait_by_seconds.with(Cached { cached: true }).observe(half);
    UNITS.answer_seconds.observe(half);
    UNITS.answer_by_seconds.with(Route { route: "/" }).observe(half);
    UNITS.traced_seconds.observe_with_exemplar(half, &SPAN.with(["1", "2"]));
    UNITS.traced_by_seconds.with(Cached { cached: true }).observe(half);
    UNITS.busy_seconds_total.add_with_exemplar(half, &SPAN.with(["1", "2"]));
    let registry = Registry::new();
    registry.register(&UNITS).unwrap();
    let lines = text(&registry);
    for line in [
        "unit_wait_seconds{quantile=\"0.5\"} 0.5",
        "unit_wait_by_seconds_sum{cached=\"true\"} 0.5",
        "unit_answer_seconds_bucket{le=\"1\"} 1",
        "unit_answer_by_seconds_sum{route=\"/\"} 0.5",
        "unit_traced_seconds_bucket{le=\"0.1\"} 0",
        "unit_traced_by_seconds_bucket{cached=\"true\",le=\"1\"} 1",
        "unit_busy_seconds_total 0.5",
    ] {
        assert!(lines.contains(&format!("\n{line}\n")), "{line} in\n{lines}");
    }
    for desc in Units::descs() {
        assert_eq!(desc.unit(), Some("seconds"), "{desc}");
    }
}

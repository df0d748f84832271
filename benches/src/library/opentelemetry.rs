//! `opentelemetry_sdk` with `opentelemetry-prometheus`, its limit of series lifted.

use std::sync::{Arc, Weak};
use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry::metrics::{BoundCounter, Counter, Histogram, Meter, MeterProvider};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::data::{
    AggregatedMetrics, Metric, MetricData, ResourceMetrics, ScopeMetrics,
};
use opentelemetry_sdk::metrics::reader::MetricReader;
use opentelemetry_sdk::metrics::{
    Aggregation, Instrument, InstrumentKind, ManualReader, Pipeline, SdkMeterProvider, Stream,
    Temporality,
};
use prometheus::Registry;
use prometheus::proto::MetricFamily;

use super::{Library, Role};
use crate::data::{self, BUCKETS, HELP, HISTOGRAM, KINDS, METHODS, NAME_WITHOUT_TOTAL, Routes};
use crate::work::Work;
use crate::work::insert::Insert;
use crate::work::update::Update;

pub(super) fn library() -> Library {
    Library::new(Role::Peer, "opentelemetry", "0.33.1")
        .updates(Work::CounterInc, || {
            let sdk = Sdk::new();
            Inc(sdk.counter(), sdk)
        })
        .updates(Work::CachedHandleInc, || {
            let sdk = Sdk::new();
            Bound(sdk.counter().bind(&enums((0, 0))), sdk)
        })
        .updates(Work::LabelledIncEnum, || {
            let sdk = Sdk::new();
            Labelled(sdk.counter(), sdk)
        })
        .updates(Work::LabelledIncDynamic, || {
            let sdk = Sdk::new();
            Dynamic(sdk.counter(), sdk, Routes::new())
        })
        .updates(Work::HistogramObserve, || {
            let sdk = Sdk::new();
            Observe(sdk.histogram(), sdk)
        })
        .updates(Work::HistogramObserve18, || {
            let sdk = Sdk::new();
            Observe18(sdk.histogram(), sdk)
        })
        .updates(Work::ObserveNative, Exponential::new)
        .inserts(|series| {
            let sdk = Sdk::with_room_for(series);
            New(sdk.counter(), sdk)
        })
}

struct Sdk {
    registry: Registry,
    meter: Meter,
    _provider: SdkMeterProvider,
}

impl Sdk {
    /// Of up to 2 000 series.
    fn new() -> Self {
        Self::with_limit(None)
    }

    /// Past the limit the SDK folds series into one. It allocates room for all at once.
    fn with_room_for(series: usize) -> Self {
        Self::with_limit((series > 1000).then_some(series + 1))
    }

    fn with_limit(limit: Option<usize>) -> Self {
        let registry = Registry::new();
        let exporter = opentelemetry_prometheus::exporter()
            .with_registry(registry.clone())
            .scope_info_enabled(false)
            .without_target_info()
            .build()
            .expect("the only one");
        let mut builder = SdkMeterProvider::builder().with_reader(exporter);
        if let Some(limit) = limit {
            builder = builder.with_view(move |_: &Instrument| {
                Stream::builder().with_cardinality_limit(limit).build().ok()
            });
        }
        let provider = builder.build();
        Self { registry, meter: provider.meter("benches"), _provider: provider }
    }

    fn counter(&self) -> Counter<u64> {
        self.meter.u64_counter(NAME_WITHOUT_TOTAL).with_description(HELP).build()
    }

    fn histogram(&self) -> Histogram<f64> {
        let builder = self.meter.f64_histogram(HISTOGRAM).with_description(HELP);
        builder.with_boundaries(BUCKETS.to_vec()).build()
    }

    /// What was counted and observed, from a scrape.
    fn total(&self) -> u64 {
        self.registry
            .gather()
            .iter()
            .flat_map(MetricFamily::get_metric)
            .map(|metric| {
                metric.get_counter().get_value() as u64 + metric.get_histogram().get_sample_count()
            })
            .sum()
    }
}

#[inline]
fn enums((method, kind): (usize, usize)) -> [KeyValue; 2] {
    [KeyValue::new("method", METHODS[method]), KeyValue::new("kind", KINDS[kind])]
}

#[inline]
fn with_route((method, route): (usize, &str)) -> [KeyValue; 2] {
    [KeyValue::new("method", METHODS[method]), KeyValue::new("route", route.to_owned())]
}

struct Inc(Counter<u64>, Sdk);

impl Update for Inc {
    fn update(&self, _: usize) {
        self.0.add(1, &[]);
    }

    fn total(&self) -> u64 {
        self.1.total()
    }
}

struct Bound(BoundCounter<u64>, Sdk);

impl Update for Bound {
    fn update(&self, _: usize) {
        self.0.add(1);
    }

    fn total(&self) -> u64 {
        self.1.total()
    }
}

struct Labelled(Counter<u64>, Sdk);

impl Update for Labelled {
    fn update(&self, i: usize) {
        self.0.add(1, &enums(data::combination(i)));
    }

    fn total(&self) -> u64 {
        self.1.total()
    }
}

struct Dynamic(Counter<u64>, Sdk, Routes);

impl Update for Dynamic {
    fn update(&self, i: usize) {
        self.0.add(1, &with_route(self.2.pick(i)));
    }

    fn total(&self) -> u64 {
        self.1.total()
    }
}

struct Observe(Histogram<f64>, Sdk);

impl Update for Observe {
    fn update(&self, i: usize) {
        self.0.record(data::sample(i), &[]);
    }

    fn total(&self) -> u64 {
        self.1.total()
    }
}

struct Observe18(Histogram<f64>, Sdk);

impl Update for Observe18 {
    fn update(&self, i: usize) {
        self.0.record(data::sample(i), &enums(data::combination(i)));
    }

    fn total(&self) -> u64 {
        self.1.total()
    }
}

/// An exponential histogram, which is what it calls native ones. Its exporter for Prometheus drops
/// them, so the SDK is asked.
struct Exponential {
    histogram: Histogram<f64>,
    reader: Shared,
    _provider: SdkMeterProvider,
}

/// A reader that is asked after it was given away.
#[derive(Clone, Debug)]
struct Shared(Arc<ManualReader>);

impl MetricReader for Shared {
    fn register_pipeline(&self, pipeline: Weak<Pipeline>) {
        self.0.register_pipeline(pipeline);
    }

    fn collect(&self, into: &mut ResourceMetrics) -> OTelSdkResult {
        self.0.collect(into)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.0.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.0.shutdown_with_timeout(timeout)
    }

    fn temporality(&self, kind: InstrumentKind) -> Temporality {
        self.0.temporality(kind)
    }
}

impl Exponential {
    fn new() -> Self {
        let reader = Shared(Arc::new(ManualReader::builder().build()));
        // As exact as ours.
        let aggregation = Aggregation::Base2ExponentialHistogram {
            max_size: 160,
            max_scale: 3,
            record_min_max: false,
        };
        let provider = SdkMeterProvider::builder()
            .with_reader(reader.clone())
            .with_view(move |_: &Instrument| {
                Stream::builder().with_aggregation(aggregation.clone()).build().ok()
            })
            .build();
        let histogram = provider.meter("benches").f64_histogram(HISTOGRAM).build();
        Self { histogram, reader, _provider: provider }
    }
}

impl Update for Exponential {
    fn update(&self, i: usize) {
        self.histogram.record(data::sample(i), &[]);
    }

    fn total(&self) -> u64 {
        let mut all = ResourceMetrics::default();
        self.reader.collect(&mut all).expect("it is running");
        let metrics = all.scope_metrics().flat_map(ScopeMetrics::metrics);
        let count = |metric: &Metric| match metric.data() {
            AggregatedMetrics::F64(MetricData::ExponentialHistogram(histogram)) => {
                histogram.data_points().map(|point| point.count() as u64).sum()
            }
            _ => 0,
        };
        metrics.map(count).sum()
    }
}

struct New(Counter<u64>, Sdk);

impl Insert for New {
    fn insert(&self, method: usize, route: &str) {
        self.0.add(1, &with_route((method, route)));
    }

    fn count(&self) -> usize {
        self.1.registry.gather().iter().map(|family| family.get_metric().len()).sum()
    }
}

//! `metrics` with `metrics-exporter-prometheus`. A macro call finds its metric by name and labels
//! every time; where a handle is kept, that is what is measured.

use std::sync::OnceLock;

use metrics::{Counter, Histogram, Key, KeyName, Label, Level, Metadata, Recorder, SharedString};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

use super::{Library, Role};
use crate::data::{self, BUCKETS, HISTOGRAM, KINDS, METHODS, NAME, OBJECTIVES, Routes};
use crate::work::Work;
use crate::work::insert::Insert;
use crate::work::update::Update;

pub(super) fn library() -> Library {
    Library::new(Role::Peer, "metrics", "0.24.6, exporter 0.18.3")
        .updates(Work::CounterInc, || Inc { before: total("plain_total") })
        .updates(Work::CachedHandleInc, || {
            global();
            let counter = metrics::counter!("handle_total", "method" => "get", "kind" => "user");
            Handle { counter, before: total("handle_total") }
        })
        .updates(Work::LabelledIncEnum, || Labelled { before: total("enums_total") })
        .updates(Work::LabelledIncDynamic, || Dynamic {
            routes: Routes::new(),
            before: total("routes_total"),
        })
        .updates(Work::HistogramObserve, || {
            global();
            let histogram = metrics::histogram!("plain_seconds");
            Observe { histogram, before: total("plain_seconds_count") }
        })
        .updates(Work::HistogramObserve18, || Observe18 { before: total("enums_seconds_count") })
        .updates(Work::ObserveSummaryQuantiles, Quantiles::new)
        .inserts(|_| New(recorder()))
}

fn recorder() -> PrometheusRecorder {
    let builder = PrometheusBuilder::new().set_buckets(&BUCKETS).expect("not empty");
    builder.build_recorder()
}

/// The recorder of the process, which the macros use. No other library here touches it.
fn global() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        let recorder = recorder();
        let handle = recorder.handle();
        assert!(metrics::set_global_recorder(recorder).is_ok(), "the only one");
        handle
    })
}

/// The sum of the global recorder's samples of that name. Its metrics outlive a workload, so
/// totals count from what was there before.
fn total(name: &str) -> u64 {
    data::sum_of(&global().render(), name)
}

struct Inc {
    before: u64,
}

impl Update for Inc {
    fn update(&self, _: usize) {
        metrics::counter!("plain_total").increment(1);
    }

    fn total(&self) -> u64 {
        total("plain_total") - self.before
    }
}

struct Handle {
    counter: Counter,
    before: u64,
}

impl Update for Handle {
    fn update(&self, _: usize) {
        self.counter.increment(1);
    }

    fn total(&self) -> u64 {
        total("handle_total") - self.before
    }
}

struct Labelled {
    before: u64,
}

impl Update for Labelled {
    fn update(&self, i: usize) {
        let (method, kind) = data::combination(i);
        metrics::counter!("enums_total", "method" => METHODS[method], "kind" => KINDS[kind])
            .increment(1);
    }

    fn total(&self) -> u64 {
        total("enums_total") - self.before
    }
}

struct Dynamic {
    routes: Routes,
    before: u64,
}

impl Update for Dynamic {
    fn update(&self, i: usize) {
        let (method, route) = self.routes.pick(i);
        let route = route.to_owned();
        metrics::counter!("routes_total", "method" => METHODS[method], "route" => route)
            .increment(1);
    }

    fn total(&self) -> u64 {
        total("routes_total") - self.before
    }
}

struct Observe {
    histogram: Histogram,
    before: u64,
}

impl Update for Observe {
    fn update(&self, i: usize) {
        self.histogram.record(data::sample(i));
    }

    fn total(&self) -> u64 {
        total("plain_seconds_count") - self.before
    }

    /// Observations are kept as they are until then.
    fn settle(&self) {
        global().run_upkeep();
    }
}

struct Observe18 {
    before: u64,
}

impl Update for Observe18 {
    fn update(&self, i: usize) {
        let (method, kind) = data::combination(i);
        metrics::histogram!("enums_seconds", "method" => METHODS[method], "kind" => KINDS[kind])
            .record(data::sample(i));
    }

    fn total(&self) -> u64 {
        total("enums_seconds_count") - self.before
    }

    fn settle(&self) {
        global().run_upkeep();
    }
}

/// A histogram of a recorder that knows no buckets, which makes it a summary.
struct Quantiles {
    histogram: Histogram,
    handle: PrometheusHandle,
}

impl Quantiles {
    fn new() -> Self {
        let ranks = OBJECTIVES.map(|(rank, _)| rank);
        let builder = PrometheusBuilder::new().set_quantiles(&ranks).expect("not empty");
        let recorder = builder.build_recorder();
        let histogram = recorder.register_histogram(&Key::from_static_name(HISTOGRAM), &METADATA);
        Self { histogram, handle: recorder.handle() }
    }
}

impl Update for Quantiles {
    fn update(&self, i: usize) {
        self.histogram.record(data::sample(i));
    }

    fn total(&self) -> u64 {
        data::sum_of(&self.handle.render(), "http_request_duration_seconds_count")
    }

    fn settle(&self) {
        self.handle.run_upkeep();
    }
}

/// As the macros do, but for a recorder of its own.
struct New(PrometheusRecorder);

static METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, None);

impl Insert for New {
    fn insert(&self, method: usize, route: &str) {
        let labels = vec![
            Label::from_static_parts("method", METHODS[method]),
            Label::new("route", SharedString::from_owned(route.to_owned())),
        ];
        let key = Key::from_parts(KeyName::from_const_str(NAME), labels);
        self.0.register_counter(&key, &METADATA).increment(1);
    }

    fn count(&self) -> usize {
        data::lines_of(&self.0.handle().render(), "http_requests_total{")
    }
}

//! `vise`: `prometheus-client` of an older version, whose families give references without a lock.

use vise::{
    Buckets, Counter, EncodeLabelSet, EncodeLabelValue, Family, Format, Histogram, Metrics,
    Registry,
};

use super::{Library, Role};
use crate::data::{self, BUCKETS, Routes};
use crate::work::Work;
use crate::work::insert::Insert;
use crate::work::update::Update;

pub(super) fn library() -> Library {
    Library::new(Role::Peer, "vise", "0.3.2")
        .updates(Work::CounterInc, || Inc(Plain::default().http_requests))
        .updates(Work::CachedHandleInc, || {
            Inc(EnumCounters::default().http_requests[&enums(pick(0))].clone())
        })
        .updates(Work::LabelledIncEnum, || Labelled(EnumCounters::default()))
        .updates(Work::LabelledIncDynamic, || Dynamic(RouteCounters::default(), Routes::new()))
        .updates(Work::HistogramObserve, || Observe(PlainHistogram::default()))
        .updates(Work::HistogramObserve18, || Observe18(EnumHistograms::default()))
        .inserts(|_| New(RouteCounters::default()))
}

data::label_enums! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
    #[metrics(rename_all = "snake_case")]
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Enums {
    method: Method,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct WithRoute {
    method: Method,
    route: String,
}

fn enums((method, kind): (Method, Kind)) -> Enums {
    Enums { method, kind }
}

/// The label set owns its values: a borrowed route has to be copied to be looked up.
fn with_route((method, route): (usize, &str)) -> WithRoute {
    WithRoute { method: METHODS[method], route: route.to_owned() }
}

#[derive(Clone, Debug, Metrics)]
struct Plain {
    /// Number of HTTP requests received
    http_requests: Counter,
}

#[derive(Clone, Debug, Metrics)]
struct EnumCounters {
    /// Number of HTTP requests received
    http_requests: Family<Enums, Counter>,
}

#[derive(Clone, Debug, Metrics)]
struct RouteCounters {
    /// Number of HTTP requests received
    http_requests: Family<WithRoute, Counter>,
}

#[derive(Clone, Debug, Metrics)]
struct PlainHistogram {
    /// Number of HTTP requests received
    #[metrics(buckets = Buckets::values(&BUCKETS))]
    http_request_duration_seconds: Histogram,
}

#[derive(Clone, Debug, Metrics)]
struct EnumHistograms {
    /// Number of HTTP requests received
    #[metrics(buckets = Buckets::values(&BUCKETS))]
    http_request_duration_seconds: Family<Enums, Histogram>,
}

/// The sum of the samples of that name, from a scrape.
fn total(metrics: &impl Metrics, name: &str) -> u64 {
    let mut registry = Registry::empty();
    registry.register_metrics(metrics);
    let mut text = String::new();
    registry.encode(&mut text, Format::Prometheus).expect("a string takes all");
    data::sum_of(&text, name)
}

struct Inc(Counter);

impl Update for Inc {
    fn update(&self, _: usize) {
        self.0.inc();
    }

    fn total(&self) -> u64 {
        self.0.get()
    }
}

struct Labelled(EnumCounters);

impl Update for Labelled {
    fn update(&self, i: usize) {
        self.0.http_requests[&enums(pick(i))].inc();
    }

    fn total(&self) -> u64 {
        total(&self.0, "http_requests")
    }
}

struct Dynamic(RouteCounters, Routes);

impl Update for Dynamic {
    fn update(&self, i: usize) {
        self.0.http_requests[&with_route(self.1.pick(i))].inc();
    }

    fn total(&self) -> u64 {
        total(&self.0, "http_requests")
    }
}

struct Observe(PlainHistogram);

impl Update for Observe {
    fn update(&self, i: usize) {
        self.0.http_request_duration_seconds.observe(data::sample(i));
    }

    fn total(&self) -> u64 {
        total(&self.0, "http_request_duration_seconds_count")
    }
}

struct Observe18(EnumHistograms);

impl Update for Observe18 {
    fn update(&self, i: usize) {
        self.0.http_request_duration_seconds[&enums(pick(i))].observe(data::sample(i));
    }

    fn total(&self) -> u64 {
        total(&self.0, "http_request_duration_seconds_count")
    }
}

struct New(RouteCounters);

impl Insert for New {
    fn insert(&self, method: usize, route: &str) {
        self.0.http_requests[&with_route((method, route))].inc();
    }

    fn count(&self) -> usize {
        self.0.http_requests.to_entries().len()
    }
}

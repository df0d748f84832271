//! `prometheus-client`: labels are a struct, looked up by its hash under a lock.

use std::hash::Hash;

use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Metric, Registry};

use super::{Library, Role};
use crate::data::{self, BUCKETS, HELP, HISTOGRAM, NAME_WITHOUT_TOTAL, Routes};
use crate::work::Work;
use crate::work::insert::Insert;
use crate::work::update::Update;

pub(super) fn library() -> Library {
    Library::new(Role::Peer, "prometheus-client", "0.25.2")
        .updates(Work::CounterInc, || Inc(Counter::default()))
        .updates(Work::CachedHandleInc, || {
            Inc(Family::<Enums, Counter>::default().get_or_create_owned(&enums(pick(0))))
        })
        .updates(Work::LabelledIncEnum, || Labelled(Family::default()))
        .updates(Work::LabelledIncDynamic, || Dynamic(Family::default(), Routes::new()))
        .updates(Work::HistogramObserve, || Observe(Histogram::new(BUCKETS)))
        .updates(Work::HistogramObserve18, || {
            Observe18(Family::new_with_constructor(|| Histogram::new(BUCKETS)))
        })
        .inserts(|_| New(Family::default()))
}

data::label_enums! { #[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, EncodeLabelValue)] }

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Enums {
    method: Method,
    kind: Kind,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
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

/// A scrape of this metric alone.
fn text(name: &str, metric: impl Metric) -> String {
    let mut registry = Registry::default();
    registry.register(name, HELP, metric);
    let mut text = String::new();
    text::encode(&mut text, &registry).expect("a string takes all");
    text
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

struct Labelled(Family<Enums, Counter>);

impl Update for Labelled {
    fn update(&self, i: usize) {
        self.0.get_or_create(&enums(pick(i))).inc();
    }

    fn total(&self) -> u64 {
        data::combinations_of(METHODS, KINDS)
            .map(|labels| self.0.get_or_create(&enums(labels)).get())
            .sum()
    }
}

struct Dynamic(Family<WithRoute, Counter>, Routes);

impl Update for Dynamic {
    fn update(&self, i: usize) {
        self.0.get_or_create(&with_route(self.1.pick(i))).inc();
    }

    fn total(&self) -> u64 {
        self.1.all().map(|labels| self.0.get_or_create(&with_route(labels)).get()).sum()
    }
}

struct Observe(Histogram);

impl Update for Observe {
    fn update(&self, i: usize) {
        self.0.observe(data::sample(i));
    }

    fn total(&self) -> u64 {
        data::sum_of(&text(HISTOGRAM, self.0.clone()), "http_request_duration_seconds_count")
    }
}

struct Observe18(Family<Enums, Histogram, fn() -> Histogram>);

impl Update for Observe18 {
    fn update(&self, i: usize) {
        self.0.get_or_create(&enums(pick(i))).observe(data::sample(i));
    }

    fn total(&self) -> u64 {
        data::sum_of(&text(HISTOGRAM, self.0.clone()), "http_request_duration_seconds_count")
    }
}

struct New(Family<WithRoute, Counter>);

impl Insert for New {
    fn insert(&self, method: usize, route: &str) {
        self.0.get_or_create(&with_route((method, route))).inc();
    }

    fn count(&self) -> usize {
        data::lines_of(&text(NAME_WITHOUT_TOTAL, self.0.clone()), "http_requests_total{")
    }
}

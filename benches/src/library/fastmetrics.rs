//! `fastmetrics`: labels are a struct, looked up by its hash under a lock, for the time of a
//! closure.

use fastmetrics::derive::{EncodeLabelValue, LabelSet};
use fastmetrics::format::text::{self, TextProfile};
use fastmetrics::metrics::counter::Counter;
use fastmetrics::metrics::family::Family;
use fastmetrics::metrics::gauge_histogram::HistogramSnapshot;
use fastmetrics::metrics::histogram::Histogram;
use fastmetrics::registry::Registry;

use super::{Library, Role};
use crate::data::{self, BUCKETS, HELP, NAME_WITHOUT_TOTAL, Routes};
use crate::work::Work;
use crate::work::insert::Insert;
use crate::work::update::Update;

pub(super) fn library() -> Library {
    Library::new(Role::Peer, "fastmetrics", "0.7.1")
        .updates(Work::CounterInc, || Inc(Counter::default()))
        .updates(Work::CachedHandleInc, || {
            Inc(Family::<Enums, Counter>::default().with_or_new(&enums(pick(0)), Counter::clone))
        })
        .updates(Work::LabelledIncEnum, || Labelled(Family::default()))
        .updates(Work::LabelledIncDynamic, || Dynamic(Family::default(), Routes::new()))
        .updates(Work::HistogramObserve, || Observe(Histogram::new(BUCKETS)))
        .updates(Work::HistogramObserve18, || Observe18(Family::new(|| Histogram::new(BUCKETS))))
        .inserts(|_| {
            let family = Family::default();
            let mut registry = Registry::default();
            registry.register(NAME_WITHOUT_TOTAL, HELP, family.clone()).expect("the only one");
            New(family, registry)
        })
}

data::label_enums! { #[derive(Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)] }

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
struct Enums {
    method: Method,
    kind: Kind,
}

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
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

fn count(histogram: &Histogram) -> u64 {
    histogram.with_snapshot(HistogramSnapshot::count)
}

struct Inc(Counter);

impl Update for Inc {
    fn update(&self, _: usize) {
        self.0.inc();
    }

    fn total(&self) -> u64 {
        self.0.total()
    }
}

struct Labelled(Family<Enums, Counter>);

impl Update for Labelled {
    fn update(&self, i: usize) {
        self.0.with_or_new(&enums(pick(i)), Counter::inc);
    }

    fn total(&self) -> u64 {
        data::combinations_of(METHODS, KINDS)
            .map(|labels| self.0.with_or_new(&enums(labels), Counter::total))
            .sum()
    }
}

struct Dynamic(Family<WithRoute, Counter>, Routes);

impl Update for Dynamic {
    fn update(&self, i: usize) {
        self.0.with_or_new(&with_route(self.1.pick(i)), Counter::inc);
    }

    fn total(&self) -> u64 {
        let all = self.1.all();
        all.map(|labels| self.0.with_or_new(&with_route(labels), Counter::total)).sum()
    }
}

struct Observe(Histogram);

impl Update for Observe {
    fn update(&self, i: usize) {
        self.0.observe(data::sample(i));
    }

    fn total(&self) -> u64 {
        count(&self.0)
    }
}

struct Observe18(Family<Enums, Histogram>);

impl Update for Observe18 {
    fn update(&self, i: usize) {
        let labels = enums(pick(i));
        self.0.with_or_new(&labels, |histogram| histogram.observe(data::sample(i)));
    }

    fn total(&self) -> u64 {
        data::combinations_of(METHODS, KINDS)
            .map(|labels| self.0.with_or_new(&enums(labels), count))
            .sum()
    }
}

struct New(Family<WithRoute, Counter>, Registry);

impl Insert for New {
    fn insert(&self, method: usize, route: &str) {
        self.0.with_or_new(&with_route((method, route)), Counter::inc);
    }

    fn count(&self) -> usize {
        let mut text = String::new();
        text::encode(&mut text, &self.1, TextProfile::PrometheusV0_0_4).expect("no clashes");
        data::lines_of(&text, NAME_WITHOUT_TOTAL)
    }
}

//! `prometheus`: labels are texts, looked up by a hash of all of them under a lock.

use prometheus::{
    Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, Opts, Registry,
};

use super::{Library, Role};
use crate::data::{self, BUCKETS, HELP, HISTOGRAM, KINDS, METHODS, NAME, Routes};
use crate::work::Work;
use crate::work::insert::Insert;
use crate::work::update::Update;

pub(super) fn library() -> Library {
    Library::new(Role::Peer, "prometheus", "0.14.0")
        .updates(Work::CounterInc, || Inc(IntCounter::new(NAME, HELP).expect("valid")))
        .updates(Work::CachedHandleInc, || {
            Inc(counters(&["method", "kind"]).with_label_values(&["get", "user"]))
        })
        .updates(Work::LabelledIncEnum, || Labelled(counters(&["method", "kind"])))
        .updates(Work::LabelledIncDynamic, || {
            Dynamic(counters(&["method", "route"]), Routes::new())
        })
        .updates(Work::HistogramObserve, || {
            Observe(Histogram::with_opts(histogram_opts()).expect("valid"))
        })
        .updates(Work::HistogramObserve18, || {
            Observe18(HistogramVec::new(histogram_opts(), &["method", "kind"]).expect("valid"))
        })
        .inserts(|_| {
            let family = counters(&["method", "route"]);
            let registry = Registry::new();
            registry.register(Box::new(family.clone())).expect("the only one");
            New(family, registry)
        })
}

fn counters(labels: &[&str]) -> IntCounterVec {
    IntCounterVec::new(Opts::new(NAME, HELP), labels).expect("valid")
}

fn histogram_opts() -> HistogramOpts {
    HistogramOpts::new(HISTOGRAM, HELP).buckets(BUCKETS.to_vec())
}

struct Inc(IntCounter);

impl Update for Inc {
    fn update(&self, _: usize) {
        self.0.inc();
    }

    fn total(&self) -> u64 {
        self.0.get()
    }
}

struct Labelled(IntCounterVec);

impl Update for Labelled {
    fn update(&self, i: usize) {
        let (method, kind) = data::combination(i);
        self.0.with_label_values(&[METHODS[method], KINDS[kind]]).inc();
    }

    fn total(&self) -> u64 {
        data::combinations()
            .map(|(method, kind)| self.0.with_label_values(&[METHODS[method], KINDS[kind]]).get())
            .sum()
    }
}

struct Dynamic(IntCounterVec, Routes);

impl Update for Dynamic {
    fn update(&self, i: usize) {
        let (method, route) = self.1.pick(i);
        self.0.with_label_values(&[METHODS[method], route]).inc();
    }

    fn total(&self) -> u64 {
        let all = self.1.all();
        all.map(|(method, route)| self.0.with_label_values(&[METHODS[method], route]).get()).sum()
    }
}

struct Observe(Histogram);

impl Update for Observe {
    fn update(&self, i: usize) {
        self.0.observe(data::sample(i));
    }

    fn total(&self) -> u64 {
        self.0.get_sample_count()
    }
}

struct Observe18(HistogramVec);

impl Update for Observe18 {
    fn update(&self, i: usize) {
        let (method, kind) = data::combination(i);
        self.0.with_label_values(&[METHODS[method], KINDS[kind]]).observe(data::sample(i));
    }

    fn total(&self) -> u64 {
        data::combinations()
            .map(|(method, kind)| self.0.with_label_values(&[METHODS[method], KINDS[kind]]))
            .map(|histogram| histogram.get_sample_count())
            .sum()
    }
}

struct New(IntCounterVec, Registry);

impl Insert for New {
    fn insert(&self, method: usize, route: &str) {
        self.0.with_label_values(&[METHODS[method], route]).inc();
    }

    fn count(&self) -> usize {
        self.1.gather().iter().map(|family| family.get_metric().len()).sum()
    }
}

//! `measured`: dense vectors for closed label sets, sparse ones behind an interner (`paracord`)
//! for open ones.

use std::sync::atomic::Ordering::Relaxed;

use measured::label::{LabelGroupSet, StaticLabelSet};
use measured::metric::LabelId;
use measured::metric::histogram::Thresholds;
use measured::text::BufferedTextEncoder;
use measured::{
    Counter, CounterVec, FixedCardinalityLabel, Histogram, HistogramVec, LabelGroup, MetricGroup,
};
use paracord::ParaCord;

use super::{Library, Role};
use crate::data::{self, BUCKETS, NAME, Routes};
use crate::work::Work;
use crate::work::insert::Insert;
use crate::work::update::Update;

pub(super) fn library() -> Library {
    Library::new(Role::Peer, "measured", "0.0.25")
        .updates(Work::CounterInc, || Inc(Counter::new()))
        .updates(Work::CachedHandleInc, || {
            let family = CounterVec::with_label_set(enums_set());
            let id = family.with_labels(enums(0));
            Handle(family, id)
        })
        .updates(Work::LabelledIncEnum, || {
            Labelled(Counters { http_requests_total: CounterVec::with_label_set(enums_set()) })
        })
        .updates(Work::LabelledIncDynamic, || {
            let http_requests_total = CounterVec::with_label_set(with_route_set());
            Dynamic(Counters { http_requests_total }, Routes::new())
        })
        .updates(Work::HistogramObserve, || {
            let thresholds = Thresholds::with_buckets(BUCKETS);
            let http_request_duration_seconds = Histogram::with_metadata(thresholds);
            Observe(OneHistogram { http_request_duration_seconds })
        })
        .updates(Work::HistogramObserve18, || {
            let thresholds = Thresholds::with_buckets(BUCKETS);
            let family = HistogramVec::with_label_set_and_metadata(enums_set(), thresholds);
            Observe18(Histograms { http_request_duration_seconds: family })
        })
        .inserts(|_| New(CounterVec::with_label_set(with_route_set())))
}

// Written out, as the derive does not find the variants of an enum that a macro declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, FixedCardinalityLabel)]
enum Method {
    Get,
    Head,
    Post,
    Put,
    Delete,
    Patch,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, FixedCardinalityLabel)]
enum Kind {
    User,
    Internal,
    Network,
}

data::label_picks!();

#[derive(Clone, Copy, LabelGroup)]
#[label(set = EnumsSet)]
struct Enums {
    method: Method,
    kind: Kind,
}

#[derive(Clone, Copy, LabelGroup)]
#[label(set = WithRouteSet)]
struct WithRoute<'a> {
    method: Method,
    #[label(dynamic_with = ParaCord)]
    route: &'a str,
}

fn enums_set() -> EnumsSet {
    EnumsSet { method: StaticLabelSet::new(), kind: StaticLabelSet::new() }
}

fn with_route_set() -> WithRouteSet {
    WithRouteSet { method: StaticLabelSet::new(), route: ParaCord::default() }
}

/// The labels of operation `i`.
#[inline]
fn enums(i: usize) -> Enums {
    let (method, kind) = pick(i);
    Enums { method, kind }
}

#[derive(MetricGroup)]
struct Counters<L: LabelGroupSet> {
    /// Number of HTTP requests received
    http_requests_total: CounterVec<L>,
}

#[derive(MetricGroup)]
struct OneHistogram {
    /// Number of HTTP requests received
    http_request_duration_seconds: Histogram<11>,
}

#[derive(MetricGroup)]
struct Histograms<L: LabelGroupSet> {
    /// Number of HTTP requests received
    http_request_duration_seconds: HistogramVec<L, 11>,
}

/// The sum of the samples of that name, from a scrape.
fn total(group: &impl MetricGroup<BufferedTextEncoder>, name: &str) -> u64 {
    let mut encoder = BufferedTextEncoder::new();
    let Ok(()) = group.collect_group_into(&mut encoder);
    data::sum_of(&String::from_utf8_lossy(&encoder.finish()), name)
}

struct Inc(Counter);

impl Update for Inc {
    fn update(&self, _: usize) {
        self.0.inc();
    }

    fn total(&self) -> u64 {
        self.0.get_metric().count.load(Relaxed)
    }
}

/// The place of a series in a dense family.
struct Handle(CounterVec<EnumsSet>, LabelId<EnumsSet>);

impl Update for Handle {
    fn update(&self, _: usize) {
        self.0.get_metric(self.1).inc();
    }

    fn total(&self) -> u64 {
        self.0.get_metric(self.1).count.load(Relaxed)
    }
}

struct Labelled(Counters<EnumsSet>);

impl Update for Labelled {
    fn update(&self, i: usize) {
        self.0.http_requests_total.inc(enums(i));
    }

    fn total(&self) -> u64 {
        total(&self.0, NAME)
    }
}

struct Dynamic(Counters<WithRouteSet>, Routes);

impl Update for Dynamic {
    fn update(&self, i: usize) {
        let (method, route) = self.1.pick(i);
        self.0.http_requests_total.inc(WithRoute { method: METHODS[method], route });
    }

    fn total(&self) -> u64 {
        total(&self.0, NAME)
    }
}

struct Observe(OneHistogram);

impl Update for Observe {
    fn update(&self, i: usize) {
        self.0.http_request_duration_seconds.observe(data::sample(i));
    }

    fn total(&self) -> u64 {
        total(&self.0, "http_request_duration_seconds_count")
    }
}

struct Observe18(Histograms<EnumsSet>);

impl Update for Observe18 {
    fn update(&self, i: usize) {
        self.0.http_request_duration_seconds.observe(enums(i), data::sample(i));
    }

    fn total(&self) -> u64 {
        total(&self.0, "http_request_duration_seconds_count")
    }
}

struct New(CounterVec<WithRouteSet>);

impl Insert for New {
    fn insert(&self, method: usize, route: &str) {
        self.0.inc(WithRoute { method: METHODS[method], route });
    }

    fn count(&self) -> usize {
        self.0.get_cardinality().0
    }
}

//! Ours. A row for each way to have it: plain metrics, striped ones, and families whose open label
//! has a bound; and the histogram that summaries and native histograms are read beside.

use metrics_core::{
    Counter, CounterVec, Histogram, HistogramVec, LabelSet, LabelValue, NativeHistogram,
    StripedCounter, StripedCounterVec, StripedHistogram, StripedHistogramVec, StripedSeries,
    Summary,
};

use super::{Library, Role};
use crate::data::{self, BUCKETS, OBJECTIVES, Routes};
use crate::work::Work;
use crate::work::insert::Insert;
use crate::work::update::Update;

pub(super) fn rows() -> Vec<Library> {
    let row = |role, name| Library::new(role, name, env!("CARGO_PKG_VERSION"));
    vec![
        open::add_to(closed::add_to(row(Role::Plain, "ours")))
            .updates(Work::ObserveSummary, || OfSummary(Summary::new()))
            .updates(Work::ObserveSummaryQuantiles, || {
                OfSummary(Summary::with_objectives(&OBJECTIVES))
            })
            .updates(Work::ObserveNative, || OfNative(NativeHistogram::new())),
        row(Role::Plain, "ours, histogram")
            .updates(Work::ObserveSummary, OfHistogram::new)
            .updates(Work::ObserveSummaryQuantiles, OfHistogram::new)
            .updates(Work::ObserveNative, OfHistogram::new),
        row(Role::Plain, "ours, open label").updates(Work::CachedHandleInc, open_handle),
        bounded::add_to(row(Role::Bounded, "ours, max")),
        striped::add_to(row(Role::Striped, "ours, striped")),
    ]
}

data::label_enums! {
    #[derive(Clone, Copy, LabelValue)]
    #[label(rename_all = "lowercase")]
}

#[derive(LabelSet)]
struct Enums {
    method: Method,
    kind: Kind,
}

#[derive(LabelSet)]
struct WithRoute<'a> {
    method: Method,
    #[label(unbounded)]
    route: &'a str,
}

#[derive(LabelSet)]
struct WithBoundedRoute<'a> {
    method: Method,
    #[label(max = 1_000_000)] // no workload has more
    route: &'a str,
}

#[inline(always)]
fn enums((method, kind): (Method, Kind)) -> Enums {
    Enums { method, kind }
}

/// A handle borrows its family, which is a `static` in most programs. Here each workload leaks one.
fn kept<T>(family: T) -> &'static T {
    Box::leak(Box::new(family))
}

/// What metrics without labels and families of closed labels do.
macro_rules! closed_rows {
    (
        $module:ident, $Counter:ident, $CounterVec:ident, $Histogram:ident, $HistogramVec:ident,
        kept as $Handle:ty
    ) => {
        mod $module {
            use super::*;

            pub(super) fn add_to(library: Library) -> Library {
                library
                    .updates(Work::CounterInc, || Inc($Counter::new()))
                    .updates(Work::CachedHandleInc, || {
                        Handle(kept($CounterVec::<Enums>::new()).with(enums(pick(0))))
                    })
                    .updates(Work::LabelledIncEnum, || Labelled($CounterVec::new()))
                    .updates(Work::HistogramObserve, || Observe($Histogram::with_buckets(&BUCKETS)))
                    .updates(Work::HistogramObserve18, || {
                        Observe18($HistogramVec::with_buckets(&BUCKETS))
                    })
            }

            struct Inc($Counter);

            impl Update for Inc {
                fn update(&self, _: usize) {
                    self.0.inc();
                }

                fn total(&self) -> u64 {
                    self.0.get()
                }
            }

            struct Handle($Handle);

            impl Update for Handle {
                fn update(&self, _: usize) {
                    self.0.inc();
                }

                fn total(&self) -> u64 {
                    self.0.get()
                }
            }

            struct Labelled($CounterVec<Enums>);

            impl Update for Labelled {
                fn update(&self, i: usize) {
                    self.0.with(enums(pick(i))).inc();
                }

                fn total(&self) -> u64 {
                    data::combinations_of(METHODS, KINDS)
                        .map(|labels| self.0.with(enums(labels)).get())
                        .sum()
                }
            }

            struct Observe($Histogram);

            impl Update for Observe {
                fn update(&self, i: usize) {
                    self.0.observe(data::sample(i));
                }

                fn total(&self) -> u64 {
                    self.0.snapshot().count
                }
            }

            struct Observe18($HistogramVec<Enums>);

            impl Update for Observe18 {
                fn update(&self, i: usize) {
                    self.0.with(enums(pick(i))).observe(data::sample(i));
                }

                fn total(&self) -> u64 {
                    data::combinations_of(METHODS, KINDS)
                        .map(|labels| self.0.with(enums(labels)).snapshot().count)
                        .sum()
                }
            }
        }
    };
}

/// What families with an open label do.
macro_rules! open_rows {
    ($module:ident, $CounterVec:ident, $Labels:ident) => {
        mod $module {
            use super::*;

            pub(super) fn add_to(library: Library) -> Library {
                library
                    .updates(Work::LabelledIncDynamic, || {
                        Dynamic($CounterVec::new(), Routes::new())
                    })
                    .inserts(|_| New($CounterVec::new()))
            }

            #[inline(always)]
            fn labels((method, route): (usize, &str)) -> $Labels<'_> {
                $Labels { method: METHODS[method], route }
            }

            struct Dynamic($CounterVec<$Labels<'static>>, Routes);

            impl Update for Dynamic {
                fn update(&self, i: usize) {
                    self.0.with(labels(self.1.pick(i))).inc();
                }

                fn total(&self) -> u64 {
                    self.1.all().map(|pair| self.0.with(labels(pair)).get()).sum()
                }
            }

            struct New($CounterVec<$Labels<'static>>);

            impl Insert for New {
                fn insert(&self, method: usize, route: &str) {
                    self.0.with(labels((method, route))).inc();
                }

                fn count(&self) -> usize {
                    // Nothing else counts series; all are kept.
                    let mut count = 0;
                    self.0.retain(|_| {
                        count += 1;
                        true
                    });
                    count
                }
            }
        }
    };
}

closed_rows!(closed, Counter, CounterVec, Histogram, HistogramVec, kept as &'static Counter);
open_rows!(open, CounterVec, WithRoute);
open_rows!(bounded, CounterVec, WithBoundedRoute);

closed_rows!(
    striped,
    StripedCounter,
    StripedCounterVec,
    StripedHistogram,
    StripedHistogramVec,
    kept as StripedSeries<'static, Enums, StripedCounter>
);

/// A handle of a family with an open label, which is another type than that of a closed one.
struct OpenHandle(metrics_core::OpenHandle<'static, Counter>);

impl Update for OpenHandle {
    fn update(&self, _: usize) {
        self.0.inc();
    }

    fn total(&self) -> u64 {
        self.0.get()
    }
}

fn open_handle() -> OpenHandle {
    let family = kept(CounterVec::<WithRoute<'static>>::new());
    OpenHandle(family.handle(WithRoute { method: Method::Get, route: "/cart" }))
}

/// What takes observations and has no labels.
macro_rules! observers {
    ($($name:ident($Metric:ty);)*) => {$(
        struct $name($Metric);

        impl Update for $name {
            fn update(&self, i: usize) {
                self.0.observe(data::sample(i));
            }

            fn total(&self) -> u64 {
                self.0.snapshot().count
            }
        }
    )*};
}
observers! {
    OfHistogram(Histogram);
    OfSummary(Summary);
    OfNative(NativeHistogram);
}

impl OfHistogram {
    fn new() -> Self {
        Self(Histogram::with_buckets(&BUCKETS))
    }
}

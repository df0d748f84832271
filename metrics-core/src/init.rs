//! How a derived `new` builds a field in a constant without knowing its type, and what else
//! generated code asks of a field's type.

use std::sync::{Mutex, RwLock};

use crate::collector::{Describe, Family, Group, Trust};
use crate::desc::{Desc, FieldType, Kind, Tree};
use crate::info::{Info, StateSet};
use crate::label::ClosedLabel;
use crate::native::NativeHistogram;
use crate::scrape::Scrape;
use crate::spec::{Defaults, Made, Spec, StatedBounds, StatedNative, StatedSummary};
use crate::store::{Empty, LabelSet, Metric};
use crate::summary::Summary;
use crate::traced::{Traceable, Traced};
use crate::vec::MetricVec;
use crate::{
    Counter, FloatCounter, Gauge, Histogram, StripedCounter, StripedGauge, StripedHistogram, Unit,
};

/// A value that a derived `new` can make.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made by the derived `new`",
    label = "not made by `new`",
    note = "a group is made if its own struct says `#[collector(new)]` and has no arguments",
    note = "or let `new` take it as an argument: `#[metric(flatten, argument)]`"
)]
pub trait Init<S: Spec> {
    /// The value.
    const INIT: Self;
}

macro_rules! init_metrics {
    (empty: $($empty:ident)*; with bounds: $($histogram:ident)*) => {
        $(impl<S: Spec, U: Unit> Init<S> for $empty<U> {
            const INIT: Self = Self::EMPTY;
        })*

        $(impl<S: Spec, U: Unit> Init<S> for $histogram<U> {
            const INIT: Self = Self::of(StatedBounds::<S>::MADE);
        }

        impl<U: Unit> TakesBuckets for $histogram<U> {}
        impl<L: LabelSet, U: Unit> TakesBuckets for MetricVec<L, $histogram<U>> {})*
    };
}
init_metrics! {
    empty: Counter FloatCounter Gauge StripedCounter StripedGauge;
    with bounds: Histogram StripedHistogram
}

impl<S: Spec> Init<S> for Info {
    const INIT: Self = Self;
}

impl<S: Spec, E: ClosedLabel> Init<S> for StateSet<E> {
    const INIT: Self = Self::EMPTY;
}

impl<S: Spec, U: Unit> Init<S> for NativeHistogram<U> {
    const INIT: Self = Self::of(StatedNative::<S>::MADE);
}

impl<S: Spec, U: Unit> Init<S> for Summary<U> {
    const INIT: Self = Self::of(StatedSummary::<S>::MADE);
}

impl<S: Spec, M: Traceable + Init<S>> Init<S> for Traced<M> {
    const INIT: Self = Self::around(M::INIT);
}

impl<M: TakesBuckets> TakesBuckets for Traced<M> {}
impl<L: LabelSet, U: Unit> TakesBuckets for MetricVec<L, Traced<Histogram<U>>> {}

impl<U: Unit> TakesBuckets for NativeHistogram<U> {}
impl<L: LabelSet, U: Unit> TakesBuckets for MetricVec<L, NativeHistogram<U>> {}
impl<U: Unit> TakesNative for NativeHistogram<U> {}
impl<L: LabelSet, U: Unit> TakesNative for MetricVec<L, NativeHistogram<U>> {}

impl<U: Unit> TakesQuantiles for Summary<U> {}
impl<L: LabelSet, U: Unit> TakesQuantiles for MetricVec<L, Summary<U>> {}

impl<S: Spec, L: LabelSet, M: Metric> Init<S> for MetricVec<L, M> {
    const INIT: Self = Self::stated::<S>();
}

macro_rules! init_locks {
    ($($lock:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<S: Spec, T: Init<S>> Init<S> for $lock<T> {
            const INIT: Self = Self::new(T::INIT);
        }
    )*};
}
init_locks!(Mutex RwLock);

/// All that generated code asks of a metric field's type. One trait, so that a wrong type is one
/// error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a metric",
    label = "not a metric",
    note = "metric fields are the library's metrics, such as `Counter`, `Gauge`, `Histogram` and `Summary`, and their families, such as `CounterVec<L>`",
    note = "plain data says what it is: `#[metric(gauge)]` or `#[metric(counter)]`",
    note = "a group of metrics: `#[metric(flatten)]`; a field to leave out: `#[metric(skip)]`"
)]
#[doc(hidden)]
pub trait Field<S: Spec = Defaults>: Sized {
    const KIND: Kind;
    const TYPE: FieldType;
    const INIT: Self;

    fn emit(&self, desc: &Desc, scrape: &mut Scrape<'_>);
}

#[diagnostic::do_not_recommend]
impl<S: Spec, T: Family + Init<S>> Field<S> for T {
    const KIND: Kind = T::KIND;
    const TYPE: FieldType = T::TYPE;
    const INIT: Self = <T as Init<S>>::INIT;

    fn emit(&self, desc: &Desc, scrape: &mut Scrape<'_>) {
        self.emit_as::<S>(desc, scrape);
    }
}

/// Keys that only some metrics take: a trait of these, and [`Field`] for a field with the key. A
/// metric of another type is the same mistake to both.
macro_rules! keys_of_some {
    ($($(#[$attribute:meta])* $takes:ident $field:ident;)*) => {$(
        $(#[$attribute])*
        #[doc(hidden)]
        pub trait $takes {}

        $(#[$attribute])*
        #[doc(hidden)]
        pub trait $field<S: Spec = Defaults>: Sized {
            const KIND: Kind;
            const TYPE: FieldType;
            const INIT: Self;

            fn emit(&self, desc: &Desc, scrape: &mut Scrape<'_>);
        }

        #[diagnostic::do_not_recommend]
        impl<S: Spec, T: Family + Init<S> + $takes> $field<S> for T {
            const KIND: Kind = T::KIND;
            const TYPE: FieldType = T::TYPE;
            const INIT: Self = <T as Init<S>>::INIT;

            fn emit(&self, desc: &Desc, scrape: &mut Scrape<'_>) {
                self.emit_as::<S>(desc, scrape);
            }
        }
    )*};
}
keys_of_some! {
    #[diagnostic::on_unimplemented(
        message = "`buckets` applies only to a histogram, and this is a `{Self}`",
        label = "not a histogram",
        note = "remove `buckets`, or make the field a `Histogram` or `HistogramVec`"
    )]
    TakesBuckets BucketField;

    #[diagnostic::on_unimplemented(
        message = "`quantiles` applies only to a summary, and this is a `{Self}`",
        label = "not a summary",
        note = "remove `quantiles`, or make the field a `Summary` or `SummaryVec`",
        note = "what a histogram is told is `buckets`"
    )]
    TakesQuantiles QuantileField;

    #[diagnostic::on_unimplemented(
        message = "`native` applies only to a native histogram, and this is a `{Self}`",
        label = "not a native histogram",
        note = "remove `native`, or make the field a `NativeHistogram` or `NativeHistogramVec`"
    )]
    TakesNative NativeField;
}

/// All that generated code asks of a flattened field's type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a group of metrics",
    label = "cannot be flattened",
    note = "write `#[derive(Collector)]` on the group's struct; a single metric needs no `flatten`"
)]
#[doc(hidden)]
pub trait GroupField: Sized {
    const TREE: &'static Tree;

    fn emit(&self, descs: &[Desc], scrape: &mut Scrape<'_>);

    fn trust(&self) -> Trust;
}

#[diagnostic::do_not_recommend]
impl<T: Describe + Group> GroupField for T {
    const TREE: &'static Tree = T::TREE;

    fn emit(&self, descs: &[Desc], scrape: &mut Scrape<'_>) {
        Group::emit(self, descs, scrape);
    }

    fn trust(&self) -> Trust {
        Group::trust(self)
    }
}

/// [`GroupField`] for one that `new` makes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a group of metrics that `new` can make",
    label = "cannot be made by the derived `new`",
    note = "the group's struct says `#[derive(Collector)]` and `#[collector(new)]`, and its `new` takes no arguments",
    note = "or let this `new` take the group as an argument: `#[metric(flatten, argument)]`",
    note = "a single metric needs no `flatten`"
)]
#[doc(hidden)]
pub trait MadeGroupField: Sized {
    const TREE: &'static Tree;
    const INIT: Self;

    fn emit(&self, descs: &[Desc], scrape: &mut Scrape<'_>);

    fn trust(&self) -> Trust;
}

#[diagnostic::do_not_recommend]
impl<T: Describe + Group + Init<Defaults>> MadeGroupField for T {
    const TREE: &'static Tree = T::TREE;
    const INIT: Self = <T as Init<Defaults>>::INIT;

    fn emit(&self, descs: &[Desc], scrape: &mut Scrape<'_>) {
        Group::emit(self, descs, scrape);
    }

    fn trust(&self) -> Trust {
        Group::trust(self)
    }
}

/// All that generated code asks of a skipped field's type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shared between threads",
    label = "cannot be shared between threads",
    note = "a registry collects from any thread, and a skipped field travels along"
)]
#[doc(hidden)]
pub trait Shared {
    const SHARED: () = ();
}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static> Shared for T {}

/// What generated code asks of the struct itself, which `Collector` asks for, too: here it is one
/// error, which leads to the field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collector: one of its fields is refused",
    label = "not a collector"
)]
#[doc(hidden)]
pub trait SharedStruct: Send + Sync + Sized {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync> SharedStruct for T {}

//! Collectors: what a registry collects from.

use std::any::Any;
use std::ops::Deref;
use std::sync::Arc;

use crate::desc::{Desc, FieldType, Kind, Tree, Wrap};
use crate::held::Held;
use crate::label::ClosedLabel;
use crate::scrape::Scrape;
use crate::spec::Spec;
use crate::store::{LabelSet, Metric, Store};
use crate::traced::{Traceable, Traced};
use crate::vec::MetricVec;
use crate::{
    Counter, FloatCounter, Gauge, Histogram, Info, NativeHistogram, StateSet, StripedCounter,
    StripedGauge, StripedHistogram, Summary, Unit,
};

/// Describes its metrics, and collects them when it is scraped.
///
/// Derive it for a struct of metrics, or write it by hand to turn the state of another system
/// into metrics. Both methods may run on any thread, at the same moment as themselves, and both
/// run guarded: a panic costs only what was not yet collected (D14).
///
/// ```
/// use metrics_core::{Collector, Desc, Descs, Kind, Registry, Scrape};
///
/// struct Uptime {
///     since: std::time::Instant,
///     seconds: Desc,
/// }
///
/// impl Collector for Uptime {
///     fn describe(&self, descs: &mut Descs) {
///         descs.push(&self.seconds);
///     }
///
///     fn collect(&self, scrape: &mut Scrape<'_>) {
///         scrape.gauge(&self.seconds, &[], self.since.elapsed().as_secs_f64());
///     }
/// }
///
/// let seconds = Desc::builder("uptime_seconds", "Time since the start.").kind(Kind::Gauge);
/// let uptime = Uptime { since: std::time::Instant::now(), seconds: seconds.build() };
/// let registry = Registry::new();
/// registry.register(uptime)?;
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collector",
    label = "not a collector",
    note = "write `#[derive(Collector)]` on a struct of metrics, or implement `Collector` by hand"
)]
pub trait Collector: Any + Send + Sync {
    /// Names the descriptors of all metrics that [`collect`](Self::collect) may write. The same
    /// ones every time.
    ///
    /// A collector that names none is *unchecked* (B3): nothing is checked when it is
    /// registered, and it cannot be unregistered.
    fn describe(&self, descs: &mut Descs);

    /// Writes the metrics as they are now.
    fn collect(&self, scrape: &mut Scrape<'_>);

    /// The collector as the derive made it; `None` for one written by hand.
    #[doc(hidden)]
    fn as_group(&self) -> Option<&dyn Group> {
        None
    }

    /// The name by which errors speak of the collector.
    #[doc(hidden)]
    fn type_name(&self) -> &'static str {
        std::any::type_name::<Self>()
    }

    /// The steps of a wrap, the innermost first, and what is wrapped; `None` for no wrap.
    #[doc(hidden)]
    fn peel(&self) -> Option<(&[Wrap], Held)> {
        None
    }

    /// What the collector is recognised by if its descriptors change (K16).
    #[doc(hidden)]
    fn instance(&self) -> Option<u64> {
        None
    }

    /// The registry, of a collector that is one.
    #[doc(hidden)]
    fn as_registry(&self) -> Option<&dyn Any> {
        None
    }
}

/// A boxed collector is a collector.
#[diagnostic::do_not_recommend]
impl<C: Collector + ?Sized> Collector for Box<C> {
    fn describe(&self, descs: &mut Descs) {
        (**self).describe(descs);
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        (**self).collect(scrape);
    }

    fn as_group(&self) -> Option<&dyn Group> {
        (**self).as_group()
    }

    fn type_name(&self) -> &'static str {
        (**self).type_name()
    }

    fn peel(&self) -> Option<(&[Wrap], Held)> {
        (**self).peel()
    }

    fn instance(&self) -> Option<u64> {
        (**self).instance()
    }

    fn as_registry(&self) -> Option<&dyn Any> {
        (**self).as_registry()
    }
}

/// The descriptors that a collector names; see [`Collector::describe`].
#[derive(Debug, Default)]
pub struct Descs(Vec<Desc>);

impl Descs {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a descriptor.
    pub fn push(&mut self, desc: &Desc) {
        self.0.push(desc.clone());
    }

    /// The descriptors of a collector.
    pub fn of(collector: &(impl Collector + ?Sized)) -> Self {
        let mut descs = Self::new();
        collector.describe(&mut descs);
        descs
    }

    pub(crate) fn into_vec(self) -> Vec<Desc> {
        self.0
    }
}

impl Deref for Descs {
    type Target = [Desc];

    fn deref(&self) -> &[Desc] {
        &self.0
    }
}

impl Extend<Desc> for Descs {
    fn extend<I: IntoIterator<Item = Desc>>(&mut self, descs: I) {
        self.0.extend(descs);
    }
}

/// What a derived struct says of itself without being built: its descriptors, as a constant.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a group of metrics",
    label = "cannot be flattened",
    note = "write `#[derive(Collector)]` on the group's struct; a single metric needs no `flatten`"
)]
pub trait Describe {
    /// The descriptors.
    const TREE: &'static Tree;

    /// The full descriptors, in the order of the tree.
    #[must_use]
    fn descs() -> Vec<Desc> {
        Self::TREE.descs()
    }
}

/// A derived collector: writes its metrics with descriptors that were made at registration.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a group of metrics",
    label = "cannot be flattened",
    note = "write `#[derive(Collector)]` on the group's struct; a single metric needs no `flatten`"
)]
pub trait Group {
    /// Writes all metrics. `descs` are those that the collector describes, in their order; a wrap
    /// may have changed them.
    fn emit(&self, descs: &[Desc], scrape: &mut Scrape<'_>);

    /// What a scrape may take for granted. Asked once, at registration.
    fn trust(&self) -> Trust {
        Trust::Cells
    }
}

/// What a scrape may take for granted of a derived collector: the later, the less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// It reads metrics of ours: what it sends is right by construction.
    Cells,
    /// It reads data of the user, who may have labels twice. It is checked.
    Data,
    /// It runs code of the user, which may be slow, or may panic: nothing.
    Foreign,
}

macro_rules! forward_group {
    ($($ty:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Describe> Describe for $ty {
            const TREE: &'static Tree = T::TREE;
        }

        #[diagnostic::do_not_recommend]
        impl<T: Group> Group for $ty {
            fn emit(&self, descs: &[Desc], scrape: &mut Scrape<'_>) {
                (**self).emit(descs, scrape);
            }

            fn trust(&self) -> Trust {
                (**self).trust()
            }
        }
    )*};
}
forward_group!(Arc<T> Box<T> &'static T);

#[diagnostic::do_not_recommend]
impl<T: Describe> Describe for Option<T> {
    const TREE: &'static Tree = T::TREE;
}

/// A group that is not there is described and writes nothing.
#[diagnostic::do_not_recommend]
impl<T: Group> Group for Option<T> {
    fn emit(&self, descs: &[Desc], scrape: &mut Scrape<'_>) {
        if let Some(group) = self {
            group.emit(descs, scrape);
        }
    }

    fn trust(&self) -> Trust {
        self.as_ref().map_or(Trust::Cells, Group::trust)
    }
}

/// A metric as a field of a derived struct.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a metric",
    label = "not a metric",
    note = "metric fields are `Counter`, `FloatCounter`, `Gauge`, `Histogram`, `NativeHistogram`, `Summary`, `Info`, `StateSet<E>`, `Traced<M>`, and `CounterVec<L>` and the like for families",
    note = "plain data says what it is: `#[metric(gauge)]` or `#[metric(counter)]`",
    note = "a group of metrics: `#[metric(flatten)]`; a field to leave out: `#[metric(skip)]`"
)]
pub trait Family: Send + Sync + 'static {
    const KIND: Kind;
    const TYPE: FieldType;

    fn emit(&self, desc: &Desc, scrape: &mut Scrape<'_>);

    /// As a field's attributes ask for it.
    fn emit_as<S: Spec>(&self, desc: &Desc, scrape: &mut Scrape<'_>) {
        self.emit(desc, scrape);
    }
}

macro_rules! single_metric_family {
    ($([$($generics:tt)*] $metric:ty;)*) => {$(
        impl<$($generics)*> Family for $metric {
            const KIND: Kind = <Self as Metric>::KIND;
            const TYPE: FieldType = FieldType::single(<Self as Metric>::UNIT);

            fn emit(&self, desc: &Desc, scrape: &mut Scrape<'_>) {
                self.read(|sample| scrape.sample(desc, &[], sample));
            }
        }
    )*};
}
single_metric_family! {
    [U: Unit] Counter<U>;
    [U: Unit] FloatCounter<U>;
    [U: Unit] Gauge<U>;
    [U: Unit] Histogram<U>;
    [U: Unit] NativeHistogram<U>;
    [U: Unit] Summary<U>;
    [U: Unit] StripedCounter<U>;
    [U: Unit] StripedGauge<U>;
    [U: Unit] StripedHistogram<U>;
    [M: Traceable] Traced<M>;
    [E: ClosedLabel] StateSet<E>;
    [] Info;
}

impl<L: LabelSet, M: Metric> Family for MetricVec<L, M> {
    const KIND: Kind = Self::KIND;
    const TYPE: FieldType = FieldType::family(M::UNIT, L::LABELS, L::NAMES);

    fn emit(&self, desc: &Desc, scrape: &mut Scrape<'_>) {
        self.store().visit(|values, sample| scrape.sample(desc, values, sample));
    }

    fn emit_as<S: Spec>(&self, desc: &Desc, scrape: &mut Scrape<'_>) {
        self.prepare::<S>();
        self.emit(desc, scrape);
    }
}

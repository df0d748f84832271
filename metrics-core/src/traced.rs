//! Metrics that keep exemplars, and know since when they count.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::bounds::Bounds;
use crate::buckets::BucketError;
use crate::cell::{Mark, Sum};
use crate::counter::Counter;
use crate::desc::Kind;
use crate::exemplar::{Exemplar, Slot};
use crate::float_counter::FloatCounter;
use crate::histogram::{Histogram, HistogramSnapshot};
use crate::options::nanos;
use crate::sample::{Detailed, Sample};
use crate::spec::Spec;
use crate::store::{ClosedSet, Empty, Lazy, Metric};
use crate::timer::{ExemplarObserver, Observer, Timer};
use crate::unit::{Countable, Time, Unit};

/// A [`Counter`], [`FloatCounter`] or [`Histogram`] that keeps [exemplars](Exemplar), and the
/// moment at which it began at zero.
///
/// A counter keeps the last exemplar, a histogram the last one of each bucket, that of `+Inf`
/// among them (E7). They are exported in OpenMetrics and protobuf. An exemplar is never exported
/// without what it is an example of (S71).
///
/// What is wrong with an exemplar's labels (S73: reserved names, more than 128 characters) costs
/// the exemplar and not the value; it is counted as [refused](Self::refused_exemplars) (D13, K10).
/// Nobody waits for an exemplar, either: of two that come at the same moment one is lost.
///
/// The moment of zero (C5) is when a series of a family was made, or made again. A metric on its
/// own, which may lie in a `static`, begins with its first update; until then it has none.
///
/// Takes 40 bytes more than the metric, and 48 for each slot once there is an exemplar, with its
/// labels. An update without one costs a look at the moment more than the metric's.
///
/// ```
/// use metrics_core::{Counter, Histogram, Traced};
///
/// static ORDERS: Traced<Counter> = Traced::new();
/// static LATENCY: Traced<Histogram> = Traced::with_buckets(&[0.1, 1.0]);
///
/// let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
/// ORDERS.inc_with_exemplar(&[("trace_id", trace)]);
/// LATENCY.observe_with_exemplar(0.25, &[("trace_id", trace)]);
/// LATENCY.observe(0.05);
/// assert_eq!(ORDERS.get(), 1);
/// assert_eq!(LATENCY.snapshot().count, 2);
/// ```
#[derive(Debug)]
pub struct Traced<M> {
    metric: M,
    /// Nanoseconds since the Unix epoch, or 0.
    created: Mark,
    slots: OnceLock<Box<[Slot]>>,
    refused: Sum,
}

/// A metric that exemplars can be kept of.
#[diagnostic::on_unimplemented(
    message = "no exemplars are kept of a `{Self}`",
    label = "keeps no exemplars",
    note = "`Traced` holds a `Counter`, a `FloatCounter` or a `Histogram`"
)]
#[doc(hidden)]
pub trait Traceable: Metric {
    /// The metric at zero.
    const NEW: Self;

    /// How many slots there are.
    fn slots(&self) -> usize;

    /// The slot of a value.
    fn slot(&self, value: f64) -> usize;
}

impl<M> Traced<M> {
    pub(crate) const fn around(metric: M) -> Self {
        Self { metric, created: Mark::new(), slots: OnceLock::new(), refused: Sum::new() }
    }
}

impl<M: Traceable> Traced<M> {
    /// A metric at zero; a histogram has the [default bounds](crate::buckets::DEFAULT).
    #[must_use]
    pub const fn new() -> Self {
        Self::around(M::NEW)
    }

    /// How many exemplars were dropped because their labels are invalid.
    #[must_use]
    pub fn refused_exemplars(&self) -> u64 {
        self.refused.get()
    }

    /// When the metric began at zero: `None` for one on its own that was not yet updated.
    #[must_use]
    pub fn created(&self) -> Option<SystemTime> {
        match self.created.get() {
            0 => None,
            nanos => Some(UNIX_EPOCH + Duration::from_nanos(nanos)),
        }
    }

    /// The metric, which is about to be updated.
    #[inline]
    fn touched(&self) -> &M {
        if self.created.get() == 0 {
            self.begin();
        }
        &self.metric
    }

    #[cold]
    fn begin(&self) {
        self.created.set(nanos(SystemTime::now()));
    }

    /// Keeps an exemplar of what was added or observed before this.
    fn keep(&self, value: f64, labels: &[(&str, &str)]) {
        let Ok(exemplar) = Exemplar::of(value, labels) else {
            return self.refused.add(1);
        };
        let slots = || (0..self.metric.slots()).map(|_| Slot::new()).collect();
        self.slots.get_or_init(slots)[self.metric.slot(value)].put(exemplar);
    }
}

impl<M: Traceable> Default for Traced<M> {
    fn default() -> Self {
        Self::new()
    }
}

/// What a counter counts, in the unit itself.
fn counted<U: Unit>(amount: U::Count) -> f64 {
    U::parts(amount) as f64 / U::PARTS as f64
}

macro_rules! traced_counters {
    ($($counter:ident $amount:ident, $value:ty, $as_f64:expr;)*) => {$(
        impl<U: Countable> Traced<$counter<U>> {
            /// Adds one.
            #[inline]
            pub fn inc(&self) {
                self.touched().inc();
            }

            /// Adds one, and keeps an exemplar of it with these labels (C4).
            pub fn inc_with_exemplar(&self, labels: &[(&str, &str)]) {
                self.inc();
                self.keep(1.0, labels);
            }
        }

        impl<U: Unit> Traced<$counter<U>> {
            #[doc = concat!("Adds `amount`; see [`", stringify!($counter), "::add`].")]
            #[inline]
            pub fn add(&self, amount: U::$amount) {
                self.touched().add(amount);
            }

            /// Adds `amount`, and keeps an exemplar of it with these labels (C4).
            pub fn add_with_exemplar(&self, amount: U::$amount, labels: &[(&str, &str)]) {
                let value = $as_f64(amount);
                self.add(amount);
                // What the counter refuses has no example.
                if value >= 0.0 {
                    self.keep(value, labels);
                }
            }

            /// The value at this moment.
            #[must_use]
            #[inline]
            pub fn get(&self) -> $value {
                self.metric.get()
            }
        }

        #[diagnostic::do_not_recommend]
        impl<U: Unit> Traceable for $counter<U> {
            const NEW: Self = Empty::EMPTY;

            fn slots(&self) -> usize {
                1
            }

            fn slot(&self, _: f64) -> usize {
                0
            }
        }
    )*};
}
traced_counters! {
    Counter Count, U::Count, counted::<U>;
    FloatCounter Value, f64, U::value;
}

impl<U: Unit> Traced<FloatCounter<U>> {
    /// How many updates were dropped; see [`FloatCounter::refused`].
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.metric.refused()
    }
}

impl Traced<Histogram> {
    /// A histogram with these upper bounds, which are inclusive. A last `+Inf` is dropped (S78).
    ///
    /// # Panics
    ///
    /// As [`Histogram::with_buckets`].
    #[must_use]
    pub const fn with_buckets(bounds: &'static [f64]) -> Self {
        Self::of(Bounds::checked(bounds))
    }

    /// As [`with_buckets`](Self::with_buckets), for bounds that come from outside.
    ///
    /// # Errors
    ///
    /// If the bounds do not strictly increase, or one of them is NaN.
    pub const fn try_with_buckets(bounds: &'static [f64]) -> Result<Self, BucketError> {
        match Bounds::new(bounds) {
            Ok(bounds) => Ok(Self::of(bounds)),
            Err(error) => Err(error),
        }
    }
}

impl<U: Unit> Traced<Histogram<U>> {
    pub(crate) const fn of(bounds: Bounds) -> Self {
        Self::around(Histogram::of(bounds))
    }

    /// Records one value.
    #[inline]
    pub fn observe(&self, value: U::Value) {
        self.touched().observe(value);
    }

    /// Records one value, and keeps it as an exemplar with these labels.
    pub fn observe_with_exemplar(&self, value: U::Value, labels: &[(&str, &str)]) {
        self.observe(value);
        self.keep(U::value(value), labels);
    }

    /// What was observed so far.
    #[must_use]
    pub fn snapshot(&self) -> HistogramSnapshot {
        self.metric.snapshot()
    }
}

impl<U: Time> Traced<Histogram<U>> {
    /// Measures the time until the guard is dropped, and records it in seconds.
    pub fn start_timer(&self) -> Timer<&Self> {
        Timer::new(self)
    }
}

impl<U: Time> Observer for Traced<Histogram<U>> {
    fn observe(&self, value: f64) {
        Observer::observe(self.touched(), value);
    }
}

impl<U: Time> ExemplarObserver for Traced<Histogram<U>> {
    fn observe_with_exemplar(&self, value: f64, labels: &[(&str, &str)]) {
        Observer::observe(self, value);
        self.keep(value, labels);
    }
}

#[diagnostic::do_not_recommend]
impl<U: Unit> Traceable for Histogram<U> {
    const NEW: Self = Self::of(Bounds::DEFAULT);

    fn slots(&self) -> usize {
        self.bounds().buckets()
    }

    fn slot(&self, value: f64) -> usize {
        self.bounds().find(value)
    }
}

#[diagnostic::do_not_recommend]
impl<M: Traceable> Metric for Traced<M> {
    const KIND: Kind = M::KIND;
    const UNIT: &'static str = M::UNIT;
    type Config = M::Config;
    const DEFAULT_CONFIG: M::Config = M::DEFAULT_CONFIG;
    type ConfigOf<S: Spec> = M::ConfigOf<S>;
    type Flat<L: ClosedSet> = Lazy<L, Self>;

    fn series(config: M::Config) -> Self {
        let traced = Self::around(M::series(config));
        traced.begin();
        traced
    }

    fn config(&self) -> M::Config {
        self.metric.config()
    }

    fn reset(&self) {
        self.metric.reset();
        self.refused.reset();
        self.slots.get().into_iter().flatten().for_each(Slot::clear);
        self.begin();
    }

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        // Before the value, so that this has what they are examples of (S71).
        let slots = self.slots.get().into_iter().flatten();
        let exemplars: Vec<Exemplar> = slots.filter_map(Slot::get).collect();
        self.metric.read(|sample| {
            let mut detailed = Detailed::of(sample).exemplars(&exemplars);
            if let Some(created) = self.created() {
                detailed = detailed.created(created);
            }
            read(detailed.sample())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A counter that is updated just after it was read.
    struct Busy(Counter);

    static BUSY: Traced<Busy> = Traced::new();

    impl Traceable for Busy {
        const NEW: Self = Self(Counter::new());

        fn slots(&self) -> usize {
            1
        }

        fn slot(&self, _: f64) -> usize {
            0
        }
    }

    impl Metric for Busy {
        const KIND: Kind = Kind::Counter;
        type Config = ();
        const DEFAULT_CONFIG: () = ();
        type ConfigOf<S: Spec> = <Counter as Metric>::ConfigOf<S>;
        type Flat<L: ClosedSet> = Lazy<L, Self>;

        fn series((): ()) -> Self {
            Self::NEW
        }

        fn config(&self) {}

        fn reset(&self) {
            self.0.reset();
        }

        fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
            let now = self.0.get();
            self.0.inc();
            BUSY.keep(1.0, &[("n", &self.0.get().to_string())]);
            read(Sample::Counter(now.into()))
        }
    }

    #[test]
    fn s71_exemplars_are_read_before_the_value() {
        let read = || {
            BUSY.read(|sample| {
                let (Sample::Counter(value), details) = sample.split() else { unreachable!() };
                let labels = details.exemplars.iter().flat_map(Exemplar::labels);
                let counted: Vec<_> = labels.map(|(_, n)| n.parse::<u64>().unwrap()).collect();
                (value.as_f64(), counted)
            })
        };
        assert_eq!(read(), (0.0, vec![]));
        assert_eq!(read(), (1.0, vec![1]));
        assert_eq!(read(), (2.0, vec![2]));
    }

    /// The figures in the documentation.
    #[test]
    fn what_exemplars_and_the_moment_of_zero_take() {
        assert_eq!(size_of::<Traced<Counter>>(), size_of::<Counter>() + 40);
        assert_eq!(size_of::<Traced<Histogram>>(), size_of::<Histogram>() + 40);
        assert_eq!(size_of::<Slot>(), 48);
        let traced = Traced::<Histogram>::new();
        traced.observe(1.0);
        assert!(traced.slots.get().is_none(), "nothing is made for exemplars before the first one");
        traced.observe_with_exemplar(1.0, &[("t", "a")]);
        assert_eq!(traced.slots.get().map(|slots| slots.len()), Some(12));
    }
}

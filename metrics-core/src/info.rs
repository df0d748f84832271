//! What OpenMetrics has besides numbers: information, and states.

use std::fmt;
use std::marker::PhantomData;

use crate::cell::Flags;
use crate::desc::Kind;
use crate::label::ClosedLabel;
use crate::sample::Sample;
use crate::spec::Spec;
use crate::store::{ClosedSet, Empty, Flat, Metric};

/// Information that is in labels: a version, a revision. Its value is 1.
///
/// The name should end in `_info`: only then it is one to OpenMetrics, and a gauge otherwise, as in
/// protobuf and in the text format. Takes no memory of its own; with labels that are known only at
/// run time it is a family, [`InfoVec`](crate::InfoVec), whose
/// [`with`](crate::MetricVec::with) adds a series.
///
/// ```
/// use metrics_core::{Format, Info, Registry};
///
/// let registry = Registry::new();
/// let build = Info::named("shop_build_info", "What runs here.").const_label("version", "1.4.2");
/// registry.register(build)?;
/// let text = registry.encode(Format::OpenMetrics).into_string();
/// assert!(text.contains("# TYPE shop_build info\nshop_build_info{version=\"1.4.2\"} 1.0\n"));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Info;

impl Info {
    /// Information.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }
}

impl Empty for Info {
    const EMPTY: Self = Self;
}

#[diagnostic::do_not_recommend]
impl Metric for Info {
    const KIND: Kind = Kind::Info;
    type Config = ();
    const DEFAULT_CONFIG: () = ();
    type ConfigOf<S: Spec> = ();
    type Flat<L: ClosedSet> = Flat<L, Self>;

    fn series((): ()) -> Self {
        Self
    }

    fn config(&self) {}

    fn reset(&self) {}

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        read(Sample::Info)
    }
}

/// Which of some states hold: those of a derived enum, or of `bool`.
///
/// Exported is a series for each state, with the state in a label that has the metric's own name,
/// and 1 or 0 as its value: as a state set in OpenMetrics, and as gauges in protobuf and in the text
/// format.
///
/// One word (8 bytes), for at most 64 states; a change is one atomic store or read-modify-write.
/// At first no state holds.
///
/// ```
/// use metrics_core::{LabelValue, StateSet, testing};
///
/// #[derive(LabelValue)]
/// #[label(rename_all = "lowercase")]
/// enum Circuit {
///     Closed,
///     HalfOpen,
///     Open,
/// }
///
/// static CIRCUIT: StateSet<Circuit> = StateSet::new();
/// CIRCUIT.set(Circuit::Open);
/// assert!(CIRCUIT.is(Circuit::Open) && !CIRCUIT.is(Circuit::Closed));
/// testing::metric("circuit", &CIRCUIT)?.compare(
///     r#"
///         ## TYPE circuit gauge
///         circuit{circuit="closed"} 0
///         circuit{circuit="halfopen"} 0
///         circuit{circuit="open"} 1
///     "#,
/// )?;
/// # Ok::<(), testing::Error>(())
/// ```
pub struct StateSet<E> {
    holds: Flags,
    states: PhantomData<fn() -> E>,
}

impl<E: ClosedLabel> StateSet<E> {
    const FITS: () = assert!(E::VALUES.len() <= 64, "a state set has at most 64 states");

    /// No state holds.
    #[must_use]
    pub const fn new() -> Self {
        let () = Self::FITS;
        Self { holds: Flags::new(), states: PhantomData }
    }

    /// This state holds and no other.
    #[inline]
    #[allow(clippy::needless_pass_by_value)] // a state is named where this is called
    pub fn set(&self, state: E) {
        self.holds.set(1 << state.index());
    }

    /// This state holds, too.
    #[inline]
    #[allow(clippy::needless_pass_by_value)]
    pub fn enter(&self, state: E) {
        self.holds.raise(state.index());
    }

    /// This state holds no more; `false` if it did not.
    #[allow(clippy::needless_pass_by_value)]
    pub fn leave(&self, state: E) -> bool {
        self.holds.lower(state.index())
    }

    /// Whether this state holds.
    #[must_use]
    #[inline]
    #[allow(clippy::needless_pass_by_value)]
    pub fn is(&self, state: E) -> bool {
        self.holds.is_up(state.index())
    }

    /// All states by their texts, and whether they hold, as of one moment.
    fn states(&self) -> Vec<(&'static str, bool)> {
        let holds = self.holds.get();
        let states = E::VALUES.iter().enumerate();
        states.map(|(i, &state)| (state, holds & (1 << i) != 0)).collect()
    }
}

impl<E: ClosedLabel> Default for StateSet<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: ClosedLabel> fmt::Debug for StateSet<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.states()).finish()
    }
}

impl<E: ClosedLabel> Empty for StateSet<E> {
    const EMPTY: Self = Self::new();
}

#[diagnostic::do_not_recommend]
impl<E: ClosedLabel> Metric for StateSet<E> {
    const KIND: Kind = Kind::StateSet;
    type Config = ();
    const DEFAULT_CONFIG: () = ();
    type ConfigOf<S: Spec> = ();
    type Flat<L: ClosedSet> = Flat<L, Self>;

    fn series((): ()) -> Self {
        Self::EMPTY
    }

    fn config(&self) {}

    fn reset(&self) {
        self.holds.set(0);
    }

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        read(Sample::StateSet(&self.states()))
    }
}

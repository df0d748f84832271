//! Striped metrics: every thread has cells of its own.
//!
//! A striped metric gives each of up to sixteen threads at a time a slot, and with it cells that
//! no other thread writes to. So an update is a plain load and store, which neither locks the
//! cache line nor waits for the processor that wrote to it last; threads beyond those sixteen
//! share one more set of cells with locked additions. A slot goes to the next thread when its
//! owner ends, with the cells as they are: nothing is lost, be it by threads that come and go or
//! by destructors that run at a thread's end. Reading adds everything up.

mod counter;
mod gauge;
mod histogram;
mod series;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, OnceLock, PoisonError};

use crate::cell::{Padded, Stripes};
use crate::label::Labels;
use crate::sample::Sample;
use crate::store::{Array, ClosedSet, Empty, Metric, Store, Touched};

pub use counter::StripedCounter;
pub use gauge::{StripedGauge, StripedInFlight};
pub use histogram::StripedHistogram;
pub use series::StripedSeries;

/// A metric whose threads have cells of their own.
#[doc(hidden)]
pub trait StripedMetric: Metric {
    /// One series' cells in a slot: updated by the slot's owner alone.
    type Alone: Empty;

    /// One series' cells that are shared by the threads without a slot.
    type Shared: Empty;

    /// What all threads have brought about together.
    type Total: Clone + Send + 'static;

    /// What was ever brought about in one series of a family.
    fn total<L: ClosedSet>(series: StripedSeries<'_, L, Self>) -> Self::Total;

    /// Reads one series of a family.
    fn read_series<L: ClosedSet, R>(
        series: StripedSeries<'_, L, Self>,
        read: impl FnOnce(Sample<'_>) -> R,
    ) -> R;
}

/// The series of a slot, or those that are shared: allocated together, so that what one thread
/// updates lies densely and shares no cache line with what another one does.
type Block<A> = Box<Padded<A>>;

#[allow(clippy::unnecessary_box_returns)] // that is what a slot holds
fn block<T, A: Array<T>>() -> Block<A> {
    Box::new(Padded(A::EMPTY))
}

/// The cells of a whole family; `A` and `S` are arrays of one series' cells.
type Blocks<A, S> = Stripes<Block<A>, Block<S>>;

/// The cells of a family under the label set `L`.
type Cells<L, M> = Blocks<
    <L as ClosedSet>::Array<<M as StripedMetric>::Alone>,
    <L as ClosedSet>::Array<<M as StripedMetric>::Shared>,
>;

/// All cells of the series at `place`, where those of threads with a slot and without are of one
/// type.
fn all<T: 'static, A: Array<T>>(blocks: &Blocks<A, A>, place: usize) -> impl Iterator<Item = &T> {
    blocks.alone().chain(blocks.shared()).map(move |block| block.0.at(place))
}

/// The series of a closed family of a striped metric.
#[doc(hidden)]
pub struct StripedFlat<L: ClosedSet, M: StripedMetric> {
    // Nothing in here is written to once the family is in use, but for removals.
    touched: Touched<L>,
    cells: Cells<L, M>,
    config: OnceLock<M::Config>,
    /// Where series were removed, what had come about by then: only owners write to their cells,
    /// so a series is set back by what is taken off it from then on.
    removed: OnceLock<Removed<M>>,
}

type Removed<M> = Box<[Mutex<Option<<M as StripedMetric>::Total>>]>;

impl<L: ClosedSet, M: StripedMetric> StripedFlat<L, M> {
    #[inline]
    fn series(&self, place: usize, config: M::Config) -> StripedSeries<'_, L, M> {
        StripedSeries { family: self, config, place }
    }

    /// Has a series exported from now on.
    #[cold]
    fn touch(&self, place: usize, config: M::Config) {
        // In this order: who sees the flag of a series that it knows of finds this as well.
        self.config.get_or_init(|| config);
        self.touched.raise(place);
    }

    /// What had come about in a series when it was removed the last time. To be asked before
    /// its cells are read.
    fn removed(&self, place: usize) -> Option<M::Total> {
        let removed = self.removed.get()?[place].lock();
        removed.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_back(&self, place: usize) {
        let Some(&config) = self.config.get() else { return };
        let removed =
            self.removed.get_or_init(|| (0..L::CARDINALITY).map(|_| Mutex::new(None)).collect());
        let mut removed = removed[place].lock().unwrap_or_else(PoisonError::into_inner);
        *removed = Some(M::total(self.series(place, config)));
    }
}

impl<L: ClosedSet, M: StripedMetric> Store<L, M> for StripedFlat<L, M> {
    const EMPTY: Self = Self {
        touched: Touched::NONE,
        cells: Stripes::new(),
        config: OnceLock::new(),
        removed: OnceLock::new(),
    };

    type Ref<'a> = StripedSeries<'a, L, M>;
    type Handle<'a> = StripedSeries<'a, L, M>;

    #[inline]
    fn with<'a>(&'a self, labels: L::With<'_>, config: M::Config) -> StripedSeries<'a, L, M> {
        let place = L::index(labels);
        if !self.touched.is_up(place) {
            self.touch(place, config);
        }
        self.series(place, config)
    }

    fn handle<'a>(&'a self, labels: L::With<'_>, config: M::Config) -> StripedSeries<'a, L, M> {
        self.with(labels, config)
    }

    fn visit(&self, mut each: impl FnMut(&[&str], Sample<'_>)) {
        let Some(&config) = self.config.get() else { return };
        self.touched.visit(|place, values| {
            M::read_series(self.series(place, config), |sample| each(values, sample));
        });
    }

    fn remove(&self, labels: L::With<'_>) -> bool {
        let place = L::index(labels);
        let was_there = self.touched.lower(place);
        self.set_back(place);
        was_there
    }

    fn retain(&self, keep: impl FnMut(&Labels<'_>) -> bool) -> usize {
        self.touched.retain(keep, |place| self.set_back(place))
    }
}

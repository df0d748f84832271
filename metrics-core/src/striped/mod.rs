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

use std::sync::OnceLock;

use crate::cell::{OnceBox, Padded, Stripes};
use crate::label::Labels;
use crate::sample::Sample;
use crate::spec::{Made, Spec};
use crate::store::{Array, ClosedSet, Empty, Metric, Store, Touched};

pub use counter::StripedCounter;
pub(crate) use gauge::Falls;
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

    /// What a series held when it was last removed. The cells cannot be set back, since only
    /// their owners may write to them; so it is taken off whenever the series is read.
    type Removed: Empty;

    /// Reads one series of a family.
    fn read_series<L: ClosedSet, R>(
        series: StripedSeries<'_, L, Self>,
        read: impl FnOnce(Sample<'_>) -> R,
    ) -> R;

    /// Takes back all updates of one series of a family.
    fn reset_series<L: ClosedSet>(series: StripedSeries<'_, L, Self>, removed: &Self::Removed);
}

/// The series of a slot, or those that are shared: allocated together, so that what one thread
/// updates lies densely and shares no cache line with what another one does.
type Block<A> = Padded<A>;

fn block<T, A: Array<T>>() -> Block<A> {
    Padded(A::EMPTY)
}

/// The cells of a whole family; `A` and `S` are arrays of one series' cells.
type Blocks<A, S> = Stripes<Block<A>, Block<S>>;

/// All cells of the series at `place`, where those of threads with a slot and without are of one
/// type.
fn all<T: 'static, A: Array<T>>(blocks: &Blocks<A, A>, place: usize) -> impl Iterator<Item = &T> {
    blocks.alone().chain(blocks.shared()).map(move |block| block.0.at(place))
}

/// The series of a closed family of a striped metric.
///
/// Aligned, as the single metrics are, because it is only read once it is in use: a neighbour
/// that is written to would have it fetched anew at every update.
#[doc(hidden)]
#[repr(align(64))]
pub struct StripedFlat<L: ClosedSet, M: StripedMetric> {
    cells: Blocks<L::Array<M::Alone>, L::Array<M::Shared>>,
    touched: Touched<L>,
    config: OnceLock<M::Config>,
    removed: OnceBox<Block<L::Array<M::Removed>>>,
}

impl<L: ClosedSet, M: StripedMetric> StripedFlat<L, M> {
    /// Has a series exported from now on.
    #[cold]
    #[inline(never)]
    fn touch(&self, place: usize, config: &M::Config) {
        // In this order: who sees the flag sees the configuration.
        self.config.get_or_init(|| *config);
        self.touched.raise(place);
    }

    #[inline]
    fn series(&self, place: usize) -> StripedSeries<'_, L, M> {
        StripedSeries { store: self, place }
    }

    /// What the series held when it was last removed, if any one of the family ever was.
    fn removed(&self, place: usize) -> Option<&M::Removed> {
        self.removed.get().map(|block| block.0.at(place))
    }

    fn reset(&self, place: usize) {
        let removed = self.removed.get_or_init(|| Box::new(block()));
        M::reset_series(self.series(place), removed.0.at(place));
    }
}

impl<L: ClosedSet, M: StripedMetric> Made<StripedFlat<L, M>> for () {
    const MADE: StripedFlat<L, M> = StripedFlat::EMPTY;
}

impl<L: ClosedSet, M: StripedMetric> Store<L, M> for StripedFlat<L, M> {
    const EMPTY: Self = Self {
        cells: Stripes::new(),
        touched: Touched::NONE,
        config: OnceLock::new(),
        removed: OnceBox::new(),
    };

    type Of<S: Spec> = ();

    type Ref<'a> = StripedSeries<'a, L, M>;
    type Handle<'a> = StripedSeries<'a, L, M>;

    type Key = usize;

    #[inline]
    fn with<'a>(&'a self, labels: L::With<'_>, config: &M::Config) -> StripedSeries<'a, L, M> {
        self.at(&L::index(labels), 0, config)
    }

    #[inline]
    fn key(labels: L::With<'_>) -> usize {
        L::index(labels)
    }

    #[inline]
    fn at<'a>(&'a self, key: &usize, shift: usize, config: &M::Config) -> StripedSeries<'a, L, M> {
        let place = key + shift;
        if !self.touched.is_up(place) {
            self.touch(place, config);
        }
        self.series(place)
    }

    fn handle<'a>(&'a self, labels: L::With<'_>, config: &M::Config) -> StripedSeries<'a, L, M> {
        self.with(labels, config)
    }

    fn visit(&self, mut each: impl FnMut(&[&str], Sample<'_>)) {
        self.touched.visit(|place, values| {
            M::read_series(self.series(place), |sample| each(values, sample));
        });
    }

    fn remove(&self, labels: L::With<'_>) -> bool {
        let place = L::index(labels);
        let was_there = self.touched.lower(place);
        self.reset(place);
        was_there
    }

    fn retain(&self, keep: impl FnMut(&Labels<'_>) -> bool) -> usize {
        self.touched.retain(keep, |place| self.reset(place))
    }

    fn prepare<S: Spec>(&self, config: &M::Config) {
        if S::INIT_ALL {
            self.config.get_or_init(|| *config);
            self.touched.raise_all();
        }
    }
}

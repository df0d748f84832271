//! What `with` returns on a striped family with closed labels.

use super::{StripedFlat, StripedMetric};
use crate::store::ClosedSet;

/// One series of a striped family with closed labels: has the metric's own methods.
///
/// It is a place in the family, and finds the cells of the calling thread anew at each update:
/// so it can be copied, kept and sent to other threads, and every update is exact. Keeping it
/// saves only the index arithmetic of `with`.
///
/// ```
/// use metrics_core::{LabelSet, LabelValue, StripedCounterVec};
///
/// #[derive(LabelValue)]
/// enum Side {
///     Left,
///     Right,
/// }
///
/// #[derive(LabelSet)]
/// struct Step {
///     side: Side,
/// }
///
/// static STEPS: StripedCounterVec<Step> = StripedCounterVec::new();
///
/// let left = STEPS.with(Step { side: Side::Left });
/// std::thread::spawn(move || left.add(2)).join().unwrap();
/// left.inc();
/// STEPS.with(Step { side: Side::Right }).inc();
/// assert_eq!(left.get(), 3);
/// ```
pub struct StripedSeries<'a, L: ClosedSet, M: StripedMetric> {
    pub(super) store: &'a StripedFlat<L, M>,
    pub(super) place: usize,
}

impl<L: ClosedSet, M: StripedMetric> Clone for StripedSeries<'_, L, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: ClosedSet, M: StripedMetric> Copy for StripedSeries<'_, L, M> {}

impl<L: ClosedSet, M: StripedMetric> std::fmt::Debug for StripedSeries<'_, L, M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        M::read_series(*self, |sample| f.debug_tuple("StripedSeries").field(&sample).finish())
    }
}

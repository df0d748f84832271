//! The series that are to replace all others of a family with an open label.

use std::marker::PhantomData;

use super::bounded::Bounded;
use super::staging::Staging;
use super::{Open, Series};
use crate::store::{LabelSet, Metric, OpenSet};

/// The series that are to replace all others; see
/// [`replace_all`](super::MetricVec::replace_all).
pub struct Fresh<'a, L, M: Metric> {
    staging: Staging<'a, M>,
    config: M::Config,
    labels: PhantomData<fn() -> L>,
}

impl<'a, L: OpenSet + LabelSet<Store<M> = Open<M>>, M: Metric> Fresh<'a, L, M> {
    pub(super) fn new(family: &'a Bounded<M>, config: M::Config) -> Self {
        Self { staging: Staging::new(family, |_| false), config, labels: PhantomData }
    }

    /// The new series with these labels, which is made if it is not there. What is past a bound
    /// is folded, as it is in the family.
    pub fn with(&self, labels: L::With<'_>) -> Series<'a, M> {
        L::with_key(labels, |closed, texts| {
            Series::new(self.staging.with(closed, texts, || M::series(self.config)))
        })
    }

    /// Exchanges all series of the family for these.
    pub(super) fn publish(self) {
        self.staging.publish(|_| true, |_| {});
    }
}

impl<L, M: Metric> std::fmt::Debug for Fresh<'_, L, M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fresh").finish_non_exhaustive()
    }
}

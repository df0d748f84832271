//! The series that are to replace all others of a family with an open label.

use std::cell::RefCell;
use std::collections::HashSet;
use std::marker::PhantomData;

use super::bounded::Bounded;
use super::staging::Staging;
use super::{Open, Series};
use crate::label::Domain;
use crate::store::{LabelSet, Metric, OpenSet};

/// The series that are to replace all others; see
/// [`replace_all`](super::MetricVec::replace_all).
pub struct Fresh<'a, L, M: Metric> {
    family: &'a Bounded<M>,
    staging: Staging<'a, M>,
    config: M::Config,
    /// The values of each open label.
    values: RefCell<Vec<HashSet<String>>>,
    labels: PhantomData<fn() -> L>,
}

impl<'a, L: OpenSet + LabelSet<Store<M> = Open<M>>, M: Metric> Fresh<'a, L, M> {
    pub(super) fn new(family: &'a Bounded<M>, config: M::Config) -> Self {
        let values = RefCell::new(vec![HashSet::new(); L::LABELS.len()]);
        Self {
            family,
            staging: Staging::new(family, |_| false),
            config,
            values,
            labels: PhantomData,
        }
    }

    /// The new series with these labels, which is made if it is not there. Values past a
    /// label's `max` are folded, as they are in the family.
    pub fn with(&self, labels: L::With<'_>) -> Series<'a, M> {
        L::with_key(labels, |closed, texts| {
            let folded = self.fold(texts);
            if folded != texts {
                self.family.folded.add(1);
            }
            Series::new(self.staging.with(closed, &folded, || M::series(self.config)))
        })
    }

    fn fold<'v>(&self, texts: &[&'v str]) -> Vec<&'v str> {
        // Borrowed in here: reading the labels is foreign code.
        let values = &mut *self.values.borrow_mut();
        let open = L::LABELS.iter().filter_map(|label| match label.domain {
            Domain::Open { max, overflow } => Some((max, overflow)),
            Domain::Closed(_) => None,
        });
        let folded = open.zip(texts).zip(values);
        folded
            .map(|(((max, overflow), &text), values)| {
                let Some(max) = max else { return text };
                if text == overflow || values.contains(text) {
                    return text;
                }
                if values.len() >= max as usize {
                    return overflow;
                }
                values.insert(text.to_owned());
                text
            })
            .collect()
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

//! The series that are to replace all others of a family.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::marker::PhantomData;

use super::entry::Found;
use super::open::Inner;
use super::{Open, Series};
use crate::label::Domain;
use crate::store::{LabelSet, Metric, OpenSet};

/// The series that are to replace all others; see
/// [`replace_all`](super::MetricVec::replace_all).
pub struct Fresh<'a, L, M: Metric> {
    inner: &'a Inner<M>,
    config: M::Config,
    staged: RefCell<Staged<'a, M>>,
    labels: PhantomData<fn() -> L>,
}

struct Staged<'a, M> {
    series: HashMap<(u32, Vec<String>), Found<'a, M>>,
    /// The values of each open label.
    values: Vec<HashSet<String>>,
}

impl<'a, L: OpenSet + LabelSet<Store<M> = Open<M>>, M: Metric> Fresh<'a, L, M> {
    pub(super) fn new(inner: &'a Inner<M>, config: M::Config) -> Self {
        let values = vec![HashSet::new(); L::LABELS.len()];
        let staged = RefCell::new(Staged { series: HashMap::new(), values });
        Self { inner, config, staged, labels: PhantomData }
    }

    /// The new series with these labels, which is made if it is not there. Values past a
    /// label's `max` are folded, as they are in the family.
    pub fn with(&self, labels: L::With<'_>) -> Series<'a, M> {
        L::with_key(labels, |closed, texts| {
            // Borrowed in here: reading the labels is foreign code.
            let staged = &mut *self.staged.borrow_mut();
            let mut folded = staged.fold::<L>(texts);
            let mut key = (closed, owned(&folded));
            if !staged.series.contains_key(&key)
                && let Some(rest) = self.inner.limits.rest(staged.series.len())
            {
                key.1 = owned(&rest);
                folded = rest;
            }
            self.inner.folded.add(u64::from(folded != texts));
            let texts = folded;
            let found = staged.series.entry(key).or_insert_with(|| {
                let key = self.inner.table.key(closed, &texts);
                self.inner.table.write().stage(&key, || M::series(self.config), M::reset)
            });
            Series::new(*found)
        })
    }

    /// Exchanges all series of the family for these.
    pub(super) fn publish(self) {
        let staged = std::mem::take(&mut self.staged.borrow_mut().series);
        let Inner { table, limits, .. } = self.inner;
        let mut writing = table.write();
        let old: Vec<_> = writing.live().collect();
        writing.exchange(old.iter().map(|(found, _)| *found), staged.values().copied());
        for (_, key) in old {
            table.read_key(&key, |_, texts| limits.remove(texts));
        }
        for (_, texts) in staged.keys() {
            limits.add(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

impl<M> Staged<'_, M> {
    fn fold<'v, L: LabelSet>(&mut self, texts: &[&'v str]) -> Vec<&'v str> {
        let open = L::LABELS.iter().filter_map(|label| match label.domain {
            Domain::Open { max, overflow } => Some((max, overflow)),
            Domain::Closed(_) => None,
        });
        let folded = open.zip(texts).zip(&mut self.values);
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
}

impl<L, M: Metric> std::fmt::Debug for Fresh<'_, L, M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fresh").finish_non_exhaustive()
    }
}

impl<L, M: Metric> Drop for Fresh<'_, L, M> {
    /// Gives back what was not published.
    fn drop(&mut self) {
        let staged = std::mem::take(&mut self.staged.get_mut().series);
        if !staged.is_empty() {
            let mut writing = self.inner.table.write();
            for found in staged.into_values() {
                writing.discard(found);
            }
        }
    }
}

//! Series that are made ready before they are their family's.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::bounded::Bounded;
use super::entry::Found;
use super::limits::StagedValues;

/// Series that are to replace others of a family.
pub(crate) struct Staging<'a, M> {
    family: &'a Bounded<M>,
    series: RefCell<HashMap<Labels, Found<'a, M>>>,
    values: RefCell<StagedValues>,
    /// How many more series there is room for; `None` for no bound.
    room: Cell<Option<usize>>,
}

/// A closed combination and texts.
type Labels = (u32, Vec<String>);

impl<'a, M> Staging<'a, M> {
    /// For a family in which series that `stays` picks are not replaced. If there are any, none
    /// of its labels may have a bound of its own.
    pub(crate) fn new(family: &'a Bounded<M>, stays: impl Fn(&[&str]) -> bool) -> Self {
        let room = family.limits.max_series().map(|max| {
            let mut staying = 0;
            family.visit(|_, _, texts| {
                staying += usize::from(!family.limits.is_rest(texts) && stays(texts));
            });
            max.saturating_sub(staying)
        });
        let values = RefCell::new(family.limits.staged_values());
        Self { family, series: RefCell::default(), values, room: Cell::new(room) }
    }

    /// The new series, which is made if it is not there. Past a bound of the family it is the one
    /// that stands for all further ones.
    pub(crate) fn with(&self, closed: u32, texts: &[&str], make: impl Fn() -> M) -> Found<'a, M> {
        let Bounded { limits, folded, .. } = self.family;
        let mut own = limits.fold_among(&self.values.borrow(), texts);
        let mut found = self.find(closed, &own);
        if found.is_none()
            && self.room.get() == Some(0)
            && let Some(rest) = limits.rest()
        {
            own = rest.to_vec();
            found = self.find(closed, &own);
        }
        folded.add(u64::from(own != texts));
        found.unwrap_or_else(|| self.insert(closed, &own, make))
    }

    fn find(&self, closed: u32, texts: &[&str]) -> Option<Found<'a, M>> {
        self.series.borrow().get(&labels(closed, texts)).copied()
    }

    fn insert(&self, closed: u32, texts: &[&str], make: impl Fn() -> M) -> Found<'a, M> {
        let limits = &self.family.limits;
        let found = self.family.stage(closed, texts, make);
        if !limits.is_rest(texts) {
            self.room.update(|room| room.map(|room| room.saturating_sub(1)));
        }
        limits.stage(&mut self.values.borrow_mut(), texts);
        self.series.borrow_mut().insert(labels(closed, texts), found);
        found
    }

    /// Exchanges the series of the family that `goes` picks for these, and calls `gone` with
    /// each. No lock is held while that runs.
    pub(crate) fn publish(self, goes: impl Fn(&[&str]) -> bool, gone: impl FnMut(Found<'a, M>)) {
        let staged = self.series.take();
        let Bounded { table, limits, .. } = self.family;
        let mut writing = table.write();
        let mut old = Vec::new();
        for (found, key) in writing.live() {
            table.read_key(&key, |closed, texts| {
                let labels = labels(closed, texts);
                if goes(texts) || staged.contains_key(&labels) {
                    old.push((found, labels));
                }
            });
        }
        writing.exchange(old.iter().map(|(found, _)| *found), staged.values().copied());
        for (_, (_, texts)) in &old {
            limits.remove(&borrowed(texts));
        }
        for (_, texts) in staged.keys() {
            limits.add(&borrowed(texts));
        }
        drop(writing);
        old.into_iter().map(|(found, _)| found).for_each(gone);
    }
}

fn labels(closed: u32, texts: &[&str]) -> Labels {
    (closed, texts.iter().map(|&text| text.to_owned()).collect())
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

impl<M> Drop for Staging<'_, M> {
    /// Gives back what was not published.
    fn drop(&mut self) {
        let staged = self.series.take();
        if !staged.is_empty() {
            let mut writing = self.family.table.write();
            for found in staged.into_values() {
                writing.discard(found);
            }
        }
    }
}

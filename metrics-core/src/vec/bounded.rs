//! A table of series with bounds on what it holds.

use std::time::Duration;

use super::entry::Found;
use super::handle::OpenHandle;
use super::idle::Idle;
use super::limits::Limits;
use super::table::{Table, Writing};
use crate::cell::Sum;
use crate::store::Metric;

/// The series of a family, by the combination of their closed labels and the texts of the others.
pub(crate) struct Bounded<M> {
    pub(super) table: Table<M>,
    pub(super) limits: Limits,
    /// Lookups of what is past a bound.
    pub(super) folded: Sum,
    idle: Idle,
    reset: fn(&M),
}

impl<M> Bounded<M> {
    /// `reset` takes back all updates of a series.
    pub(super) fn new(limits: Limits, reset: fn(&M)) -> Self {
        Self { table: Table::new(), limits, folded: Sum::new(), idle: Idle::default(), reset }
    }

    /// At most `max` series, told apart by so many texts alone, and one for all that are past them.
    pub(crate) fn of_series(max: Option<usize>, texts: usize, reset: fn(&M)) -> Self {
        Self::new(Limits::of_series(max, texts), reset)
    }

    /// The series, which is made if it is not there.
    #[inline]
    pub(crate) fn with(&self, closed: u32, texts: &[&str], make: impl Fn() -> M) -> Found<'_, M> {
        match self.table.find(&self.table.key(closed, texts)) {
            Some(found) => found,
            None => self.miss(closed, texts, make),
        }
    }

    #[cold]
    fn miss(&self, closed: u32, texts: &[&str], make: impl Fn() -> M) -> Found<'_, M> {
        // Asked first: a series that another thread makes meanwhile is not past the bound.
        let rest = self.limits.rest_if_full();
        let folded = self.limits.fold(texts);
        let mut own = folded.as_deref().unwrap_or(texts);
        if let Some(rest) = rest
            && matches!(self.table.find_settled(&self.table.key(closed, own)), Ok(None))
        {
            own = rest;
        }
        if let Some(found) = self.table.find(&self.table.key(closed, own)) {
            self.folded.add(u64::from(own != texts));
            return found;
        }
        self.find_or_insert(&mut self.table.write(), closed, texts, make)
    }

    fn find_or_insert<'t>(
        &'t self,
        writing: &mut Writing<'t, M>,
        closed: u32,
        texts: &[&str],
        make: impl Fn() -> M,
    ) -> Found<'t, M> {
        let folded = self.limits.fold(texts);
        let mut own = folded.as_deref().unwrap_or(texts);
        let mut found = writing.find(&self.table.key(closed, own));
        if found.is_none()
            && let Some(rest) = self.limits.rest_if_full()
        {
            own = rest;
            found = writing.find(&self.table.key(closed, own));
        }
        self.folded.add(u64::from(own != texts));
        found.unwrap_or_else(|| {
            self.limits.add(own);
            writing.insert(&self.table.key(closed, own), make, self.reset)
        })
    }

    /// Makes a series that is not yet the family's.
    pub(super) fn stage(&self, closed: u32, texts: &[&str], make: impl Fn() -> M) -> Found<'_, M> {
        self.table.write().stage(&self.table.key(closed, texts), make, self.reset)
    }

    /// Holds on to the series, which is made if it is not there.
    pub(crate) fn handle(
        &self,
        closed: u32,
        texts: &[&str],
        make: impl Fn() -> M,
    ) -> OpenHandle<'_, M>
    where
        M: Metric,
    {
        let mut writing = self.table.write();
        let found = self.find_or_insert(&mut writing, closed, texts, make);
        writing.pin(found);
        OpenHandle::new(self, found.entry)
    }

    /// Removes a series, and says which it was.
    pub(crate) fn remove(&self, closed: u32, texts: &[&str]) -> Option<Found<'_, M>> {
        let mut writing = self.table.write();
        let found = writing.find(&self.table.key(closed, texts))?;
        let removed = writing.remove(found);
        if removed {
            self.limits.remove(texts);
        }
        removed.then_some(found)
    }

    /// Calls `each` with every series, its closed combination and its texts. No lock is held
    /// meanwhile.
    pub(crate) fn visit<'t>(&'t self, mut each: impl FnMut(Found<'t, M>, u32, &[&str])) {
        for (found, key) in &self.table.scrape().series {
            self.table.read_key(key, |closed, texts| each(*found, closed, texts));
        }
    }

    /// Removes the series that `goes` picks, counts them, and calls `gone` with each. No lock is
    /// held while these run.
    pub(crate) fn remove_if(
        &self,
        mut goes: impl FnMut(Found<'_, M>, u32, &[&str]) -> bool,
        mut gone: impl FnMut(Found<'_, M>),
    ) -> usize {
        let mut removed = 0;
        self.visit(|found, closed, texts| {
            if goes(found, closed, texts) && self.remove_found(found, texts) {
                gone(found);
                removed += 1;
            }
        });
        removed
    }

    fn remove_found(&self, found: Found<'_, M>, texts: &[&str]) -> bool {
        let mut writing = self.table.write();
        let removed = writing.remove(found);
        if removed {
            self.limits.remove(texts);
        }
        removed
    }

    pub(crate) fn set_clock(&self, clock: fn() -> Duration) {
        self.table.write().set_clock(clock);
    }

    /// How many lookups were folded.
    pub(crate) fn folded(&self) -> u64 {
        self.folded.get()
    }
}

impl<M: Metric> Bounded<M> {
    /// Removes the series whose value did not change for `idle`, and counts them.
    pub(crate) fn remove_idle(&self, idle: Duration) -> usize {
        let now = self.table.write().now();
        let mut sweep = self.idle.sweep(now, idle);
        let removed = self.remove_if(|found, _, _| sweep.is_idle(found), |_| {});
        sweep.finish();
        removed
    }
}

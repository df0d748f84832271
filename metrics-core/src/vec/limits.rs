//! How many values each open label may have, or how many series a family.

use super::key::Key;
use super::table::{Table, Writing};
use crate::cell::{Flag, Tally};
use crate::label::{Domain, Label};

/// The values that the bounded labels of a family have taken.
pub(super) struct Limits {
    labels: Box<[Limit]>,
    series: Option<SeriesLimit>,
}

/// A bound on the product of all labels.
struct SeriesLimit {
    max: usize,
    /// The series, but for the one that stands for those past the bound.
    count: Tally,
    /// Whether there is no room for another one.
    full: Flag,
}

/// What stands for all values of a series past the bound.
pub(super) const OTHER: &str = "other";

/// A label with `max`.
struct Limit {
    /// Its place among the texts of a key: the open labels in order of declaration.
    place: usize,
    max: usize,
    overflow: &'static str,
    /// The values, each with the number of its series.
    values: Table<Tally>,
    /// Whether there is no room for another value.
    full: Flag,
}

impl Limits {
    pub(super) fn new(labels: &[Label]) -> Self {
        let open = labels.iter().filter_map(|label| match label.domain {
            Domain::Open { max, overflow } => Some((max, overflow)),
            Domain::Closed(_) => None,
        });
        let bounded = open.enumerate().filter_map(|(place, (max, overflow))| {
            let (values, full) = (Table::new(), Flag::default());
            Some(Limit { place, max: max? as usize, overflow, values, full })
        });
        Self { labels: bounded.collect(), series: None }
    }

    pub(super) fn of_series(max: Option<usize>) -> Self {
        let series = max.map(|max| {
            let full = Flag::default();
            full.set(max == 0);
            SeriesLimit { max, count: Tally::new(), full }
        });
        Self { labels: Box::default(), series }
    }

    pub(super) fn max_series(&self) -> Option<usize> {
        self.series.as_ref().map(|limit| limit.max)
    }

    /// Whether the family has no room for another series.
    pub(super) fn is_full(&self) -> bool {
        self.series.as_ref().is_some_and(|limit| limit.full.get())
    }

    /// The texts that stand for those of a series that is not there; nothing if there is room
    /// for it.
    pub(super) fn fold_all(&self, texts: &[&str]) -> Option<Vec<&'static str>> {
        (self.is_full() && !is_other(texts)).then(|| vec![OTHER; texts.len()])
    }

    /// The texts with the values past their label's bound replaced; nothing if there are none.
    /// Takes no lock, unless a value comes or goes at this very moment.
    pub(super) fn fold<'v>(&self, texts: &[&'v str]) -> Option<Vec<&'v str>> {
        let mut folded: Option<Vec<&'v str>> = None;
        for limit in self.labels.iter().filter(|limit| limit.full.get()) {
            let value = texts[limit.place];
            if value != limit.overflow && !limit.has(value) {
                folded.get_or_insert_with(|| texts.to_vec())[limit.place] = limit.overflow;
            }
        }
        folded
    }

    /// Notes a series with these texts, which were folded.
    pub(super) fn add(&self, texts: &[&str]) {
        for limit in &self.labels {
            limit.change(texts[limit.place], |values, key| {
                let found = values.find(key);
                let found = found.unwrap_or_else(|| values.insert(key, Tally::new, Tally::reset));
                found.entry.metric.change(|count| count + 1);
            });
        }
        self.change_series(texts, |count| count + 1);
    }

    /// Notes that a series with these texts is gone.
    pub(super) fn remove(&self, texts: &[&str]) {
        for limit in &self.labels {
            limit.change(texts[limit.place], |values, key| {
                if let Some(found) = values.find(key)
                    && found.entry.metric.change(|count| count.saturating_sub(1)) == 0
                {
                    values.remove(found);
                }
            });
        }
        self.change_series(texts, |count| count.saturating_sub(1));
    }

    /// Only one thread may do this at a time: the one that changes the table.
    fn change_series(&self, texts: &[&str], change: impl FnOnce(u64) -> u64) {
        if let Some(limit) = &self.series
            && !is_other(texts)
        {
            limit.full.set(limit.count.change(change) >= limit.max as u64);
        }
    }
}

pub(super) fn is_other(texts: &[&str]) -> bool {
    texts.iter().all(|&text| text == OTHER)
}

impl Limit {
    fn has(&self, value: &str) -> bool {
        let texts = [value];
        let key = self.values.key(0, &texts);
        match self.values.find_settled(&key) {
            Ok(found) => found.is_some(),
            Err(_) => self.values.write().find(&key).is_some(),
        }
    }

    fn change(&self, value: &str, change: impl FnOnce(&mut Writing<'_, Tally>, &Key<'_>)) {
        if value != self.overflow {
            let texts = [value];
            let key = self.values.key(0, &texts);
            let mut values = self.values.write();
            change(&mut values, &key);
            self.full.set(values.len() >= self.max);
        }
    }
}

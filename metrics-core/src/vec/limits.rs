//! How many values each open label may have.

use std::sync::{Mutex, PoisonError};

use super::key::Key;
use super::table::{Table, Writing};
use crate::cell::{Flag, Tally};
use crate::label::{Domain, Label};

/// The values that the bounded labels of a family have taken, and how many series it has.
pub(super) struct Limits {
    labels: Box<[Limit]>,
    series: Option<SeriesLimit>,
}

/// A family with `max_series`.
struct SeriesLimit {
    max: usize,
    /// What stands for a value of each open label, in the series of all that is past the bound.
    overflow: Box<[&'static str]>,
    /// How many series there are, without those.
    count: Mutex<usize>,
    /// Whether there is no room for another one.
    full: Flag,
}

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
    pub(super) fn new(labels: &[Label], max_series: Option<u32>) -> Self {
        let open = labels.iter().filter_map(|label| match label.domain {
            Domain::Open { max, overflow } => Some((max, overflow)),
            Domain::Closed(_) => None,
        });
        let series = max_series.map(|max| SeriesLimit {
            max: max as usize,
            overflow: open.clone().map(|(_, overflow)| overflow).collect(),
            count: Mutex::new(0),
            full: Flag::default(),
        });
        let bounded = open.enumerate().filter_map(|(place, (max, overflow))| {
            let (values, full) = (Table::new(), Flag::default());
            Some(Limit { place, max: max? as usize, overflow, values, full })
        });
        Self { labels: bounded.collect(), series }
    }

    /// The texts under which a series is to be looked for that is not there under its own, the
    /// last of which it is to be made under; nothing if that is its own.
    pub(super) fn folds<'v>(&self, texts: &[&'v str]) -> impl Iterator<Item = Vec<&'v str>> {
        let full = self.series.as_ref().filter(|series| series.full.get());
        let rest = full.map(|series| series.overflow.to_vec());
        self.fold(texts).into_iter().chain(rest)
    }

    /// What all open labels have in the series that stands for those past `max_series`, if there
    /// may be no more than `count` others.
    pub(super) fn rest(&self, count: usize) -> Option<Vec<&'static str>> {
        let full = self.series.as_ref().filter(|series| count >= series.max);
        full.map(|series| series.overflow.to_vec())
    }

    /// The texts with the values past their label's bound replaced; nothing if there are none.
    /// Takes no lock, unless a value comes or goes at this very moment.
    fn fold<'v>(&self, texts: &[&'v str]) -> Option<Vec<&'v str>> {
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
        if let Some(series) = &self.series {
            series.change(texts, |count| *count += 1);
        }
        for limit in &self.labels {
            limit.change(texts[limit.place], |values, key| {
                let found = values.find(key);
                let found = found.unwrap_or_else(|| values.insert(key, Tally::new, Tally::reset));
                found.entry.metric.change(|count| count + 1);
            });
        }
    }

    /// Notes that a series with these texts is gone.
    pub(super) fn remove(&self, texts: &[&str]) {
        if let Some(series) = &self.series {
            series.change(texts, |count| *count = count.saturating_sub(1));
        }
        for limit in &self.labels {
            limit.change(texts[limit.place], |values, key| {
                if let Some(found) = values.find(key)
                    && found.entry.metric.change(|count| count.saturating_sub(1)) == 0
                {
                    values.remove(found);
                }
            });
        }
    }
}

impl SeriesLimit {
    fn change(&self, texts: &[&str], change: impl FnOnce(&mut usize)) {
        if texts != &*self.overflow {
            let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut count);
            self.full.set(*count >= self.max);
        }
    }
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

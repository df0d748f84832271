//! How many values each open label may have, and how many series a family.

use std::collections::HashSet;

use super::key::Key;
use super::table::{Table, Writing};
use crate::cell::{Flag, Tally};
use crate::label::{Domain, Label};

/// The values that the bounded labels of a family have taken, and how many series it has.
pub(super) struct Limits {
    labels: Box<[Limit]>,
    series: Option<SeriesLimit>,
}

/// A bound on the product of all labels.
struct SeriesLimit {
    max: usize,
    /// The texts of the series that stands for those past the bound. There is one for each
    /// combination of the closed labels, and it comes on top of the bound.
    rest: Box<[&'static str]>,
    /// How many series there are, without those.
    count: Tally,
    /// Whether there is no room for another one.
    full: Flag,
}

/// What stands for the values of a label that is known at run time only.
const OTHER: &str = "other";

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

impl SeriesLimit {
    fn new(max: usize, rest: Box<[&'static str]>) -> Self {
        let full = Flag::default();
        full.set(max == 0);
        Self { max, rest, count: Tally::new(), full }
    }
}

impl Limits {
    /// The bounds that labels state, and one on the number of series.
    pub(super) fn new(labels: &[Label], max_series: Option<usize>) -> Self {
        let open = labels.iter().filter_map(|label| match label.domain {
            Domain::Open { max, overflow } => Some((max, overflow)),
            Domain::Closed(_) => None,
        });
        let series = max_series
            .map(|max| SeriesLimit::new(max, open.clone().map(|(_, overflow)| overflow).collect()));
        let bounded = open.enumerate().filter_map(|(place, (max, overflow))| {
            let (values, full) = (Table::new(), Flag::default());
            Some(Limit { place, max: max? as usize, overflow, values, full })
        });
        Self { labels: bounded.collect(), series }
    }

    /// A bound on the number of series alone, which have so many texts each.
    pub(super) fn of_series(max: Option<usize>, texts: usize) -> Self {
        let series = max.map(|max| SeriesLimit::new(max, vec![OTHER; texts].into()));
        Self { labels: Box::default(), series }
    }

    pub(super) fn max_series(&self) -> Option<usize> {
        self.series.as_ref().map(|limit| limit.max)
    }

    /// The texts of the series that stands for those past the bound on their number.
    pub(super) fn rest(&self) -> Option<&[&'static str]> {
        self.series.as_ref().map(|limit| &*limit.rest)
    }

    /// The same, while there is no room for another series.
    pub(super) fn rest_if_full(&self) -> Option<&[&'static str]> {
        self.series.as_ref().filter(|limit| limit.full.get()).map(|limit| &*limit.rest)
    }

    pub(super) fn is_rest(&self, texts: &[&str]) -> bool {
        self.rest().is_some_and(|rest| rest == texts)
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

    /// For series that are to replace all others.
    pub(super) fn staged_values(&self) -> StagedValues {
        StagedValues(vec![HashSet::new(); self.labels.len()])
    }

    /// The texts, folded, for a family that has these values and no others.
    pub(super) fn fold_among<'v>(&self, staged: &StagedValues, texts: &[&'v str]) -> Vec<&'v str> {
        let mut folded = texts.to_vec();
        for (limit, values) in self.labels.iter().zip(&staged.0) {
            let value = texts[limit.place];
            if value != limit.overflow && values.len() >= limit.max && !values.contains(value) {
                folded[limit.place] = limit.overflow;
            }
        }
        folded
    }

    /// Notes a series that is not yet the family's, with these texts, which were folded.
    pub(super) fn stage(&self, staged: &mut StagedValues, texts: &[&str]) {
        for (limit, values) in self.labels.iter().zip(&mut staged.0) {
            let value = texts[limit.place];
            if value != limit.overflow {
                values.insert(value.to_owned());
            }
        }
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
            && *limit.rest != *texts
        {
            limit.full.set(limit.count.change(change) >= limit.max as u64);
        }
    }
}

/// The values of each bounded label in series that are not yet their family's.
pub(super) struct StagedValues(Vec<HashSet<String>>);

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

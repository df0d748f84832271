//! The table behind a family with an open label.
//!
//! Series are appended to chunks that never move, so that a reference to one lives as long as
//! the family; an index beside them finds them by their labels.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hash};
use std::sync::{OnceLock, PoisonError, RwLock};

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::{MetricVec, Series};
use crate::cell::Sum;
use crate::label::{Domain, Label};
use crate::sample::Sample;
use crate::store::{LabelSet, Metric, OpenSet, Store};

/// The series of a family with an open label; made at the first lookup.
#[doc(hidden)]
pub struct Open<M> {
    table: OnceLock<Box<Table<M>>>,
}

struct Table<M> {
    /// Chunk `k` has `FIRST << k` entries.
    chunks: [OnceLock<Chunk<M>>; CHUNKS],
    index: RwLock<Index>,
    hasher: RandomState,
    folded: Sum,
}

type Chunk<M> = Box<[OnceLock<Entry<M>>]>;

struct Entry<M> {
    values: Box<[Box<str>]>,
    metric: M,
}

struct Index {
    places: HashTable<u32>,
    /// For each label, the values it has taken; only those with a bound are noted.
    taken: Box<[HashSet<Box<str>, RandomState>]>,
}

const FIRST: usize = 16;
const CHUNKS: usize = 28;

impl<M> Table<M> {
    fn new(labels: usize) -> Self {
        let hasher = RandomState::default();
        let taken = (0..labels).map(|_| HashSet::with_hasher(hasher.clone())).collect();
        Self {
            chunks: [const { OnceLock::new() }; CHUNKS],
            index: RwLock::new(Index { places: HashTable::new(), taken }),
            hasher,
            folded: Sum::new(),
        }
    }

    fn hash(&self, values: &[impl Hash]) -> u64 {
        self.hasher.hash_one(values)
    }

    fn find(&self, index: &Index, values: &[&str]) -> Option<&Entry<M>> {
        let is_it = |&place: &u32| self.entry(place).is_some_and(|entry| entry.is(values));
        let place = index.places.find(self.hash(values), is_it)?;
        self.entry(*place)
    }

    fn entry(&self, place: u32) -> Option<&Entry<M>> {
        self.slot(place).get()
    }

    fn slot(&self, place: u32) -> &OnceLock<Entry<M>> {
        let place = place as usize + FIRST;
        let chunk = (place / FIRST).ilog2();
        let len = FIRST << chunk;
        let chunk =
            self.chunks[chunk as usize].get_or_init(|| (0..len).map(|_| OnceLock::new()).collect());
        &chunk[place - len]
    }

    fn insert(&self, index: &mut Index, labels: &[Label], values: &[&str], metric: M) -> &Entry<M> {
        for ((label, value), taken) in labels.iter().zip(values).zip(&mut index.taken) {
            if let Domain::Open { max: Some(_), overflow } = label.domain
                && *value != overflow
                && !taken.contains(*value)
            {
                taken.insert((*value).into());
            }
        }
        let place = u32::try_from(index.places.len()).expect("a family of 2^32 series");
        let entry = Entry { values: values.iter().map(|&value| value.into()).collect(), metric };
        let rehash = |&place: &u32| self.entry(place).map_or(0, |entry| self.hash(&entry.values));
        index.places.insert_unique(self.hash(values), place, rehash);
        self.slot(place).get_or_init(|| entry)
    }

    /// Replaces values past their label's bound by the one that stands for them.
    fn fold<'v>(
        &self,
        index: &Index,
        labels: &[Label],
        values: &[&'v str],
    ) -> Option<Vec<&'v str>> {
        let mut folded = None;
        let bounded = labels.iter().zip(&index.taken).enumerate();
        for (i, (label, taken)) in bounded {
            if let Domain::Open { max: Some(max), overflow } = label.domain
                && taken.len() >= max as usize
                && values[i] != overflow
                && !taken.contains(values[i])
            {
                folded.get_or_insert_with(|| values.to_vec())[i] = overflow;
            }
        }
        if folded.is_some() {
            self.folded.add(1);
        }
        folded
    }
}

impl<M> Entry<M> {
    fn is(&self, values: &[&str]) -> bool {
        self.values.iter().map(|value| &**value).eq(values.iter().copied())
    }
}

impl<L: OpenSet, M: Metric> Store<L, M> for Open<M> {
    const EMPTY: Self = Self { table: OnceLock::new() };

    type Ref<'a> = Series<'a, M>;

    fn with<'a>(&'a self, labels: L::With<'_>, config: M::Config) -> Series<'a, M> {
        let table = self.table.get_or_init(|| Box::new(Table::new(L::LABELS.len())));
        let entry = L::with_texts(labels, |values| {
            let index = table.index.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(entry) = table.find(&index, values) {
                return entry;
            }
            let folded = table.fold(&index, L::LABELS, values);
            if let Some(folded) = &folded
                && let Some(entry) = table.find(&index, folded)
            {
                return entry;
            }
            drop(index);
            let mut index = table.index.write().unwrap_or_else(PoisonError::into_inner);
            // Another thread may have come first, and may have filled a label.
            let refolded =
                if folded.is_some() { None } else { table.fold(&index, L::LABELS, values) };
            let values = folded.as_deref().or(refolded.as_deref()).unwrap_or(values);
            match table.find(&index, values) {
                Some(entry) => entry,
                None => table.insert(&mut index, L::LABELS, values, M::series(config)),
            }
        });
        Series::new(&entry.metric)
    }

    fn visit(&self, mut each: impl FnMut(&[&str], Sample<'_>)) {
        let Some(table) = self.table.get() else { return };
        let series = table.index.read().unwrap_or_else(PoisonError::into_inner).places.len();
        let mut values = Vec::new();
        for entry in (0..series).filter_map(|place| table.entry(u32::try_from(place).ok()?)) {
            values.clear();
            values.extend(entry.values.iter().map(|value| &**value));
            entry.metric.read(|sample| each(&values, sample));
        }
    }
}

impl<L: OpenSet + LabelSet<Store<M> = Open<M>>, M: Metric> MetricVec<L, M> {
    /// How many lookups were folded: had a value past its label's `max`, and got the series
    /// that stands for all such values.
    pub fn folded(&self) -> u64 {
        self.store().table.get().map_or(0, |table| table.folded.get())
    }
}

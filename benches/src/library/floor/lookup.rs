//! A table from labels to a series' place.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::data::Routes;

/// All keys lie in one text.
#[derive(Default)]
pub(super) struct Lookup {
    table: HashTable<u32>,
    keys: Vec<Key>,
    text: String,
    hasher: FixedState,
}

/// The method, and where in the text the route begins and ends.
#[derive(Clone, Copy)]
struct Key {
    method: u8,
    start: u32,
    end: u32,
}

impl Key {
    #[inline]
    fn route(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

impl Lookup {
    /// Of all routes; their places are in order.
    pub(super) fn of(routes: &Routes) -> Self {
        let mut lookup = Self::default();
        for (method, route) in routes.all() {
            lookup.find_or_insert(method, route);
        }
        lookup
    }

    /// The place of a series that is there.
    #[inline]
    pub(super) fn find(&self, method: usize, route: &str) -> usize {
        let method = method as u8;
        let found = self.table.find(self.hasher.hash_one((method, route)), |&place| {
            let key = self.keys[place as usize];
            key.method == method && key.route(&self.text) == route
        });
        *found.expect("every route has a series") as usize
    }

    /// The place of a series, which is the next one if the series is new.
    #[inline]
    pub(super) fn find_or_insert(&mut self, method: usize, route: &str) -> usize {
        let method = method as u8;
        let Self { table, keys, text, hasher } = self;
        let entry = table.entry(
            hasher.hash_one((method, route)),
            |&place| {
                let key = keys[place as usize];
                key.method == method && key.route(text) == route
            },
            |&place| {
                let key = keys[place as usize];
                hasher.hash_one((key.method, key.route(text)))
            },
        );
        match entry {
            Entry::Occupied(entry) => *entry.get() as usize,
            Entry::Vacant(entry) => {
                let place = keys.len();
                entry.insert(place as u32);
                let start = text.len() as u32;
                text.push_str(route);
                keys.push(Key { method, start, end: text.len() as u32 });
                place
            }
        }
    }
}

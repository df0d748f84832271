//! Series by their labels: lookups without a lock, everything else behind one.
//!
//! Entries never move and are not freed while the table lives, so a lookup returns a plain
//! reference. A removed entry is given to another key only after a quarantine, and never while a
//! handle or a scrape holds it: that is what lets [`Found`] tell by a generation alone whether an
//! update would land in other labels.
#![allow(unsafe_code)]

use std::collections::{HashMap, VecDeque};
use std::ptr::NonNull;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::entry::{Entry, Found};
use super::key::{Key, Seeds};
use super::slots::{Moved, Parts, Slots};
use super::spill::{Spill, SpillPool};
use crate::cell::{INLINE, Packed};

/// How long a removed entry waits before it is given to another key: longer than any thread
/// stands between looking at a generation and the update that follows.
const QUARANTINE: Duration = Duration::from_secs(600);

/// Series by their labels.
pub(super) struct Table<M> {
    slots: Slots<M>,
    spill: Spill,
    seeds: Seeds,
    writer: Mutex<Writer<M>>,
    /// Held by a scrape while it lists the series, and by whoever exchanges all of them. May be
    /// taken by who has the writer, and not the other way round.
    membership: RwLock<()>,
    /// All entries. The last of the locks: whoever has it takes no other.
    chunks: Mutex<Vec<NonNull<[Entry<M>]>>>,
}

struct Writer<M> {
    parts: Parts<M>,
    /// How many entries there are room for.
    entries: usize,
    last: Option<NonNull<[Entry<M>]>>,
    /// How many entries of the last chunk were given out.
    taken: usize,
    /// Removed entries and when that was, the oldest first.
    removed: VecDeque<(NonNull<Entry<M>>, Duration)>,
    /// Handles that hold an entry, where there are any.
    pins: HashMap<NonNull<Entry<M>>, usize>,
    /// Scrapes that are under way.
    scrapes: usize,
    live: usize,
    spill: SpillPool,
    clock: fn() -> Duration,
}

// SAFETY: the pointers of the table are to entries that it owns.
unsafe impl<M: Send + Sync> Send for Table<M> {}
// SAFETY: entries are shared as `&Entry<M>`, and pointers to them lie behind a mutex.
unsafe impl<M: Send + Sync> Sync for Table<M> {}

impl<M> Table<M> {
    pub(super) fn new() -> Self {
        Self {
            slots: Slots::new(),
            spill: Spill::new(),
            seeds: Seeds::random(),
            writer: Mutex::new(Writer {
                parts: Parts::new(),
                entries: 0,
                last: None,
                taken: 0,
                removed: VecDeque::new(),
                pins: HashMap::new(),
                scrapes: 0,
                live: 0,
                spill: SpillPool::default(),
                clock: since_first_use,
            }),
            membership: RwLock::new(()),
            chunks: Mutex::new(Vec::new()),
        }
    }

    #[inline(always)]
    pub(super) fn key<'k>(&self, closed: u32, texts: &'k [&'k str]) -> Key<'k> {
        Key::new(&self.seeds, closed, texts)
    }

    /// The series of a key. May miss one that is being made or moved.
    #[inline(always)]
    pub(super) fn find(&self, key: &Key<'_>) -> Option<Found<'_, M>> {
        self.slots.find(key.packed.hash, |entry| self.compare(entry, key))
    }

    /// The series of a key, or [`Moved`] if it may have been missed.
    pub(super) fn find_settled(&self, key: &Key<'_>) -> Result<Option<Found<'_, M>>, Moved> {
        self.slots.find_settled(key.packed.hash, |entry| self.compare(entry, key))
    }

    #[inline(always)]
    fn compare<'t>(&self, entry: &'t Entry<M>, key: &Key<'_>) -> Option<Found<'t, M>> {
        if key.is_inline() {
            let generation = entry.record.holds(&key.packed)?;
            return Some(Found { entry, generation });
        }
        self.compare_long(entry, key)
    }

    #[cold]
    fn compare_long<'t>(&self, entry: &'t Entry<M>, key: &Key<'_>) -> Option<Found<'t, M>> {
        let (generation, packed) = entry.record.read()?;
        let known = |packed: &Packed| (packed.hash, packed.closed, packed.len);
        let found = Found { entry, generation };
        let same = known(&packed) == known(&key.packed)
            && self.spill.holds(packed.words[0], key.bytes())
            && found.is_live();
        same.then_some(found)
    }

    /// Everything that changes the table goes through this, one thread at a time.
    pub(super) fn write(&self) -> Writing<'_, M> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        Writing { table: self, writer }
    }

    /// Reads the series as they are at one moment, but for those that are made or removed
    /// meanwhile: either all that a [`Writing::exchange`] removes or all that it adds.
    pub(super) fn scrape(&self) -> Scrape<'_, M> {
        self.write().writer.scrapes += 1;
        // From here on no entry is given to another key until the scrape is over.
        let mut scrape = Scrape { table: self, series: Vec::new() };
        let _all = self.membership.read().unwrap_or_else(PoisonError::into_inner);
        scrape.series.extend(self.entries().filter_map(read));
        scrape
    }

    /// All entries, whether they are series or not.
    fn entries(&self) -> impl Iterator<Item = &Entry<M>> {
        let chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // SAFETY: chunks are freed with the table, and changed through shared references only.
        chunks.into_iter().flat_map(|chunk| unsafe { chunk.as_ref() })
    }

    /// Calls `read` with the closed combination and the texts of a key.
    pub(super) fn read_key<R>(&self, key: &Packed, read: impl FnOnce(u32, &[&str]) -> R) -> R {
        let len = key.len as usize;
        let mut bytes = Vec::with_capacity(len);
        if len <= INLINE {
            bytes.extend(key.words.iter().flat_map(|word| word.to_le_bytes()).take(len));
        } else {
            self.spill.read(key.words[0], len, &mut bytes);
        }
        let texts: Vec<&str> = bytes
            .split(|&byte| byte == super::key::SEPARATOR)
            .map(|text| std::str::from_utf8(text).unwrap_or_default())
            .collect();
        read(key.closed, &texts)
    }
}

/// A live entry with its key.
fn read<M>(entry: &Entry<M>) -> Option<(Found<'_, M>, Packed)> {
    let (generation, key) = entry.record.read()?;
    Some((Found { entry, generation }, key))
}

/// The clock that a quarantine is measured by.
fn since_first_use() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// A table that is being changed.
pub(super) struct Writing<'t, M> {
    table: &'t Table<M>,
    writer: MutexGuard<'t, Writer<M>>,
}

impl<'t, M> Writing<'t, M> {
    /// The series of a key.
    pub(super) fn find(&self, key: &Key<'_>) -> Option<Found<'t, M>> {
        self.table.find(key)
    }

    /// Adds a series that is not there.
    pub(super) fn insert(
        &mut self,
        key: &Key<'_>,
        make: impl Fn() -> M,
        reset: fn(&M),
    ) -> Found<'t, M> {
        let found = self.stage(key, make, reset);
        self.publish(found);
        found
    }

    /// Takes an entry for a key. It is not found and not scraped before it is published.
    pub(super) fn stage(
        &mut self,
        key: &Key<'_>,
        make: impl Fn() -> M,
        reset: fn(&M),
    ) -> Found<'t, M> {
        let reused = self.reusable();
        let entry = reused.unwrap_or_else(|| self.fresh(make));
        let mut packed = key.packed;
        let spilled = !key.is_inline();
        let Writer { spill: pool, .. } = &mut *self.writer;
        if let Some(number) = entry.record.spilled() {
            self.table.spill.give_back(pool, number);
        }
        if spilled {
            packed.words[0] = self.table.spill.take(pool, packed.len as usize);
        }
        let generation = entry.record.assign(&packed);
        if spilled {
            self.table.spill.write(packed.words[0], key.bytes());
        }
        if reused.is_some() {
            reset(&entry.metric);
        }
        Found { entry, generation }
    }

    /// Makes a staged entry one of the series.
    pub(super) fn publish(&mut self, found: Found<'t, M>) {
        found.entry.record.raise();
        self.writer.live += 1;
        self.table.slots.insert(&mut self.writer.parts, found.entry);
    }

    /// Removes a series; `false` if it was removed before. Whoever has it goes on with it.
    pub(super) fn remove(&mut self, found: Found<'t, M>) -> bool {
        if !found.is_live() {
            return false;
        }
        self.table.slots.remove(&mut self.writer.parts, found.entry);
        found.entry.record.lower();
        self.writer.live -= 1;
        self.discard(found);
        true
    }

    /// Gives back an entry that is not one of the series.
    pub(super) fn discard(&mut self, found: Found<'t, M>) {
        let now = (self.writer.clock)();
        self.writer.removed.push_back((NonNull::from(found.entry), now));
    }

    /// Removes series and adds others that are staged. A scrape sees all of the ones or all of
    /// the others.
    pub(super) fn exchange(
        &mut self,
        remove: impl Iterator<Item = Found<'t, M>>,
        add: impl Iterator<Item = Found<'t, M>>,
    ) {
        let table = self.table;
        let _all = table.membership.write().unwrap_or_else(PoisonError::into_inner);
        for found in remove {
            self.remove(found);
        }
        for found in add {
            self.publish(found);
        }
    }

    /// Keeps an entry from being given to another key.
    pub(super) fn pin(&mut self, found: Found<'t, M>) {
        *self.writer.pins.entry(NonNull::from(found.entry)).or_default() += 1;
    }

    /// Takes back a [`pin`](Self::pin).
    pub(super) fn unpin(&mut self, entry: &Entry<M>) {
        let entry = NonNull::from(entry);
        if let Some(pins) = self.writer.pins.get_mut(&entry) {
            *pins -= 1;
            if *pins == 0 {
                self.writer.pins.remove(&entry);
            }
        }
    }

    /// All series and their keys.
    pub(super) fn live(&self) -> impl Iterator<Item = (Found<'t, M>, Packed)> {
        self.table.entries().filter_map(read)
    }

    pub(super) fn now(&self) -> Duration {
        (self.writer.clock)()
    }

    pub(super) fn len(&self) -> usize {
        self.writer.live
    }

    pub(super) fn set_clock(&mut self, clock: fn() -> Duration) {
        self.writer.clock = clock;
    }

    #[cfg(test)]
    pub(super) fn moved(&self) -> usize {
        self.writer.parts.moved
    }

    /// An entry whose quarantine is over.
    fn reusable(&mut self) -> Option<&'t Entry<M>> {
        let writer = &mut *self.writer;
        let (entry, since) = *writer.removed.front()?;
        if writer.scrapes > 0 || (writer.clock)().saturating_sub(since) < QUARANTINE {
            return None;
        }
        writer.removed.pop_front();
        if writer.pins.contains_key(&entry) {
            // Its turn comes again; the next insert looks at the next one.
            writer.removed.push_back((entry, since));
            return None;
        }
        // SAFETY: entries are freed with the table.
        Some(unsafe { entry.as_ref() })
    }

    /// An entry that never had a key.
    fn fresh(&mut self, make: impl Fn() -> M) -> &'t Entry<M> {
        let writer = &mut *self.writer;
        let last = match writer.last {
            Some(last) if writer.taken < last.len() => last,
            _ => {
                // As many as leave little unused, whatever the size of the family.
                let len = (writer.entries / 64).clamp(8, 4096);
                let chunk: Box<[Entry<M>]> = (0..len).map(|_| Entry::new(make())).collect();
                let chunk = NonNull::from(Box::leak(chunk));
                self.table.chunks.lock().unwrap_or_else(PoisonError::into_inner).push(chunk);
                writer.entries += len;
                writer.taken = 0;
                *writer.last.insert(chunk)
            }
        };
        writer.taken += 1;
        // SAFETY: chunks are freed with the table, and changed through shared references only.
        unsafe { &(&*last.as_ptr().cast_const())[writer.taken - 1] }
    }
}

/// A scrape of a table: while it lives, no entry is given to another key.
pub(super) struct Scrape<'t, M> {
    table: &'t Table<M>,
    pub(super) series: Vec<(Found<'t, M>, Packed)>,
}

impl<M> Drop for Scrape<'_, M> {
    fn drop(&mut self) {
        self.table.write().writer.scrapes -= 1;
    }
}

impl<M> Drop for Table<M> {
    fn drop(&mut self) {
        let writer = self.writer.get_mut().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: whoever could use the index borrows the table.
        unsafe { self.slots.free(&mut writer.parts) };
        let chunks = self.chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
        for chunk in chunks.drain(..) {
            // SAFETY: from `Box::leak`, and nothing leads to it any more.
            drop(unsafe { Box::from_raw(chunk.as_ptr()) });
        }
    }
}

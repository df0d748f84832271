//! How the entries of a table are read without a lock.
//!
//! An entry is never freed while its table lives, but it may be given to another key. So a
//! reader looks at the state, compares the key, and looks at the state again: if it did not
//! change, the key was the entry's all along. A hit writes nothing.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use super::sync::{AtomicU32, AtomicU64, constants, fence};

/// How many bytes of a key lie in the record itself.
pub(crate) const INLINE: usize = 40;

/// The words of a short key.
pub(crate) type Words = [u64; INLINE / 8];

/// What a record holds of its key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Packed {
    pub(crate) hash: u32,
    /// The combination of the closed labels.
    pub(crate) closed: u32,
    /// Bytes of the open labels.
    pub(crate) len: u32,
    /// The bytes, if they are at most [`INLINE`]; else what leads to them.
    pub(crate) words: Words,
}

/// The head of an entry: its state and its key, in 56 bytes.
#[derive(Debug)]
pub(crate) struct Record {
    /// The generation, and in the lowest bit whether the entry is live.
    state: AtomicU32,
    hash: AtomicU32,
    closed: AtomicU32,
    len: AtomicU32,
    words: [AtomicU64; INLINE / 8],
}

const LIVE: u32 = 1;

impl Record {
    pub(crate) fn new() -> Self {
        Self {
            state: AtomicU32::new(0),
            hash: AtomicU32::new(0),
            closed: AtomicU32::new(0),
            len: AtomicU32::new(0),
            words: std::array::from_fn(|_| AtomicU64::new(0)),
        }
    }

    /// The generation, if the entry is live and has this key.
    #[inline(always)]
    pub(crate) fn holds(&self, key: &Packed) -> Option<u32> {
        let state = self.state.load(Acquire);
        let mut differs = (state & LIVE) ^ LIVE;
        differs |= self.len.load(Relaxed) ^ key.len;
        differs |= self.closed.load(Relaxed) ^ key.closed;
        let mut words = 0;
        for (word, other) in self.words.iter().zip(&key.words) {
            words |= word.load(Relaxed) ^ other;
        }
        if differs != 0 || words != 0 {
            return None;
        }
        fence(Acquire);
        (self.state.load(Relaxed) == state).then_some(state >> 1)
    }

    /// The key and the generation, if the entry is live.
    pub(crate) fn read(&self) -> Option<(u32, Packed)> {
        let state = self.state.load(Acquire);
        let mut key = Packed {
            hash: self.hash.load(Relaxed),
            closed: self.closed.load(Relaxed),
            len: self.len.load(Relaxed),
            words: [0; INLINE / 8],
        };
        for (word, out) in self.words.iter().zip(&mut key.words) {
            *out = word.load(Relaxed);
        }
        fence(Acquire);
        let unchanged = self.state.load(Relaxed) == state;
        (unchanged && state & LIVE != 0).then_some((state >> 1, key))
    }

    /// Whether the entry still has the key that it had in this generation, live or removed.
    #[inline]
    pub(crate) fn is_of(&self, generation: u32) -> bool {
        self.state.load(Relaxed) >> 1 == generation
    }

    /// Whether the entry is live and still of this generation: what was read since it was found
    /// belongs to its key.
    pub(crate) fn is_still(&self, generation: u32) -> bool {
        fence(Acquire);
        self.state.load(Relaxed) == generation << 1 | LIVE
    }

    /// The hash, for the one who may write.
    pub(crate) fn hash(&self) -> u32 {
        self.hash.load(Relaxed)
    }

    /// What leads to the bytes of its key, if they lie elsewhere; for the one who may write.
    pub(crate) fn spilled(&self) -> Option<u64> {
        let long = self.len.load(Relaxed) as usize > INLINE;
        long.then(|| self.words[0].load(Relaxed))
    }

    /// Gives a removed entry to another key, not yet live. Only one thread may do this, or any
    /// of the following, at a time.
    pub(crate) fn assign(&self, key: &Packed) -> u32 {
        let generation = (self.state.load(Relaxed) >> 1).wrapping_add(1) & (u32::MAX >> 1);
        self.state.store(generation << 1, Relaxed);
        // Who reads a word of the new key also sees that the state changed.
        fence(Release);
        self.hash.store(key.hash, Relaxed);
        self.closed.store(key.closed, Relaxed);
        self.len.store(key.len, Relaxed);
        for (word, new) in self.words.iter().zip(key.words) {
            word.store(new, Relaxed);
        }
        generation
    }

    /// Makes the entry live: it can be found by its key.
    pub(crate) fn raise(&self) {
        self.state.store(self.state.load(Relaxed) | LIVE, Release);
    }

    /// Removes the entry; it keeps its generation until it is given to another key.
    pub(crate) fn lower(&self) {
        self.state.store(self.state.load(Relaxed) & !LIVE, Release);
    }
}

/// Whether a structure changed while it was read. Even when it is at rest.
#[derive(Debug)]
pub(crate) struct Version(AtomicU32);

impl Version {
    constants! {
        pub(crate) fn new() -> Self {
            Self(AtomicU32::new(0))
        }
    }

    /// Where a reader begins; `None` while the structure changes.
    pub(crate) fn begin(&self) -> Option<u32> {
        Some(self.0.load(Acquire)).filter(|version| version % 2 == 0)
    }

    /// Whether nothing changed since.
    pub(crate) fn is_still(&self, version: u32) -> bool {
        fence(Acquire);
        self.0.load(Relaxed) == version
    }

    /// Begins a change. Only one thread may change the structure at a time.
    pub(crate) fn open(&self) {
        self.0.store(self.0.load(Relaxed).wrapping_add(1), Relaxed);
        fence(Release);
    }

    /// Ends a change.
    pub(crate) fn close(&self) {
        self.0.store(self.0.load(Relaxed).wrapping_add(1), Release);
    }
}

/// A word of a long key.
#[derive(Debug, Default)]
pub(crate) struct Word(AtomicU64);

impl Word {
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }

    pub(crate) fn set(&self, word: u64) {
        self.0.store(word, Relaxed);
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    fn key(n: u64) -> Packed {
        Packed { hash: 1, closed: 2, len: 40, words: [n; INLINE / 8] }
    }

    #[test]
    fn a_record_is_found_while_it_is_live() {
        let record = Record::new();
        assert_eq!(record.holds(&Packed::default()), None);
        let first = record.assign(&key(1));
        assert_eq!(record.holds(&key(1)), None);
        record.raise();
        assert_eq!(record.holds(&key(1)), Some(first));
        assert_eq!(record.holds(&key(2)), None);
        assert_eq!(record.read(), Some((first, key(1))));
        record.lower();
        assert_eq!((record.holds(&key(1)), record.read()), (None, None));
        assert!(record.is_of(first) && !record.is_still(first));
        let second = record.assign(&key(1));
        record.raise();
        assert_eq!(record.holds(&key(1)), Some(second));
        assert!(!record.is_of(first));
    }

    #[test]
    fn a_reader_never_sees_half_a_key() {
        let record = Record::new();
        let rounds = if cfg!(miri) { 50 } else { 100_000 };
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for n in 0..rounds {
                    record.assign(&key(n));
                    record.raise();
                    record.lower();
                }
            });
            for _ in 0..rounds {
                if let Some((_, found)) = record.read() {
                    assert!(found.words.iter().all(|&word| word == found.words[0]));
                }
            }
        });
    }
}

//! Room for keys that are too long for an entry.
//!
//! As entries, blocks are never freed while the table lives, and are given to another key when
//! the entry that had them is.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::cell::Word;

/// Blocks by number; they never move.
pub(super) struct Spill {
    /// Chunk `k` has `FIRST << k` blocks. Made for the first long key.
    chunks: OnceLock<Box<[OnceLock<Chunk>; CHUNKS]>>,
}

type Chunk = Box<[OnceLock<Box<[Word]>>]>;

const FIRST: usize = 8;
const CHUNKS: usize = 29;

/// The blocks that no entry has, by size.
#[derive(Default)]
pub(super) struct SpillPool {
    made: u64,
    spare: HashMap<usize, Vec<u64>>,
}

impl Spill {
    pub(super) const fn new() -> Self {
        Self { chunks: OnceLock::new() }
    }

    /// Whether the block begins with these bytes.
    pub(super) fn holds(&self, number: u64, bytes: impl Iterator<Item = u8>) -> bool {
        let Some(block) = self.block(number) else { return false };
        let mut words = block.iter();
        let mut word = [0; 8];
        for (i, byte) in bytes.enumerate() {
            if i % 8 == 0 {
                let Some(next) = words.next() else { return false };
                word = next.get().to_le_bytes();
            }
            if word[i % 8] != byte {
                return false;
            }
        }
        true
    }

    /// The first `len` bytes of a block.
    pub(super) fn read(&self, number: u64, len: usize, out: &mut Vec<u8>) {
        if let Some(block) = self.block(number) {
            out.extend(block.iter().flat_map(|word| word.get().to_le_bytes()).take(len));
        }
    }

    /// A block for `len` bytes that no entry has.
    pub(super) fn take(&self, pool: &mut SpillPool, len: usize) -> u64 {
        let size = len.div_ceil(8).next_power_of_two();
        if let Some(number) = pool.spare.get_mut(&size).and_then(Vec::pop) {
            return number;
        }
        let number = pool.made;
        pool.made += 1;
        let (chunk, place, chunk_len) = locate(number);
        let chunks = self.chunks.get_or_init(|| Box::new([const { OnceLock::new() }; CHUNKS]));
        let chunk = chunks[chunk].get_or_init(|| (0..chunk_len).map(|_| OnceLock::new()).collect());
        chunk[place].get_or_init(|| (0..size).map(|_| Word::default()).collect());
        number
    }

    /// Writes a key to a block that is large enough.
    pub(super) fn write(&self, number: u64, mut bytes: impl Iterator<Item = u8>) {
        for word in self.block(number).unwrap_or_default() {
            let mut next = [0; 8];
            for (to, byte) in next.iter_mut().zip(&mut bytes) {
                *to = byte;
            }
            word.set(u64::from_le_bytes(next));
        }
    }

    /// Takes a block back from an entry that will have another key.
    pub(super) fn give_back(&self, pool: &mut SpillPool, number: u64) {
        if let Some(block) = self.block(number) {
            pool.spare.entry(block.len()).or_default().push(number);
        }
    }

    fn block(&self, number: u64) -> Option<&[Word]> {
        let (chunk, place, _) = locate(number);
        self.chunks.get()?.get(chunk)?.get()?.get(place)?.get().map(|block| &**block)
    }
}

/// The chunk of a block, its place there, and the chunk's length.
#[allow(clippy::cast_possible_truncation)] // numbers are counted by a `usize`
fn locate(number: u64) -> (usize, usize, usize) {
    let number = (number as usize).saturating_add(FIRST);
    let chunk = (number / FIRST).ilog2() as usize;
    let len = FIRST << chunk;
    (chunk, number - len, len)
}

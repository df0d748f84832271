//! Keys: the labels of one series as a table compares them.

use std::hash::{BuildHasher, RandomState};

use crate::cell::{INLINE, Packed, Words};

/// Stands between the texts of a key; cannot occur in UTF-8.
pub(super) const SEPARATOR: u8 = 0xFF;

/// The labels of one series, borrowed from whoever asks for it.
pub(super) struct Key<'k> {
    /// The texts of the open labels, in order of declaration.
    pub(super) texts: &'k [&'k str],
    pub(super) packed: Packed,
}

/// What a table's hashes begin with, so that nobody outside can tell which keys collide.
pub(super) struct Seeds([u64; 6]);

impl Seeds {
    pub(super) fn random() -> Self {
        // Each is a keyed hash under keys from the system.
        let state = RandomState::new();
        Self(std::array::from_fn(|i| state.hash_one(i)))
    }

    /// Products of pairs of words, folded: little work for few words, and keyed.
    #[inline(always)]
    fn hash(&self, closed: u32, len: u32, words: &Words) -> u64 {
        let Self(seeds) = self;
        let head = u64::from(closed) << 32 | u64::from(len);
        let hash = fold(words[0] ^ seeds[0], words[1] ^ seeds[1])
            ^ fold(words[2] ^ seeds[2], words[3] ^ seeds[3])
            ^ fold(words[4] ^ seeds[4], head ^ seeds[5]);
        fold(hash, seeds[1] | 1)
    }

    /// As [`hash`](Self::hash), block after block.
    fn hash_long(&self, closed: u32, len: u32, bytes: impl Iterator<Item = u8>) -> u64 {
        let mut words = Words::default();
        let mut filled = 0;
        for byte in bytes {
            words[filled / 8] |= u64::from(byte) << (filled % 8 * 8);
            filled += 1;
            if filled == INLINE {
                words = [self.hash(closed, len, &words), 0, 0, 0, 0];
                filled = 8;
            }
        }
        self.hash(closed, len, &words)
    }
}

/// Both halves of a product.
#[inline(always)]
#[allow(clippy::cast_possible_truncation)] // the halves
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

impl<'k> Key<'k> {
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation)] // just checked
    pub(super) fn new(seeds: &Seeds, closed: u32, texts: &'k [&'k str]) -> Self {
        if let [text] = texts
            && text.len() <= INLINE
        {
            let (words, len) = (pack_one(text.as_bytes()), text.len() as u32);
            let hash = upper(seeds.hash(closed, len, &words));
            return Self { texts, packed: Packed { hash, closed, len, words } };
        }
        Self::several(seeds, closed, texts)
    }

    /// A key of several texts, or of a long one.
    #[inline(never)]
    #[allow(clippy::cast_possible_truncation)] // keys have less than 4 GiB
    fn several(seeds: &Seeds, closed: u32, texts: &'k [&'k str]) -> Self {
        let len = texts.iter().map(|text| text.len() + 1).sum::<usize>().saturating_sub(1) as u32;
        let mut key =
            Self { texts, packed: Packed { hash: 0, closed, len, words: Words::default() } };
        key.packed.hash = if key.is_inline() {
            key.packed.words = pack(texts);
            upper(seeds.hash(closed, len, &key.packed.words))
        } else {
            upper(seeds.hash_long(closed, len, key.bytes()))
        };
        key
    }

    pub(super) fn is_inline(&self) -> bool {
        self.packed.len as usize <= INLINE
    }

    /// The bytes of the key: the texts with separators between them.
    pub(super) fn bytes(&self) -> impl Iterator<Item = u8> {
        let texts = self.texts.iter().enumerate();
        texts.flat_map(|(i, text)| (i > 0).then_some(SEPARATOR).into_iter().chain(text.bytes()))
    }
}

#[allow(clippy::cast_possible_truncation)] // the upper half fits
fn upper(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// The words of at most [`INLINE`] bytes, padded with zeros.
#[inline(always)]
fn pack_one(bytes: &[u8]) -> Words {
    let mut words = Words::default();
    let Some(last) = bytes.last_chunk::<8>() else {
        words[0] = short(bytes);
        return words;
    };
    let last = u64::from_le_bytes(*last);
    for (i, word) in words.iter_mut().enumerate() {
        let end = 8 * (i + 1);
        *word = match bytes.get(end - 8..end).and_then(<[u8]>::first_chunk::<8>) {
            Some(whole) => u64::from_le_bytes(*whole),
            // What is left of the last eight bytes, less those that were read already.
            None if bytes.len() + 8 > end => last >> (8 * (end - bytes.len())),
            None => 0,
        };
    }
    words
}

/// Up to seven bytes.
#[inline]
fn short(bytes: &[u8]) -> u64 {
    let len = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return u64::from(first) | u64::from(last) << (8 * (len - 4));
    }
    let at = |place: usize| bytes.get(place).map_or(0, |&byte| u64::from(byte) << (8 * place));
    at(0) | at(1) | at(2)
}

fn pack(texts: &[&str]) -> Words {
    let mut bytes = [0; INLINE];
    let mut at = 0;
    for (i, text) in texts.iter().enumerate() {
        if i > 0 {
            bytes[at] = SEPARATOR;
            at += 1;
        }
        bytes[at..at + text.len()].copy_from_slice(text.as_bytes());
        at += text.len();
    }
    pack_one(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_keeps_every_byte() {
        let bytes: Vec<u8> = (1..=40).collect();
        for len in 0..=INLINE {
            let words = pack_one(&bytes[..len]);
            let mut expected = [0; INLINE];
            expected[..len].copy_from_slice(&bytes[..len]);
            let unpacked: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
            assert_eq!(unpacked, expected, "{len} bytes");
        }
    }

    #[test]
    fn keys_differ_where_texts_do() {
        let hasher = Seeds::random();
        let key = |closed, texts: &[&str]| {
            let key = Key::new(&hasher, closed, texts);
            (key.packed, key.bytes().collect::<Vec<_>>())
        };
        let a40 = "a".repeat(40);
        let keys = [
            key(0, &["", ""]),
            key(0, &["ab", "c"]),
            key(0, &["a", "bc"]),
            key(1, &["a", "bc"]),
            key(0, &["a\0"]),
            key(0, &["a"]),
            key(0, &[&a40]),
            key(0, &[&a40, ""]),
            key(0, &[&a40, "a"]),
        ];
        for (i, one) in keys.iter().enumerate() {
            for (j, other) in keys.iter().enumerate() {
                assert_eq!(one == other, i == j, "{i} {j}");
                assert_eq!(one.0.hash == other.0.hash, i == j, "{i} {j}");
            }
        }
    }
}

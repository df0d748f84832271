//! Memory that no two threads' cells share by accident.

use super::sync::{AtomicU64, array, constants};

/// On cache lines of its own: two of them (128 bytes), which processors fetch together.
#[derive(Debug)]
#[repr(align(128))]
pub(crate) struct Padded<T>(pub(crate) T);

/// Words in a [`Line`].
const WORDS: usize = 16;

/// Words that are alone on their cache lines.
pub(super) type Line = Padded<[AtomicU64; WORDS]>;

impl Line {
    constants! {
        fn new() -> Self {
            Self(array![AtomicU64::new(0); WORDS])
        }
    }
}

/// How many lines that many words take.
pub(super) const fn lines_of(words: usize) -> usize {
    words.div_ceil(WORDS)
}

/// That many lines of zeros, in one allocation.
pub(super) fn lines(count: usize) -> Box<[Line]> {
    (0..count).map(|_| Line::new()).collect()
}

/// One word of a run of lines.
#[inline]
pub(super) fn word(lines: &[Line], at: usize) -> &AtomicU64 {
    &lines[at / WORDS].0[at % WORDS]
}

//! Memory that no two threads' cells share by accident.

use super::sync::AtomicU64;

/// On cache lines of its own: two of them (128 bytes), which processors fetch together.
#[derive(Debug)]
#[repr(align(128))]
pub(crate) struct Padded<T>(pub(crate) T);

/// How many buckets lie beside the sum.
pub(super) const FEW: usize = 12;

/// The sum and the buckets of a histogram that are written together, alone on their cache lines.
pub(super) type Line = Padded<Cells>;

#[derive(Debug)]
pub(super) struct Cells {
    /// For the protocol by which the cells are written.
    pub(super) state: [AtomicU64; 2],
    pub(super) sum: AtomicU64,
    /// The buckets, unless there are more.
    few: [AtomicU64; FEW],
    /// All buckets, if there are more: on lines of their own.
    many: Option<Box<Many>>,
}

/// One pointer wide where it is held, so that [`Cells`] are 128 bytes.
#[derive(Debug)]
struct Many(Box<[Padded<[AtomicU64; WORDS]>]>);

/// Words in two cache lines.
const WORDS: usize = 16;

impl Line {
    /// Zeros, for that many buckets.
    pub(super) fn new(buckets: usize) -> Self {
        let zero = |_| AtomicU64::new(0);
        let many = (buckets > FEW).then(|| {
            let lines = 0..buckets.div_ceil(WORDS);
            Box::new(Many(lines.map(|_| Padded(std::array::from_fn(zero))).collect()))
        });
        let state = std::array::from_fn(zero);
        Self(Cells { state, sum: zero(0), few: std::array::from_fn(zero), many })
    }

    /// # Panics
    ///
    /// If there are no more than `at` buckets.
    #[inline]
    pub(super) fn bucket(&self, at: usize) -> &AtomicU64 {
        match &self.0.many {
            None => &self.0.few[at],
            Some(many) => &many.0[at / WORDS].0[at % WORDS],
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn cells_of_few_buckets_are_one_line() {
        assert_eq!(size_of::<Line>(), 128);
        assert!(Line::new(FEW).0.many.is_none());
    }

    #[test]
    fn buckets_do_not_overlap() {
        for buckets in [1, FEW, FEW + 1, 16, 17, 200] {
            let line = Line::new(buckets);
            let mut all: Vec<_> = (0..buckets).map(|at| &raw const *line.bucket(at)).collect();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), buckets);
        }
    }
}

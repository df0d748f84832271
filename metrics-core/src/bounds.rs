//! The bounds of a histogram's buckets, checked, and how a value's bucket is found.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hint::select_unpredictable;
use std::sync::{Mutex, PoisonError};

use crate::buckets::{self, BucketError};

/// Bounds that strictly increase, without a last `+Inf`.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct Bounds {
    values: &'static [f64],
    search: Search,
}

/// How a bucket is found. Chosen once; no branch depends on the value that is looked for.
///
/// Positive floats are ordered as the integers with the same bits are, with the exponent in
/// front. So the uppermost bits tell roughly where a value lies among positive bounds, and where
/// the bounds are even, exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Search {
    /// Read as integers, each bound is `1 << shift` above the one before it. This is so if each
    /// one is twice (or four times, or sixteen times) the one before it, and for some finer
    /// steps; whatever the first one is.
    Even { shift: u8 },
    /// No two bounds agree in the bits from `shift` on, which number the cells that the bounds lie
    /// in; all lie in [`CELLS`] cells in a row. `below` has four bits for each of these, in the
    /// place that the number's last four bits say: how many bounds lie in the cells below it.
    Cells { shift: u8, below: u64 },
    /// Looks at every bound if there are few, or else halves them until one is left.
    Any,
}

/// How many numbers of four bits have room in a word.
const CELLS: u64 = 16;

/// Up to here, looking at every bound beats halving: vector instructions do it.
const COUNTED: usize = 32;

impl Bounds {
    /// The [default bounds](buckets::DEFAULT).
    pub(crate) const DEFAULT: Self = Self::checked(buckets::DEFAULT);

    /// # Errors
    ///
    /// If the bounds do not strictly increase, or one of them is NaN.
    pub(crate) const fn new(bounds: &'static [f64]) -> Result<Self, BucketError> {
        match buckets::check(bounds) {
            Ok(values) => Ok(Self { values, search: Search::of(values) }),
            Err(error) => Err(error),
        }
    }

    /// Bounds that are known at run time only. They are kept for as long as the program runs, equal
    /// ones once: who makes metrics anew with the same bounds needs no more memory for them.
    ///
    /// # Errors
    ///
    /// If the bounds do not strictly increase, or one of them is NaN.
    pub(crate) fn kept(bounds: Cow<'static, [f64]>) -> Result<Self, BucketError> {
        static KEPT: Mutex<BTreeMap<Vec<u64>, &'static [f64]>> = Mutex::new(BTreeMap::new());
        let bounds = match bounds {
            Cow::Borrowed(bounds) => bounds,
            Cow::Owned(bounds) => {
                buckets::check(&bounds)?;
                let bits = bounds.iter().map(|bound| bound.to_bits()).collect();
                let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
                *kept.entry(bits).or_insert_with(|| bounds.leak())
            }
        };
        Self::new(bounds)
    }

    /// # Panics
    ///
    /// If the bounds do not strictly increase, or one of them is NaN.
    #[track_caller]
    pub(crate) const fn checked(bounds: &'static [f64]) -> Self {
        let values = buckets::checked(bounds);
        Self { values, search: Search::of(values) }
    }

    /// Bounds that are refused elsewhere if they are not in order.
    pub(crate) const fn accepted(bounds: &'static [f64]) -> Self {
        match Self::new(bounds) {
            Ok(bounds) => bounds,
            Err(_) => Self { values: bounds, search: Search::Any },
        }
    }

    pub(crate) const fn values(self) -> &'static [f64] {
        self.values
    }

    /// How many buckets there are, with that of `+Inf`.
    #[inline]
    pub(crate) const fn buckets(self) -> usize {
        self.values.len() + 1
    }

    /// The place of the first bound that is not below `value`, or the number of bounds (S77).
    #[inline(always)]
    pub(crate) fn find(&self, value: f64) -> usize {
        let bounds = self.values;
        let [lower, .., upper] = bounds else { return any(bounds, value) };
        // What lies outside of all bounds is in the cell of the nearest one. A NaN is above.
        let within = if value < *upper { value } else { *upper };
        let within = if within > *lower { within } else { *lower };
        let guess = match self.search {
            Search::Cells { shift, below } => {
                let cell = within.to_bits() >> shift;
                (below >> (cell % CELLS * 4)) % CELLS
            }
            Search::Even { shift } => (within.to_bits() - lower.to_bits()) >> shift,
            Search::Any => return any(bounds, value),
        };
        #[allow(clippy::cast_possible_truncation)] // below the number of bounds
        let guess = guess as usize;
        guess + usize::from(is_below(bounds[guess], value))
    }
}

/// Written so that NaN is above every bound.
#[inline]
#[allow(clippy::neg_cmp_op_on_partial_ord)]
fn is_below(bound: f64, value: f64) -> bool {
    !(value <= bound)
}

/// Called cold, though for some bounds it is not: so that the other ways, where no call is, keep
/// what they know in registers.
#[cold]
#[inline(never)]
fn any(bounds: &[f64], value: f64) -> usize {
    if bounds.len() <= COUNTED { count_below(bounds, value) } else { halve(bounds, value) }
}

fn count_below(bounds: &[f64], value: f64) -> usize {
    bounds.iter().map(|bound| usize::from(is_below(*bound, value))).sum()
}

fn halve(bounds: &[f64], value: f64) -> usize {
    // What is looked for lies in `start..=start + len`.
    let (mut start, mut len) = (0, bounds.len());
    while len > 1 {
        let half = len / 2;
        let below = is_below(bounds[start + half - 1], value);
        start = select_unpredictable(below, start + half, start);
        len -= half;
    }
    start + usize::from(len == 1 && is_below(bounds[start], value))
}

impl Search {
    const fn of(bounds: &[f64]) -> Self {
        let several = bounds.len() > 1 && bounds[0] > 0.0;
        if several && let Some(search) = Self::even(bounds) {
            search
        } else if several && let Some(search) = Self::cells(bounds) {
            search
        } else {
            Self::Any
        }
    }

    const fn even(bounds: &[f64]) -> Option<Self> {
        let step = bounds[1].to_bits() - bounds[0].to_bits();
        let mut i = 2;
        while i < bounds.len() {
            if bounds[i].to_bits() - bounds[i - 1].to_bits() != step {
                return None;
            }
            i += 1;
        }
        if !step.is_power_of_two() {
            return None;
        }
        #[allow(clippy::cast_possible_truncation)] // below 64
        Some(Self::Even { shift: step.trailing_zeros() as u8 })
    }

    const fn cells(bounds: &[f64]) -> Option<Self> {
        // A cell for each exponent; if that is too rough, two, four, … for each.
        let mut shift = 52;
        while shift >= 48 {
            if let Some(search) = Self::cells_of(bounds, shift) {
                return Some(search);
            }
            shift -= 1;
        }
        None
    }

    const fn cells_of(bounds: &[f64], shift: u8) -> Option<Self> {
        let first = bounds[0].to_bits() >> shift;
        let (mut below, mut i) = (0, 0);
        let mut cell = first;
        while cell < first + CELLS && i < bounds.len() {
            below |= (i as u64) << (cell % CELLS * 4);
            if bounds[i].to_bits() >> shift == cell {
                i += 1;
            }
            cell += 1;
        }
        if i < bounds.len() { None } else { Some(Self::Cells { shift, below }) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// S77 as it is written.
    fn linear(bounds: &[f64], value: f64) -> usize {
        bounds.iter().position(|bound| value <= *bound).unwrap_or(bounds.len())
    }

    /// Bounds live for ever; kept, so that Miri sees no leak.
    fn leak(bounds: Vec<f64>) -> &'static [f64] {
        static KEPT: Mutex<Vec<&[f64]>> = Mutex::new(Vec::new());
        let bounds = bounds.leak();
        KEPT.lock().unwrap().push(bounds);
        bounds
    }

    /// Bounds of each kind of search.
    fn all() -> Vec<(Option<Search>, &'static [f64])> {
        let growing = |start: f64, factor: f64, len| {
            leak(std::iter::successors(Some(start), |b| Some(b * factor)).take(len).collect())
        };
        let doubling = |start, len| growing(start, 2.0, len);
        let halves = |start: f64, len: u32| {
            (0..len).flat_map(|i| [1.0, 1.5].map(|m| start * m * f64::from(1 << i))).collect()
        };
        let even = |shift| Some(Search::Even { shift });
        let cells = |shift, below| Some(Search::Cells { shift, below });
        let mut all = vec![
            (cells(52, 0x7655_4321_0000_0A98), buckets::DEFAULT),
            (Some(Search::Any), &[]),
            (Some(Search::Any), &[0.0]),
            (Some(Search::Any), &[-1.0, -0.5]),
            (Some(Search::Any), &[0.0, f64::MIN_POSITIVE]),
            (Some(Search::Any), &[f64::NEG_INFINITY, 0.0, f64::MAX]),
            (Some(Search::Any), &[1.0]),
            (Some(Search::Any), &[f64::MAX]),
            (Some(Search::Any), &[5e-324]),
            (cells(52, 0x10), &[5e-324, 2.5e-308]),
            (cells(52, 0x4321), &[1.0, 2.0, 5.0, 10.0, 20.0]),
            (cells(52, 0x0111_1111_1111_1111), &[1.0, 65535.0]),
            (Some(Search::Any), &[1.0, 65537.0]),
            (cells(51, 0x1000_0000_0000_0432), &[1.0, 1.5, 2.5, 3.0, 4.0]),
            (cells(48, 0x1000_0000), &[1.4, 1.45]),
            (None, &[1.0, 1.1, 1.2, 1.3, 1.4, 1.5]),
            (even(52), doubling(1.0, 2)),
            (even(52), doubling(0.25, 10)),
            (even(52), doubling(0.001, 14)),
            (even(52), doubling(f64::MIN_POSITIVE, if cfg!(miri) { 40 } else { 2046 })),
            (even(53), &[0.5, 2.0, 8.0, 32.0]),
            (even(54), &[0.1, 1.6, 25.6]),
            (even(51), leak(halves(1.0, 12))),
            (even(0), &[5e-324, 1e-323, 1.5e-323]),
            (even(62), leak(vec![5e-324, 2.0_f64.next_up()])),
            // Subnormals double without being even.
            (Some(Search::Any), leak((0..60).map(|i| f64::from_bits(1 << i)).collect())),
        ];
        for len in (1..100_u32).step_by(if cfg!(miri) { 24 } else { 1 }) {
            all.push((None, leak((0..len).map(|i| f64::from(i) - 20.0).collect())));
            all.push((None, leak((1..=len).map(f64::from).collect())));
            all.push((None, growing(0.001, 1.7, len as usize)));
        }
        all
    }

    #[test]
    fn s77_every_search_finds_the_first_bound_that_is_not_below() {
        for (search, values) in all() {
            let bounds = Bounds::checked(values);
            if let Some(search) = search {
                assert_eq!(bounds.search, search, "{values:?}");
            }
            let mut probes = vec![0.0, 1.0, 1e-310, 5e-324, f64::MIN_POSITIVE, f64::MAX];
            probes.extend([f64::INFINITY, f64::NAN, f64::from_bits(0x7FFF_FFFF_FFFF_FFFF)]);
            probes.extend(values.iter().flat_map(|b| [*b, b.next_up(), b.next_down(), b * 1.3]));
            let random = (0..if cfg!(miri) { 20 } else { 2_000 }).scan(1_u64, |state, _| {
                *state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
                Some(f64::from_bits(*state ^ (*state >> 31)))
            });
            probes.extend(random);
            for probe in probes.into_iter().flat_map(|probe| [probe, -probe]) {
                let expected = linear(values, probe);
                assert_eq!(bounds.find(probe), expected, "{probe:e} in {values:?}");
                assert_eq!(count_below(values, probe), expected, "{probe:e} in {values:?}");
                assert_eq!(halve(values, probe), expected, "{probe:e} in {values:?}");
            }
        }
    }
}

//! Quantiles of a stream, within an error in rank that each quantile states for itself: the
//! biased quantiles of Cormode, Korn, Muthukrishnan and Srivastava (2005), for targets.
//!
//! A sample is one of the values, and stands for `width` of them: itself, and some that were merged
//! into it. With `below` the widths of all samples before one, its rank is at least `below + width`
//! and at most `below + width + slack`. What keeps quantiles exact enough: unless it is 1,
//! `width + slack` is at most the [`room`] of the ranks from `below` to `below + width + slack`. If
//! one of these is the rank of a target with error `ε`, that is at most `2εn`; so the sample, or the
//! one before it, is within `εn` of the target.

/// Up to so many values are kept as they are (S102).
const EXACT: usize = 500;

/// Some values, or samples of many.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// What was not merged yet.
    values: Vec<f64>,
    /// By value.
    samples: Vec<Sample>,
    /// How many values the samples stand for.
    merged: u64,
}

#[derive(Clone, Copy, Debug)]
struct Sample {
    value: f64,
    width: u64,
    slack: u64,
}

impl Stream {
    pub(super) fn clear(&mut self) {
        self.values.clear();
        self.samples.clear();
        self.merged = 0;
    }

    /// Adds values, which are sorted and not NaN.
    pub(super) fn add(&mut self, mut values: &[f64], targets: &[(f64, f64)]) {
        while !values.is_empty() {
            let (now, later) = values.split_at(values.len().min(EXACT - self.values.len()));
            self.values.extend_from_slice(now);
            values = later;
            if self.values.len() == EXACT {
                self.merge(targets);
            }
        }
    }

    /// The value at a rank, which is one of the targets; NaN if there is none (G7).
    pub(super) fn quantile(&mut self, rank: f64, targets: &[(f64, f64)]) -> f64 {
        if self.samples.is_empty() {
            sort(&mut self.values);
            let at = place(rank, self.values.len() as u64).saturating_sub(1);
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            return self.values.get(at).copied().unwrap_or(f64::NAN);
        }
        self.merge(targets);
        let place = place(rank, self.merged);
        let (mut best, mut error, mut below) = (f64::NAN, u64::MAX, 0);
        for sample in &self.samples {
            below += sample.width;
            let most = below + sample.slack;
            let off = place.abs_diff(below).max(place.abs_diff(most));
            if off < error {
                (best, error) = (sample.value, off);
            }
        }
        best
    }

    /// Makes samples of the values, and merges samples into the ones after them, as far as there
    /// is room.
    fn merge(&mut self, targets: &[(f64, f64)]) {
        if self.values.is_empty() {
            return;
        }
        sort(&mut self.values);
        self.merged += self.values.len() as u64;
        let rooms: Vec<Room> =
            targets.iter().map(|&target| Room::of(target, self.merged)).collect();
        let mut below = self.merged;
        // From the last one to the first.
        let mut kept: Vec<Sample> = Vec::with_capacity(self.samples.len() + 1);
        let mut slack = 0;
        while let Some(sample) = self.pop(&mut slack) {
            below -= sample.width;
            // The smallest value stays.
            let is_first = self.samples.is_empty() && self.values.is_empty();
            match kept.last_mut() {
                Some(after) if !is_first => {
                    let span = sample.width + after.width + after.slack;
                    if span as f64 <= room(below, below + span, &rooms) {
                        after.width += sample.width;
                    } else {
                        kept.push(sample);
                    }
                }
                _ => kept.push(sample),
            }
        }
        kept.reverse();
        self.samples = kept;
    }

    /// The last one of the samples and the sorted values, as a sample. `slack` is kept between calls:
    /// that of a value which comes next.
    #[inline]
    fn pop(&mut self, slack: &mut u64) -> Option<Sample> {
        let sample = self.samples.last();
        let comes_last = |value: &mut f64| sample.is_none_or(|sample| sample.value <= *value);
        if let Some(value) = self.values.pop_if(comes_last) {
            return Some(Sample { value, width: 1, slack: *slack });
        }
        let sample = self.samples.pop()?;
        // The rank of a value before it is that of one of the values that it stands for.
        *slack = sample.width + sample.slack - 1;
        Some(sample)
    }
}

/// How wide samples may be because of a target.
#[derive(Clone, Copy, Debug)]
struct Room {
    n: f64,
    /// The rank of the target.
    at: f64,
    /// For samples that cover it. For the others, the more the further they are from it:
    here: f64,
    /// for each rank from the first to them,
    above: f64,
    /// and from them to the last.
    below: f64,
}

impl Room {
    /// Of a target among `n` ranks.
    fn of((rank, error): (f64, f64), n: u64) -> Self {
        let (n, error) = (n as f64, 2.0 * error);
        let (above, below) = (error / rank, error / (1.0 - rank));
        Self { n, at: rank * n, here: error * n, above, below }
    }

    #[inline]
    fn allows(&self, from: f64, to: f64) -> f64 {
        if from > self.at {
            self.above * from
        } else if to < self.at {
            self.below * (self.n - to)
        } else {
            self.here
        }
    }
}

/// How wide a sample may be that covers these ranks: the least that a target allows.
#[inline]
fn room(from: u64, to: u64, rooms: &[Room]) -> f64 {
    let (from, to) = (from as f64, to as f64);
    rooms.iter().map(|room| room.allows(from, to)).fold(f64::INFINITY, f64::min)
}

/// The place of a rank among `n` values, from 1.
fn place(rank: f64, n: u64) -> u64 {
    // In 0 to `n`.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let place = (rank * n as f64).ceil() as u64;
    place.clamp(1, n.max(1))
}

fn sort(values: &mut [f64]) {
    // Stable, since it finds the runs that are in order.
    values.sort_by(f64::total_cmp);
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGETS: &[(f64, f64)] =
        &[(0.0, 0.01), (0.01, 0.001), (0.5, 0.05), (0.9, 0.01), (0.99, 0.001), (1.0, 0.01)];

    /// A million values in a release build.
    const COUNT: u32 = if cfg!(miri) {
        2_000
    } else if cfg!(debug_assertions) {
        50_000
    } else {
        1_000_000
    };

    fn stream_of(values: impl Iterator<Item = u32>) -> Stream {
        let mut stream = Stream::default();
        let all: Vec<f64> = values.map(f64::from).collect();
        for values in all.chunks(500) {
            let mut values = values.to_vec();
            sort(&mut values);
            stream.add(&values, TARGETS);
        }
        stream
    }

    /// Quantiles of `0..COUNT` in some order: a value is its own rank.
    fn assert_within(stream: &mut Stream) {
        for &(rank, error) in TARGETS {
            let found = stream.quantile(rank, TARGETS) + 1.0;
            let off = (found - rank * f64::from(COUNT)).abs();
            assert!(off <= error * f64::from(COUNT) + 1.0, "{rank}: {found} is off by {off}");
        }
    }

    /// As in any order that is not made to be hard.
    fn assert_small(mut stream: Stream) {
        assert_within(&mut stream);
        assert!(stream.samples.len() < 200, "{}", stream.samples.len());
    }

    #[test]
    fn s103_sorted_values() {
        assert_small(stream_of(0..COUNT));
    }

    #[test]
    fn s103_reversed_values() {
        assert_small(stream_of((0..COUNT).rev()));
    }

    #[test]
    fn s103_random_values() {
        let mut values: Vec<u32> = (0..COUNT).collect();
        let mut state = 1_u64;
        for i in (1..values.len()).rev() {
            state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
            #[allow(clippy::cast_possible_truncation)]
            values.swap(i, (state >> 33) as usize % (i + 1));
        }
        assert_small(stream_of(values.into_iter()));
    }

    #[test]
    fn s103_values_from_the_outside_in() {
        let values = (0..COUNT).map(|i| if i % 2 == 0 { i / 2 } else { COUNT - 1 - i / 2 });
        assert_within(&mut stream_of(values));
    }

    #[test]
    fn s103_constant_values() {
        let mut stream = stream_of((0..COUNT).map(|_| 7));
        for &(rank, _) in TARGETS {
            assert_eq!(stream.quantile(rank, TARGETS), 7.0);
        }
    }

    /// The figures in the documentation.
    #[test]
    fn what_a_stream_takes() {
        assert_eq!(EXACT * size_of::<f64>(), 4_000);
        assert_eq!(size_of::<Sample>(), 24);
    }

    #[test]
    fn s102_few_values_are_exact() {
        let mut stream = stream_of((1..=499).rev());
        for (rank, value) in [(0.0, 1.0), (0.5, 250.0), (0.9, 450.0), (1.0, 499.0)] {
            assert_eq!(stream.quantile(rank, TARGETS), value);
        }
        assert!(Stream::default().quantile(0.5, TARGETS).is_nan());
    }
}

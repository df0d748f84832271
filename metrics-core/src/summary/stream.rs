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

    /// Makes samples of the values.
    fn merge(&mut self, targets: &[(f64, f64)]) {
        if self.values.is_empty() {
            return;
        }
        sort(&mut self.values);
        let mut merged = Vec::with_capacity(self.samples.len() + self.values.len());
        let mut samples = self.samples.iter().copied().peekable();
        for &value in &self.values {
            while let Some(sample) = samples.next_if(|sample| sample.value <= value) {
                merged.push(sample);
            }
            // Its rank is that of one of the values that the next sample stands for.
            let slack = samples.peek().map_or(0, |next| next.width + next.slack - 1);
            merged.push(Sample { value, width: 1, slack });
        }
        merged.extend(samples);
        self.merged += self.values.len() as u64;
        self.values.clear();
        self.samples = merged;
        self.compress(targets);
    }

    /// Merges samples into the ones after them, as far as there is room.
    fn compress(&mut self, targets: &[(f64, f64)]) {
        let Some(mut after) = self.samples.pop() else { return };
        let mut kept = Vec::with_capacity(self.samples.len());
        let mut below = self.merged - after.width;
        // From the last one to the second: the smallest value stays.
        while self.samples.len() > 1 {
            let Some(sample) = self.samples.pop() else { break };
            below -= sample.width;
            let span = sample.width + after.width + after.slack;
            if span as f64 <= room(below, below + span, self.merged, targets) {
                after.width += sample.width;
            } else {
                kept.push(std::mem::replace(&mut after, sample));
            }
        }
        kept.push(after);
        kept.extend(self.samples.pop());
        kept.reverse();
        self.samples = kept;
    }
}

/// How wide a sample may be that covers these of `n` ranks: the least that a target allows.
fn room(from: u64, to: u64, n: u64, targets: &[(f64, f64)]) -> f64 {
    let (from, to, n) = (from as f64, to as f64, n as f64);
    let of = |&(rank, error): &(f64, f64)| {
        let at = rank * n;
        // The further from the target, the more.
        if from > at {
            2.0 * error * from / rank
        } else if to < at {
            2.0 * error * (n - to) / (1.0 - rank)
        } else {
            2.0 * error * n
        }
    };
    targets.iter().map(of).fold(f64::INFINITY, f64::min)
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

    #[test]
    fn s102_few_values_are_exact() {
        let mut stream = stream_of((1..=499).rev());
        for (rank, value) in [(0.0, 1.0), (0.5, 250.0), (0.9, 450.0), (1.0, 499.0)] {
            assert_eq!(stream.quantile(rank, TARGETS), value);
        }
        assert!(Stream::default().quantile(0.5, TARGETS).is_nan());
    }
}

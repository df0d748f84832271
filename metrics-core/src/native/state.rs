//! What a native histogram has observed, and how it stays small (S87–S93).

use std::cmp::Ordering;
use std::time::{Duration, UNIX_EPOCH};

use super::exemplars::Exemplars;
use super::{NativeSnapshot, schema};
use crate::exemplar::Exemplar;
use crate::intake::Fold;
use crate::options::{NativeOptions, nanos};
use crate::sample::Bucket;

/// An observation on its way.
#[derive(Debug)]
pub(super) struct Observed {
    pub(super) value: f64,
    /// Nanoseconds since the Unix epoch; 0 if nobody asks.
    pub(super) at: u64,
    pub(super) exemplar: Option<Box<Exemplar>>,
}

#[derive(Debug)]
pub(super) struct State {
    options: NativeOptions,
    sum: f64,
    /// Observations in each classic bucket, not cumulative; the last one is `+Inf`, and without
    /// others it counts them all.
    classic: Vec<u64>,
    schema: i32,
    zero_threshold: f64,
    zero_count: u64,
    positive: Buckets,
    negative: Buckets,
    /// When it was made or last reset, in nanoseconds since the Unix epoch.
    reset: u64,
    /// Whether it is reset as soon as that is long enough ago.
    scheduled: bool,
    /// Exemplars of the classic buckets, once there is one.
    slots: Vec<Option<Exemplar>>,
    exemplars: Exemplars,
}

impl State {
    pub(super) fn new(options: &NativeOptions) -> Self {
        Self {
            options: *options,
            sum: 0.0,
            classic: vec![0; options.bounds.buckets()],
            schema: schema::of_factor(options.bucket_factor),
            zero_threshold: options.zero_threshold,
            zero_count: 0,
            positive: Buckets::default(),
            negative: Buckets::default(),
            reset: nanos((options.clock)()),
            scheduled: false,
            slots: Vec::new(),
            exemplars: Exemplars::new(options.max_exemplars, options.exemplar_ttl),
        }
    }

    /// What was observed, at a moment that is `now`: a reset that is due happens first.
    pub(super) fn snapshot(&mut self, now: u64) -> NativeSnapshot {
        self.reset_if_due(now);
        let mut count = 0_u64;
        let classic = self.options.bounds.values().iter().zip(&self.classic);
        let buckets = classic
            .map(|(&upper_bound, &in_bucket)| {
                count = count.wrapping_add(in_bucket);
                Bucket { upper_bound, cumulative_count: count }
            })
            .collect();
        NativeSnapshot {
            count: count.wrapping_add(self.classic.last().copied().unwrap_or(0)),
            sum: self.sum,
            buckets,
            schema: self.schema,
            zero_threshold: self.zero_threshold,
            zero_count: self.zero_count,
            positive: self.positive.0.clone(),
            negative: self.negative.0.clone(),
            created: Some(UNIX_EPOCH + Duration::from_nanos(self.reset)),
            slots: self.slots.iter().flatten().cloned().collect(),
            exemplars: self.exemplars.as_slice().to_vec(),
        }
    }

    /// Takes everything back (S91a), exemplars among it (K19).
    #[cold]
    pub(super) fn reset(&mut self, now: u64) {
        *self = Self { reset: now, ..Self::new(&self.options) };
    }

    fn reset_if_due(&mut self, now: u64) {
        if !self.scheduled {
            return;
        }
        let due = self.reset.saturating_add(self.min_reset());
        if now >= due {
            // As if someone had been there at that moment.
            self.reset(due);
        }
    }

    fn min_reset(&self) -> u64 {
        u64::try_from(self.options.min_reset_duration.as_nanos()).unwrap_or(u64::MAX)
    }

    fn observe(&mut self, Observed { value, at, exemplar }: Observed) {
        self.reset_if_due(at);
        self.count(value);
        if self.too_many() && !value.is_nan() {
            self.limit(value, at);
        }
        if let Some(exemplar) = exemplar {
            self.keep(*exemplar);
        }
    }

    fn count(&mut self, value: f64) {
        self.classic[self.options.bounds.find(value)] += 1;
        self.sum += value;
        if value.is_nan() {
            return;
        }
        // Infinity is taken for the largest number (S87).
        if value.abs().min(f64::MAX) <= self.zero_threshold {
            self.zero_count += 1;
        } else {
            let index = schema::index(value, self.schema);
            let buckets = if value > 0.0 { &mut self.positive } else { &mut self.negative };
            buckets.add(index, 1);
        }
    }

    #[cold]
    fn keep(&mut self, exemplar: Exemplar) {
        let bucket = self.options.bounds.find(exemplar.value());
        self.slots.resize(self.classic.len(), None);
        self.slots[bucket] = Some(exemplar.clone());
        if !exemplar.value().is_nan() {
            self.exemplars.add(exemplar);
        }
    }

    /// Whether there are more buckets than there may be.
    #[inline]
    fn too_many(&self) -> bool {
        let most = self.options.max_bucket_number as usize;
        most != 0 && self.positive.0.len() + self.negative.0.len() > most
    }

    /// Does one thing against too many buckets (S91).
    #[cold]
    fn limit(&mut self, value: f64, now: u64) {
        let resets = !self.options.min_reset_duration.is_zero();
        if resets && !self.scheduled && now.saturating_sub(self.reset) >= self.min_reset() {
            self.reset(now);
            // The last observation is not lost.
            self.count(value);
            return;
        }
        self.scheduled = resets;
        if !self.widen() {
            self.halve();
        }
    }

    /// Widens the zero bucket by the buckets next to it, if it may be so wide.
    fn widen(&mut self) -> bool {
        let most = self.options.max_zero_threshold;
        let nearest = [&self.positive, &self.negative];
        let nearest = nearest.into_iter().filter_map(|buckets| buckets.0.first()).min();
        let Some(&(nearest, _)) = nearest else { return false };
        let threshold = schema::upper_bound(nearest, self.schema);
        if self.zero_threshold >= most || threshold > most {
            return false;
        }
        self.zero_threshold = threshold;
        self.zero_count += self.positive.take(nearest) + self.negative.take(nearest);
        true
    }

    /// Makes each bucket as wide as two.
    fn halve(&mut self) {
        if self.schema > schema::COARSEST {
            self.schema -= 1;
            self.positive.halve();
            self.negative.halve();
        }
    }
}

impl Fold<Observed> for State {
    fn fold(&mut self, observed: &mut Vec<Observed>) {
        observed.drain(..).for_each(|observed| self.observe(observed));
    }
}

/// Indexes and counts, by index.
#[derive(Debug, Default)]
struct Buckets(Vec<(i32, u64)>);

impl Buckets {
    fn add(&mut self, index: i32, count: u64) {
        match self.guess(index) {
            Some(at) => self.0[at].1 += count,
            None => match self.0.binary_search_by_key(&index, |&(index, _)| index) {
                Ok(at) => self.0[at].1 += count,
                Err(at) => self.0.insert(at, (index, count)),
            },
        }
    }

    /// The place of a bucket, if there is no gap between it and the first one, or the last: then
    /// that is how far it is from there. Values mostly lie close, and a search takes longer than all
    /// else that is done for one.
    #[inline]
    fn guess(&self, index: i32) -> Option<usize> {
        let is_it = |at: &usize| self.0.get(*at).is_some_and(|&(found, _)| found == index);
        let from_first = usize::try_from(index - self.0.first()?.0).ok().filter(is_it);
        from_first.or_else(|| {
            let from_last = usize::try_from(self.0.last()?.0 - index).ok()?;
            (self.0.len() - 1).checked_sub(from_last).filter(is_it)
        })
    }

    /// Takes a bucket away that is the first, if it is there.
    fn take(&mut self, index: i32) -> u64 {
        match self.0.first() {
            Some(&(first, count)) if first == index => {
                self.0.remove(0);
                count
            }
            _ => 0,
        }
    }

    fn halve(&mut self) {
        let halved = |index: i32| match index.cmp(&0) {
            Ordering::Greater => (index + 1) / 2,
            Ordering::Less | Ordering::Equal => index / 2,
        };
        for (index, _) in &mut self.0 {
            *index = halved(*index);
        }
        self.0.dedup_by(|(index, count), (before, all)| {
            let same = index == before;
            if same {
                *all += *count;
            }
            same
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_found_on_both_sides_of_gaps() {
        let mut buckets = Buckets::default();
        let indexes = [5, 3, 4, -70, 90, 91, 6, -69, 10, i32::MIN / 2, i32::MAX / 2 - 1, 40];
        for times in 1..=3 {
            for index in indexes {
                buckets.add(index, 1);
            }
            assert!(buckets.0.is_sorted_by(|(a, _), (b, _)| a < b), "{buckets:?}");
            assert_eq!(buckets.0.len(), indexes.len());
            assert!(buckets.0.iter().all(|&(_, count)| count == times), "{buckets:?}");
        }
    }

    #[test]
    fn a_guess_is_right_where_there_is_no_gap() {
        let mut buckets = Buckets::default();
        for index in [3, 4, 5, 8, 12, 13] {
            buckets.add(index, 1);
        }
        for (index, at) in [(3, 0), (5, 2), (12, 4), (13, 5)] {
            assert_eq!(buckets.guess(index), Some(at), "{index}");
        }
        for index in [2, 6, 8, 11, 14] {
            assert_eq!(buckets.guess(index), None, "{index}");
        }
        assert_eq!(Buckets::default().guess(0), None);
    }
}

//! The exemplars of native buckets: few, and spread over what was observed (S96).

use std::time::Duration;

use crate::exemplar::Exemplar;

/// Some exemplars, by value.
#[derive(Debug)]
pub(super) struct Exemplars {
    kept: Vec<Exemplar>,
    most: usize,
    ttl: Duration,
}

impl Exemplars {
    pub(super) fn new(most: usize, ttl: Duration) -> Self {
        Self { kept: Vec::new(), most, ttl }
    }

    pub(super) fn as_slice(&self) -> &[Exemplar] {
        &self.kept
    }

    /// Adds an exemplar, in the place of another one if there is no room: of one that is too old,
    /// or else of the older of the two that are closest to each other, or of one that is even
    /// closer to the new one.
    pub(super) fn add(&mut self, new: Exemplar) {
        if self.most == 0 {
            return;
        }
        if self.kept.len() < self.most {
            let at = self.kept.partition_point(|kept| kept.value() <= new.value());
            return self.kept.insert(at, new);
        }
        let gone = self.least_useful(&new);
        self.kept.remove(gone);
        let at = self.kept.partition_point(|kept| kept.value() < new.value());
        self.kept.insert(at, new);
    }

    fn least_useful(&self, new: &Exemplar) -> usize {
        let kept = &self.kept;
        let oldest = (1..kept.len())
            .fold(0, |oldest, i| if kept[i].moment() < kept[oldest].moment() { i } else { oldest });
        let age = new.moment().duration_since(kept[oldest].moment()).unwrap_or_default();
        if kept.len() == 1 || age > self.ttl || self.ttl.is_zero() {
            return oldest;
        }
        // Of values that have no logarithm, no distance is the least.
        let distance = |a: &Exemplar, b: &Exemplar| (a.value().ln() - b.value().ln()).abs();
        let older = |i: usize| if kept[i].moment() < kept[i - 1].moment() { i } else { i - 1 };
        let (mut gone, mut least) = (older(1), distance(&kept[0], &kept[1]));
        for i in 2..kept.len() {
            let apart = distance(&kept[i - 1], &kept[i]);
            if apart < least {
                (gone, least) = (older(i), apart);
            }
        }
        let at = kept.partition_point(|kept| kept.value() < new.value());
        for neighbour in [at.checked_sub(1), Some(at)].into_iter().flatten() {
            if let Some(kept) = kept.get(neighbour) {
                let apart = distance(kept, new);
                if apart < least {
                    (gone, least) = (neighbour, apart);
                }
            }
        }
        gone
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    const TTL: Duration = Duration::from_secs(300);

    fn exemplar(value: f64, seconds: u64) -> Exemplar {
        let exemplar = Exemplar::of(value, &[]).unwrap();
        exemplar.at(UNIX_EPOCH + Duration::from_secs(seconds))
    }

    /// What is left of these values, one a second, and of a last one.
    fn left(most: usize, ttl: Duration, values: &[f64], last: (f64, u64)) -> Vec<f64> {
        let mut exemplars = Exemplars::new(most, ttl);
        for (&value, second) in values.iter().zip(0..) {
            exemplars.add(exemplar(value, second));
        }
        exemplars.add(exemplar(last.0, last.1));
        exemplars.as_slice().iter().map(Exemplar::value).collect()
    }

    #[test]
    fn s96_there_is_room_at_first() {
        assert_eq!(left(3, TTL, &[4.0, 1.0], (2.0, 9)), [1.0, 2.0, 4.0]);
        assert_eq!(left(0, TTL, &[4.0, 1.0], (2.0, 9)), []);
        assert_eq!(left(1, TTL, &[4.0], (2.0, 9)), [2.0]);
    }

    #[test]
    fn s96_the_older_of_the_closest_two_goes() {
        assert_eq!(left(3, TTL, &[1.0, 100.0, 110.0], (10.0, 9)), [1.0, 10.0, 110.0]);
        assert_eq!(left(3, TTL, &[110.0, 100.0, 1.0], (10.0, 9)), [1.0, 10.0, 100.0]);
    }

    #[test]
    fn s96_or_the_one_that_is_closer_to_the_new_one() {
        assert_eq!(left(3, TTL, &[1.0, 10.0, 100.0], (101.0, 9)), [1.0, 10.0, 101.0]);
        assert_eq!(left(3, TTL, &[1.0, 10.0, 100.0], (9.9, 9)), [1.0, 9.9, 100.0]);
        assert_eq!(left(2, TTL, &[1.0, 4.0], (1.9, 9)), [1.9, 4.0]);
        assert_eq!(left(2, TTL, &[1.0, 4.0], (2.1, 9)), [1.0, 2.1]);
    }

    #[test]
    fn s96_one_that_is_too_old_goes_first() {
        assert_eq!(left(3, TTL, &[1.0, 100.0, 110.0], (10.0, 300)), [1.0, 10.0, 110.0]);
        assert_eq!(left(3, TTL, &[1.0, 100.0, 110.0], (10.0, 301)), [10.0, 100.0, 110.0]);
        assert_eq!(left(3, Duration::ZERO, &[1.0, 100.0, 110.0], (10.0, 3)), [10.0, 100.0, 110.0]);
    }

    #[test]
    fn s96_values_without_a_logarithm_are_kept_all_the_same() {
        assert_eq!(left(3, TTL, &[-1.0, 0.0, 2.0], (3.0, 9)), [0.0, 2.0, 3.0]);
    }
}

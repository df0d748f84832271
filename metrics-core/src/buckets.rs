//! Bounds of histogram buckets.

use std::fmt;

use crate::message::Text;

/// The bounds of a histogram that states none, in seconds: made for the latency of a network
/// service (E3).
pub const DEFAULT: &[f64] = &[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// `N` bounds, each `width` above the one before it (E4).
///
/// # Panics
///
/// If `N` is 0 or `width` is not above 0. In a constant this is a compiler error.
///
/// ```
/// use metrics_core::{Histogram, buckets};
///
/// static AGE: Histogram = Histogram::with_buckets(&buckets::linear::<4>(0.0, 20.0));
/// assert_eq!(buckets::linear::<3>(1.0, 2.0), [1.0, 3.0, 5.0]);
/// ```
#[must_use]
#[track_caller]
pub const fn linear<const N: usize>(start: f64, width: f64) -> [f64; N] {
    assert!(N > 0, "a histogram needs at least one bucket");
    assert!(width > 0.0, "the width of buckets must be above 0");
    let mut bounds = [0.0; N];
    let mut bound = start;
    let mut i = 0;
    while i < N {
        bounds[i] = bound;
        bound += width;
        i += 1;
    }
    bounds
}

/// `N` bounds, each `factor` times the one before it (E5).
///
/// # Panics
///
/// If `N` is 0, `start` is not above 0 or `factor` is not above 1. In a constant this is a
/// compiler error.
///
/// ```
/// use metrics_core::buckets;
///
/// assert_eq!(buckets::exponential::<4>(0.5, 2.0), [0.5, 1.0, 2.0, 4.0]);
/// ```
#[must_use]
#[track_caller]
pub const fn exponential<const N: usize>(start: f64, factor: f64) -> [f64; N] {
    assert!(N > 0, "a histogram needs at least one bucket");
    assert!(start > 0.0, "the first bound of exponential buckets must be above 0");
    assert!(factor > 1.0, "the factor of exponential buckets must be above 1");
    let mut bounds = [0.0; N];
    let mut bound = start;
    let mut i = 0;
    while i < N {
        bounds[i] = bound;
        bound *= factor;
        i += 1;
    }
    bounds
}

/// As [`linear`], for numbers that come from outside. Whether the bounds increase is asked where
/// they are used.
///
/// # Errors
///
/// If `count` is 0.
///
/// ```
/// use metrics_core::buckets::try_linear;
///
/// assert_eq!(try_linear(1.0, 2.0, 3)?, [1.0, 3.0, 5.0]);
/// # Ok::<(), metrics_core::buckets::BucketError>(())
/// ```
pub fn try_linear(start: f64, width: f64, count: usize) -> Result<Vec<f64>, BucketError> {
    if count == 0 {
        return Err(BucketError::Count);
    }
    Ok(grow(start, count, |bound| bound + width))
}

/// As [`exponential`], for numbers that come from outside.
///
/// # Errors
///
/// If `count` is 0, `start` is not above 0 or `factor` is not above 1.
pub fn try_exponential(start: f64, factor: f64, count: usize) -> Result<Vec<f64>, BucketError> {
    if count == 0 {
        return Err(BucketError::Count);
    }
    if start.is_nan() || start <= 0.0 {
        return Err(BucketError::Start(start));
    }
    if factor.is_nan() || factor <= 1.0 {
        return Err(BucketError::Factor(factor));
    }
    Ok(grow(start, count, |bound| bound * factor))
}

/// `count` bounds, added up or multiplied one by one, as in the constants.
fn grow(start: f64, count: usize, next: impl Fn(f64) -> f64) -> Vec<f64> {
    std::iter::successors(Some(start), |&bound| Some(next(bound))).take(count).collect()
}

/// `count` bounds from `min` to `max`, each the same factor above the one before it (E6). Whether
/// they increase is asked where they are used.
///
/// # Errors
///
/// If `count` is 0 or `min` is not above 0.
pub fn exponential_range(min: f64, max: f64, count: usize) -> Result<Vec<f64>, BucketError> {
    if count == 0 {
        return Err(BucketError::Count);
    }
    if min.is_nan() || min <= 0.0 {
        return Err(BucketError::Start(min));
    }
    let factor = (max / min).powf(1.0 / (count as f64 - 1.0));
    Ok((0..count).map(|i| if i == 0 { min } else { min * factor.powf(i as f64) }).collect())
}

/// What is wrong with the bounds of a histogram.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum BucketError {
    /// A bound is not above the one before it (S78).
    NotIncreasing {
        /// The place of the bound, from 0.
        index: usize,
        /// The bound.
        bound: f64,
        /// The one before it.
        before: f64,
    },
    /// A bound is NaN (K9).
    NaN {
        /// The place of the bound, from 0.
        index: usize,
    },
    /// There would be no bound.
    Count,
    /// The first bound is not above 0.
    Start(f64),
    /// The factor of exponential buckets is not above 1.
    Factor(f64),
}

impl fmt::Display for BucketError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotIncreasing { index, bound, before } => {
                write!(f, "buckets must increase, and bound {index} ({bound}) comes after {before}")
            }
            Self::NaN { index } => write!(f, "bucket bound {index} is NaN"),
            Self::Count => f.write_str("a histogram needs at least one bucket"),
            Self::Start(start) => {
                write!(f, "the first bound of exponential buckets must be above 0, not {start}")
            }
            Self::Factor(factor) => {
                write!(f, "the factor of exponential buckets must be above 1, not {factor}")
            }
        }
    }
}

impl std::error::Error for BucketError {}

/// The bounds without a last `+Inf`, if they are in order.
pub(crate) const fn check(bounds: &[f64]) -> Result<&[f64], BucketError> {
    let mut i = 0;
    while i < bounds.len() {
        if bounds[i].is_nan() {
            return Err(BucketError::NaN { index: i });
        }
        if i > 0 && bounds[i] <= bounds[i - 1] {
            let (bound, before) = (bounds[i], bounds[i - 1]);
            return Err(BucketError::NotIncreasing { index: i, bound, before });
        }
        i += 1;
    }
    match bounds {
        [finite @ .., last] if *last == f64::INFINITY => Ok(finite),
        _ => Ok(bounds),
    }
}

/// # Panics
///
/// If the bounds are not in order.
#[track_caller]
pub(crate) const fn checked(bounds: &'static [f64]) -> &'static [f64] {
    let (index, before) = match check(bounds) {
        Ok(bounds) => return bounds,
        Err(BucketError::NotIncreasing { index, before, .. }) => (index, before),
        Err(_) => panic!("a bucket bound cannot be NaN"),
    };
    let message = if before == f64::INFINITY {
        Text::new()
            .with("the `+Inf` bucket is added for you\n  help: remove bound ")
            .number(index)
            .with(" of ")
            .number(bounds.len())
    } else {
        Text::new()
            .with("buckets must increase, and bound ")
            .number(index + 1)
            .with(" of ")
            .number(bounds.len())
            .with(" is not above bound ")
            .number(index)
    };
    panic!("{}", message.as_str());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s78_only_a_last_infinity_is_dropped() {
        assert_eq!(check(&[1.0, f64::INFINITY]), Ok(&[1.0][..]));
        assert!(check(&[1.0, f64::INFINITY, f64::INFINITY]).is_err());
        assert!(check(&[2.0, 2.0]).is_err());
        assert_eq!(check(&[f64::NAN]), Err(BucketError::NaN { index: 0 }));
        assert_eq!(check(&[]), Ok(&[][..]));
    }

    #[test]
    fn ranges_end_at_their_limits() {
        let bounds = exponential_range(1.0, 100.0, 10).unwrap();
        assert_eq!(bounds.len(), 10);
        assert_eq!(bounds[0], 1.0);
        assert!((bounds[9] - 100.0).abs() < 1e-9);
        assert_eq!(exponential_range(0.0, 1.0, 3), Err(BucketError::Start(0.0)));
        assert_eq!(exponential_range(1.0, 2.0, 0), Err(BucketError::Count));
        assert_eq!(exponential_range(2.0, 2.0, 1), Ok(vec![2.0]));
    }

    #[test]
    fn e4_e5_numbers_from_outside_give_what_constants_give() {
        assert_eq!(try_linear(0.1, 0.1, 10), Ok(linear::<10>(0.1, 0.1).to_vec()));
        assert_eq!(try_exponential(0.5, 1.1, 9), Ok(exponential::<9>(0.5, 1.1).to_vec()));
        assert_eq!(try_linear(1.0, -1.0, 2), Ok(vec![1.0, 0.0]));
        assert_eq!(try_linear(1.0, 1.0, 0), Err(BucketError::Count));
        assert_eq!(try_exponential(0.0, 1.0, 0), Err(BucketError::Count));
        assert_eq!(try_exponential(0.0, 2.0, 1), Err(BucketError::Start(0.0)));
        assert_eq!(try_exponential(1.0, 1.0, 1), Err(BucketError::Factor(1.0)));
    }
}

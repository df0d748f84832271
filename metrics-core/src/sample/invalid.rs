//! What a sample of someone else's making may not say (K17).

use std::fmt;

use super::{Bucket, Quantile, Sample};

/// What is wrong with a histogram or summary that a collector wrote (K17).
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum InvalidSample {
    /// The bound of a bucket is not above the one before it, or is NaN.
    Bound {
        /// The place of the bucket, from 0.
        index: usize,
        /// The bound.
        bound: f64,
    },
    /// A bucket counts less than the one before it.
    Shrinks {
        /// The place of the bucket, from 0.
        index: usize,
        /// What it counts.
        count: u64,
        /// What the one before it counts.
        before: u64,
    },
    /// A bucket counts more than all observations, or the one of `+Inf` not all of them.
    Count {
        /// The place of the bucket, from 0.
        index: usize,
        /// What it counts.
        count: u64,
        /// How many observations there are.
        all: u64,
    },
    /// The rank of a quantile is not above the one before it, not in 0 to 1, or NaN.
    Rank {
        /// The place of the quantile, from 0.
        index: usize,
        /// The rank.
        rank: f64,
    },
}

impl fmt::Display for InvalidSample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bound { index, bound } => {
                write!(f, "bounds must increase, and bucket {index} has bound {bound}")
            }
            Self::Shrinks { index, count, before } => write!(
                f,
                "buckets are cumulative, and bucket {index} counts {count} after one of {before}"
            ),
            Self::Count { index, count, all } => {
                write!(f, "bucket {index} counts {count} of {all} observations")
            }
            Self::Rank { index, rank } => {
                write!(f, "ranks must increase from 0 to 1, and quantile {index} has rank {rank}")
            }
        }
    }
}

impl std::error::Error for InvalidSample {}

impl Sample<'_> {
    /// Whether the sample says what one of its kind can: bounds and ranks in order, counts that
    /// fit together (K17). A scrape asks this of all that hand-written collectors write.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn check(&self) -> Result<(), InvalidSample> {
        match *self {
            Self::Histogram { count, buckets, .. } => check_buckets(count, buckets),
            Self::Summary { quantiles, .. } => check_quantiles(quantiles),
            Self::Counter(_) | Self::Gauge(_) | Self::Untyped(_) => Ok(()),
        }
    }
}

fn check_buckets(all: u64, buckets: &[Bucket]) -> Result<(), InvalidSample> {
    let mut last = Bucket { upper_bound: f64::NEG_INFINITY, cumulative_count: 0 };
    for (index, &bucket) in buckets.iter().enumerate() {
        let Bucket { upper_bound: bound, cumulative_count: count } = bucket;
        let increases = bound > last.upper_bound || (index == 0 && !bound.is_nan());
        if !increases {
            return Err(InvalidSample::Bound { index, bound });
        }
        if count < last.cumulative_count {
            return Err(InvalidSample::Shrinks { index, count, before: last.cumulative_count });
        }
        if count > all || (bound == f64::INFINITY && count < all) {
            return Err(InvalidSample::Count { index, count, all });
        }
        last = bucket;
    }
    Ok(())
}

fn check_quantiles(quantiles: &[Quantile]) -> Result<(), InvalidSample> {
    let mut last = None;
    for (index, &Quantile { quantile: rank, .. }) in quantiles.iter().enumerate() {
        let increases = last.is_none_or(|last| rank > last);
        if !increases || !(0.0..=1.0).contains(&rank) {
            return Err(InvalidSample::Rank { index, rank });
        }
        last = Some(rank);
    }
    Ok(())
}

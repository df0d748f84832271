//! What a sample of someone else's making may not say (K17).

use std::fmt;

use super::{Bucket, Details, Native, Quantile, Sample};
use crate::desc::Kind;

/// What is wrong with a sample that a collector wrote (K17).
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
    /// A state is given twice.
    State {
        /// The place of the second, from 0.
        index: usize,
    },
    /// Metrics of this kind have no such detail (C8, I11).
    Misplaced {
        /// The detail: `exemplars`, `created timestamp` or `native buckets`.
        detail: &'static str,
        /// The kind.
        kind: Kind,
    },
    /// The resolution of native buckets is not one from -4 to 8 (S95).
    Schema(i32),
    /// The zero bucket is less than nothing wide, or NaN.
    ZeroThreshold(f64),
    /// The index of a native bucket is not above the one before it.
    NativeIndex {
        /// The place of the bucket among those of its sign, from 0.
        place: usize,
        /// The index.
        index: i32,
    },
    /// The native buckets, with the zero bucket, do not count all observations (S95).
    NativeCount {
        /// What they count.
        count: u64,
        /// How many observations there are. Those of NaN are in no native bucket.
        all: u64,
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
            Self::State { index } => write!(f, "state {index} is given twice"),
            Self::Misplaced { detail, kind } => write!(f, "a {kind} has no {detail}"),
            Self::Schema(schema) => {
                write!(f, "the schema of native buckets is from -4 to 8, and not {schema}")
            }
            Self::ZeroThreshold(threshold) => {
                write!(f, "a zero bucket cannot have the threshold {threshold}")
            }
            Self::NativeIndex { place, index } => write!(
                f,
                "the indexes of native buckets must increase, and bucket {place} has index {index}"
            ),
            Self::NativeCount { count, all } => {
                write!(f, "the native buckets count {count} of {all} observations")
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
            Self::StateSet(states) => check_states(states),
            Self::Counter(_) | Self::Gauge(_) | Self::Untyped(_) | Self::Info => Ok(()),
            Self::Detailed(detailed) => {
                detailed.plain().check()?;
                check_details(detailed.plain(), detailed.details())
            }
        }
    }
}

fn check_states(states: &[(&str, bool)]) -> Result<(), InvalidSample> {
    let known = |index: usize| states[..index].iter().any(|(state, _)| *state == states[index].0);
    match (0..states.len()).find(|&index| known(index)) {
        None => Ok(()),
        Some(index) => Err(InvalidSample::State { index }),
    }
}

fn check_details(sample: Sample<'_>, details: Details<'_>) -> Result<(), InvalidSample> {
    let Details { created, exemplars, native } = details;
    let kind = sample.kind();
    let counts = matches!(kind, Kind::Counter | Kind::Histogram);
    let misplaced = |detail| Err(InvalidSample::Misplaced { detail, kind });
    if !exemplars.is_empty() && !counts {
        return misplaced("exemplars");
    }
    if created.is_some() && !(counts || kind == Kind::Summary) {
        return misplaced("created timestamp");
    }
    match (native, sample) {
        (None, _) => Ok(()),
        (Some(native), Sample::Histogram { count, sum, .. }) => check_native(native, count, sum),
        (Some(_), _) => misplaced("native buckets"),
    }
}

fn check_native(native: Native<'_>, all: u64, sum: f64) -> Result<(), InvalidSample> {
    if !(-4..=8).contains(&native.schema) {
        return Err(InvalidSample::Schema(native.schema));
    }
    if native.zero_threshold.is_nan() || native.zero_threshold < 0.0 {
        return Err(InvalidSample::ZeroThreshold(native.zero_threshold));
    }
    let mut counted = native.zero_count;
    for buckets in [native.positive, native.negative] {
        let mut last = None;
        for (place, &(index, count)) in buckets.iter().enumerate() {
            if last.is_some_and(|last| index <= last) {
                return Err(InvalidSample::NativeIndex { place, index });
            }
            last = Some(index);
            counted = counted.saturating_add(count);
        }
    }
    let fits = if sum.is_nan() { counted <= all } else { counted == all };
    if fits { Ok(()) } else { Err(InvalidSample::NativeCount { count: counted, all }) }
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

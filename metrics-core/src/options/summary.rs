//! What a summary is told.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::Clock;
use crate::message::Text;

/// What a [`Summary`](crate::Summary) is told: its quantiles, and how long they look back.
///
/// ```
/// use std::time::Duration;
/// use metrics_core::{Summary, SummaryOptions};
///
/// static LATENCY: Summary = Summary::with_options(
///     SummaryOptions::new()
///         .objectives(&[(0.5, 0.05), (0.99, 0.001)])
///         .max_age(Duration::from_secs(60)),
/// );
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct SummaryOptions {
    pub(crate) objectives: &'static [(f64, f64)],
    pub(crate) max_age: Duration,
    pub(crate) age_buckets: u32,
    pub(crate) buf_cap: usize,
    pub(crate) clock: Clock,
}

impl SummaryOptions {
    /// How far quantiles look back if nothing else is said (G3).
    pub const MAX_AGE: Duration = Duration::from_secs(10 * 60);

    /// In how many steps they do (G4).
    pub const AGE_BUCKETS: u32 = 5;

    /// How many observations are sorted at once (G5).
    pub const BUF_CAP: usize = 500;

    /// No quantiles, and defaults for all else.
    pub const fn new() -> Self {
        Self {
            objectives: &[],
            max_age: Self::MAX_AGE,
            age_buckets: Self::AGE_BUCKETS,
            buf_cap: Self::BUF_CAP,
            clock: SystemTime::now,
        }
    }

    /// The quantiles, each with its error in rank (G2): `(0.9, 0.01)` is a value that is larger
    /// than 89 to 91 percent of all. Their order does not matter.
    pub const fn objectives(mut self, objectives: &'static [(f64, f64)]) -> Self {
        self.objectives = objectives;
        self
    }

    /// How far quantiles look back. Zero means the [default](Self::MAX_AGE) (S105).
    pub const fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = if max_age.is_zero() { Self::MAX_AGE } else { max_age };
        self
    }

    /// In how many steps observations get too old. Each one costs a stream of all observations
    /// since it began. Zero means the [default](Self::AGE_BUCKETS).
    pub const fn age_buckets(mut self, age_buckets: u32) -> Self {
        self.age_buckets = if age_buckets == 0 { Self::AGE_BUCKETS } else { age_buckets };
        self
    }

    /// How many observations are collected before they are sorted. Zero means the
    /// [default](Self::BUF_CAP).
    pub const fn buf_cap(mut self, buf_cap: usize) -> Self {
        self.buf_cap = if buf_cap == 0 { Self::BUF_CAP } else { buf_cap };
        self
    }

    /// Replaces the clock, for tests.
    pub const fn clock(mut self, clock: fn() -> SystemTime) -> Self {
        self.clock = clock;
        self
    }

    /// # Panics
    ///
    /// If the objectives cannot be met.
    #[track_caller]
    pub(crate) const fn checked(self) -> Self {
        match self.check() {
            Ok(()) => self,
            Err(error) => {
                let (index, before, after) = match error {
                    ObjectiveError::Rank { index, .. } => (
                        index,
                        "",
                        "is not between 0 and 1\n  help: a share, and no percentage: `0.99`",
                    ),
                    ObjectiveError::Error { index, .. } => (
                        index,
                        "the error of ",
                        "must be between 0 and 1\n  help: a share of the ranks: `0.01`",
                    ),
                    ObjectiveError::Duplicate { index, .. } => {
                        (index, "", "is there twice\n  help: remove one")
                    }
                };
                let message = Text::new().with(before).with("quantile ").number(index + 1);
                let message = message.with(" of the list ").with(after);
                panic!("{}", message.as_str())
            }
        }
    }

    /// Whether the objectives can be met.
    ///
    /// # Errors
    ///
    /// If a rank or an error is not in 0 to 1, or a rank is given twice.
    pub const fn check(&self) -> Result<(), ObjectiveError> {
        let mut i = 0;
        while i < self.objectives.len() {
            let (rank, error) = self.objectives[i];
            // Written so that NaN is refused.
            if !(rank >= 0.0 && rank <= 1.0) {
                return Err(ObjectiveError::Rank { index: i, rank });
            }
            if !(error >= 0.0 && error <= 1.0) {
                return Err(ObjectiveError::Error { index: i, error });
            }
            let mut j = 0;
            while j < i {
                if self.objectives[j].0 == rank {
                    return Err(ObjectiveError::Duplicate { index: i, rank });
                }
                j += 1;
            }
            i += 1;
        }
        Ok(())
    }
}

impl Default for SummaryOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// What is wrong with the objectives of a summary.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ObjectiveError {
    /// A rank is not in 0 to 1, or NaN.
    Rank {
        /// The place of the objective, from 0.
        index: usize,
        /// The rank.
        rank: f64,
    },
    /// An error is not in 0 to 1, or NaN.
    Error {
        /// The place of the objective, from 0.
        index: usize,
        /// The error.
        error: f64,
    },
    /// A rank is given twice.
    Duplicate {
        /// The place of the second, from 0.
        index: usize,
        /// The rank.
        rank: f64,
    },
}

impl fmt::Display for ObjectiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rank { index, rank } => {
                write!(f, "ranks are from 0 to 1, and objective {index} has rank {rank}")
            }
            Self::Error { index, error } => {
                write!(f, "errors in rank are from 0 to 1, and objective {index} has {error}")
            }
            Self::Duplicate { index, rank } => {
                write!(f, "objective {index} has rank {rank}, as one before it")
            }
        }
    }
}

impl std::error::Error for ObjectiveError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s105_zeros_mean_defaults() {
        let zeros = SummaryOptions::new().max_age(Duration::ZERO).age_buckets(0).buf_cap(0);
        assert_eq!(zeros.max_age, SummaryOptions::MAX_AGE);
        assert_eq!(zeros.age_buckets, SummaryOptions::AGE_BUCKETS);
        assert_eq!(zeros.buf_cap, SummaryOptions::BUF_CAP);
        let stated = SummaryOptions::new().age_buckets(2).buf_cap(7);
        assert_eq!((stated.age_buckets, stated.buf_cap), (2, 7));
    }
}

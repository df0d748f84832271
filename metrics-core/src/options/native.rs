//! What a native histogram is told.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::Clock;
use crate::bounds::Bounds;
use crate::buckets::{self, BucketError};
use crate::sample::ZERO_THRESHOLD;

/// What a [`NativeHistogram`](crate::NativeHistogram) is told: its resolution, and what becomes of
/// it if there are too many buckets.
///
/// ```
/// use std::time::Duration;
/// use metrics_core::{NativeHistogram, NativeOptions};
///
/// static LATENCY: NativeHistogram = NativeHistogram::with_options(
///     NativeOptions::new()
///         .bucket_factor(1.05)
///         .max_bucket_number(100)
///         .min_reset_duration(Duration::from_secs(3600)),
/// );
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct NativeOptions {
    pub(crate) bucket_factor: f64,
    pub(crate) zero_threshold: f64,
    pub(crate) max_zero_threshold: f64,
    pub(crate) max_bucket_number: u32,
    pub(crate) min_reset_duration: Duration,
    pub(crate) max_exemplars: usize,
    pub(crate) exemplar_ttl: Duration,
    pub(crate) bounds: Bounds,
    pub(crate) clock: Clock,
}

impl NativeOptions {
    /// How much wider a bucket is than the one before it, if nothing else is said.
    pub const BUCKET_FACTOR: f64 = 1.1;

    /// How many exemplars are kept of the native buckets (F6).
    pub const MAX_EXEMPLARS: usize = 10;

    /// How long an exemplar stays whatever comes (F7).
    pub const EXEMPLAR_TTL: Duration = Duration::from_secs(5 * 60);

    /// Buckets each at most ten percent wider than the one before, any number of them, and no
    /// classic ones.
    pub const fn new() -> Self {
        Self {
            bucket_factor: Self::BUCKET_FACTOR,
            zero_threshold: ZERO_THRESHOLD,
            max_zero_threshold: 0.0,
            max_bucket_number: 0,
            min_reset_duration: Duration::ZERO,
            max_exemplars: Self::MAX_EXEMPLARS,
            exemplar_ttl: Self::EXEMPLAR_TTL,
            bounds: Bounds::accepted(&[]),
            clock: SystemTime::now,
        }
    }

    /// How much wider a bucket is at most than the one before it; above 1. The schema is that of
    /// the largest factor that is not above it (F1, S84).
    pub const fn bucket_factor(mut self, factor: f64) -> Self {
        self.bucket_factor = factor;
        self
    }

    /// Values up to this far from zero lie in the zero bucket (F2). 0 is a bucket of zero alone; the
    /// default is 2^-128.
    pub const fn zero_threshold(mut self, threshold: f64) -> Self {
        self.zero_threshold = threshold;
        self
    }

    /// How far the zero bucket may be widened if there are too many buckets (F5). 0, the default:
    /// not at all.
    pub const fn max_zero_threshold(mut self, threshold: f64) -> Self {
        self.max_zero_threshold = threshold;
        self
    }

    /// How many buckets there may be, of both signs and without the zero bucket (F3). 0, the
    /// default: any number.
    ///
    /// An observation that makes one too many (F8) resets the histogram if
    /// [enough time](Self::min_reset_duration) has passed; or else widens the zero bucket by the
    /// bucket next to it, if it [may](Self::max_zero_threshold); or else halves the resolution. If
    /// there are still too many, the next observation does so again.
    pub const fn max_bucket_number(mut self, buckets: u32) -> Self {
        self.max_bucket_number = buckets;
        self
    }

    /// How long the histogram is not reset again (F4). Once it was coarsened, it is reset when this
    /// time is over. 0, the default: it is never reset.
    pub const fn min_reset_duration(mut self, duration: Duration) -> Self {
        self.min_reset_duration = duration;
        self
    }

    /// How many exemplars are kept of the native buckets (F6). 0: none.
    pub const fn max_exemplars(mut self, exemplars: usize) -> Self {
        self.max_exemplars = exemplars;
        self
    }

    /// How old the oldest exemplar of the native buckets may be before it gives way to the next one
    /// (F7). 0: it always does.
    pub const fn exemplar_ttl(mut self, ttl: Duration) -> Self {
        self.exemplar_ttl = ttl;
        self
    }

    /// Classic buckets beside the native ones (F9): for the text formats, and for Prometheus
    /// servers that do not know native histograms.
    pub const fn buckets(mut self, bounds: &'static [f64]) -> Self {
        self.bounds = Bounds::accepted(bounds);
        self
    }

    /// Replaces the clock, for tests.
    pub const fn clock(mut self, clock: fn() -> SystemTime) -> Self {
        self.clock = clock;
        self
    }

    /// Whether there can be such a histogram.
    ///
    /// # Errors
    ///
    /// If the factor is not above 1, a threshold is negative or not a finite number, or the classic
    /// bounds do not increase.
    pub const fn check(&self) -> Result<(), NativeError> {
        if !is_factor(self.bucket_factor) {
            return Err(NativeError::Factor(self.bucket_factor));
        }
        let thresholds = [self.zero_threshold, self.max_zero_threshold];
        let mut i = 0;
        while i < thresholds.len() {
            if !is_threshold(thresholds[i]) {
                return Err(NativeError::Threshold(thresholds[i]));
            }
            i += 1;
        }
        match buckets::check(self.bounds.values()) {
            Ok(_) => Ok(()),
            Err(error) => Err(NativeError::Buckets(error)),
        }
    }

    /// # Panics
    ///
    /// If there can be no such histogram.
    #[track_caller]
    pub(crate) const fn checked(self) -> Self {
        match self.check() {
            Ok(()) => self,
            Err(NativeError::Factor(_)) => panic!("{}", FACTOR),
            Err(NativeError::Threshold(_)) => panic!("{}", THRESHOLD),
            Err(NativeError::Buckets(_)) => {
                // Says which bound it is.
                let _ = buckets::checked(self.bounds.values());
                self
            }
        }
    }
}

impl Default for NativeOptions {
    fn default() -> Self {
        Self::new()
    }
}

const FACTOR: &str = "the factor of native buckets must be above 1";
const THRESHOLD: &str = "the threshold of a zero bucket is a number from 0 on";

/// Written so that NaN is refused.
const fn is_factor(number: f64) -> bool {
    number > 1.0
}

/// Written so that NaN is refused.
const fn is_threshold(number: f64) -> bool {
    number >= 0.0 && number < f64::INFINITY
}

/// Checks the factor that a field states.
///
/// # Panics
///
/// If it is none, to be seen as a compiler error.
#[track_caller]
pub const fn check_factor(options: NativeOptions) {
    assert!(is_factor(options.bucket_factor), "{}", FACTOR);
}

/// Checks the threshold that a field states.
///
/// # Panics
///
/// If it is none, to be seen as a compiler error.
#[track_caller]
pub const fn check_zero_threshold(options: NativeOptions) {
    assert!(is_threshold(options.zero_threshold), "{}", THRESHOLD);
}

/// As [`check_zero_threshold`], of the one up to which the zero bucket may be widened.
///
/// # Panics
///
/// If it is none, to be seen as a compiler error.
#[track_caller]
pub const fn check_max_zero_threshold(options: NativeOptions) {
    assert!(is_threshold(options.max_zero_threshold), "{}", THRESHOLD);
}

/// What is wrong with the options of a native histogram.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum NativeError {
    /// The factor is not above 1.
    Factor(f64),
    /// A threshold of the zero bucket is negative, infinite or NaN.
    Threshold(f64),
    /// The classic bounds are not in order.
    Buckets(BucketError),
}

impl fmt::Display for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Factor(factor) => {
                write!(f, "the factor of native buckets must be above 1, not {factor}")
            }
            Self::Threshold(threshold) => {
                write!(f, "the threshold of a zero bucket is a number from 0 on, not {threshold}")
            }
            Self::Buckets(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NativeError {}

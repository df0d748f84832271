//! What not every sample has: exemplars, the moment it began at zero, native buckets.

use std::time::SystemTime;

use super::Sample;
use crate::exemplar::Exemplar;

/// A sample with what not every one has.
///
/// Counters and histograms may have exemplars, counters, histograms and summaries the moment at
/// which they began at zero, and a histogram native buckets beside its classic ones or in place of
/// them. What does not belong to the kind of the sample makes it
/// [invalid](super::InvalidSample).
///
/// ```
/// use metrics_core::sample::{Detailed, Sample};
/// use metrics_core::{Desc, Exemplar, Scrape};
///
/// fn write(scrape: &mut Scrape<'_>, desc: &Desc, examples: &[Exemplar]) {
///     let jobs = Detailed::of(Sample::Counter(7.into())).exemplars(examples);
///     scrape.sample(desc, &[], jobs.sample());
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detailed<'a> {
    /// Not a detailed one.
    sample: Sample<'a>,
    details: Details<'a>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Details<'a> {
    pub(crate) created: Option<SystemTime>,
    pub(crate) exemplars: &'a [Exemplar],
    pub(crate) native: Option<Native<'a>>,
}

impl<'a> Detailed<'a> {
    /// A sample that has nothing more yet, or what it has already.
    #[must_use]
    pub fn of(sample: Sample<'a>) -> Self {
        let (sample, details) = sample.split();
        Self { sample, details }
    }

    /// States the moment at which the value was zero (C8, I6, I8).
    #[must_use]
    pub fn created(mut self, moment: SystemTime) -> Self {
        self.details.created = Some(moment);
        self
    }

    /// States exemplars (I11): a counter takes the last one, a histogram the last one for each
    /// classic bucket, that of `+Inf` among them. Native buckets have
    /// [exemplars of their own](Native::exemplars).
    #[must_use]
    pub fn exemplars(mut self, exemplars: &'a [Exemplar]) -> Self {
        self.details.exemplars = exemplars;
        self
    }

    /// States native buckets (I9, F12).
    #[must_use]
    pub fn native(mut self, native: Native<'a>) -> Self {
        self.details.native = Some(native);
        self
    }

    /// The sample, to be written.
    #[must_use]
    pub fn sample(&'a self) -> Sample<'a> {
        Sample::Detailed(self)
    }

    pub(crate) fn plain(&self) -> Sample<'a> {
        self.sample
    }

    pub(super) fn details(&self) -> Details<'a> {
        self.details
    }
}

/// The native buckets of a histogram (F1–F12).
///
/// The bucket of index `i` takes the values above `base^(i - 1)` up to `base^i` (S85), where the
/// base is `2^(2^-schema)`. An index has a bucket if it was counted in.
///
/// Only protobuf carries them; the text formats write the classic part (F11).
///
/// ```
/// use metrics_core::sample::{Detailed, Native, Sample};
/// use metrics_core::{Desc, Scrape};
///
/// /// Four values: 0, 1, 3 and 3.5.
/// fn write(scrape: &mut Scrape<'_>, desc: &Desc) {
///     let positive = [(0, 1), (2, 2)];
///     let native = Native { zero_count: 1, positive: &positive, ..Native::new(0) };
///     let histogram = Sample::Histogram { count: 4, sum: 7.5, buckets: &[] };
///     scrape.sample(desc, &[], Detailed::of(histogram).native(native).sample());
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Native<'a> {
    /// The resolution, from -4 to 8.
    pub schema: i32,
    /// Values up to this far from zero lie in the zero bucket.
    pub zero_threshold: f64,
    /// How many there are.
    pub zero_count: u64,
    /// Indexes and counts of the buckets of positive values, by ascending index.
    pub positive: &'a [(i32, u64)],
    /// Those of negative values; the index is that of the value without its sign.
    pub negative: &'a [(i32, u64)],
    /// Examples of what was observed.
    pub exemplars: &'a [Exemplar],
}

/// How wide the zero bucket is if nothing else is said: 2^-128, which is a bound at every
/// resolution (F2).
pub const ZERO_THRESHOLD: f64 = 2.938_735_877_055_719e-39;

impl Native<'_> {
    /// No observations at this resolution, with the [default](ZERO_THRESHOLD) zero bucket.
    #[must_use]
    pub const fn new(schema: i32) -> Self {
        Self {
            schema,
            zero_threshold: ZERO_THRESHOLD,
            zero_count: 0,
            positive: &[],
            negative: &[],
            exemplars: &[],
        }
    }
}

/// [`Details`] that own their parts.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "proto"), allow(dead_code))] // `native` is for protobuf alone
pub(crate) struct OwnedDetails {
    pub(crate) created: Option<SystemTime>,
    pub(crate) exemplars: Vec<Exemplar>,
    pub(crate) native: Option<OwnedNative>,
}

/// A [`Native`] that owns its parts.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "proto"), allow(dead_code))] // only protobuf carries it
pub(crate) struct OwnedNative {
    pub(crate) schema: i32,
    pub(crate) zero_threshold: f64,
    pub(crate) zero_count: u64,
    pub(crate) positive: Vec<(i32, u64)>,
    pub(crate) negative: Vec<(i32, u64)>,
    pub(crate) exemplars: Vec<Exemplar>,
}

impl OwnedDetails {
    /// `None` if there is nothing to own.
    pub(crate) fn of(details: Details<'_>) -> Option<Box<Self>> {
        if details == Details::default() {
            return None;
        }
        let Details { created, exemplars, native } = details;
        let native = native.map(|native| OwnedNative {
            schema: native.schema,
            zero_threshold: native.zero_threshold,
            zero_count: native.zero_count,
            positive: native.positive.to_vec(),
            negative: native.negative.to_vec(),
            exemplars: native.exemplars.to_vec(),
        });
        Some(Box::new(Self { created, exemplars: exemplars.to_vec(), native }))
    }

    /// The exemplar of the bucket up to `bound` and above `below`: the last one that lies there.
    /// NaN lies in the bucket of `+Inf` (S77).
    pub(crate) fn of_bucket(&self, below: f64, bound: f64) -> Option<&Exemplar> {
        let is_in = |value: f64| {
            let reaches = value <= bound || bound == f64::INFINITY;
            // Also for the first bucket, and for NaN, which is below nothing.
            let fits = below == f64::NEG_INFINITY || value.is_nan() || value > below;
            reaches && fits
        };
        self.exemplars.iter().rev().find(|exemplar| is_in(exemplar.value()))
    }
}

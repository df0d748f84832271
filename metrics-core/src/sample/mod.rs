//! The value model: what a collector says of one series at one moment.

mod detailed;
mod family;
mod invalid;

use std::time::{SystemTime, UNIX_EPOCH};

use crate::desc::{Desc, Kind};
use crate::unit::Unit;

#[cfg(feature = "proto")]
pub(crate) use detailed::OwnedNative;
pub use detailed::{Detailed, Native, ZERO_THRESHOLD};
pub(crate) use detailed::{Details, OwnedDetails};
pub(crate) use family::{Family, Series, Value};
pub use invalid::InvalidSample;

/// A counter's value: whole numbers stay whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number.
    Integer(u64),
    /// Any other.
    Float(f64),
}

impl Number {
    /// What a counter of a unit added up.
    pub(crate) fn of<U: Unit>(parts: u64) -> Self {
        let (whole, rest) = (parts / U::PARTS, parts % U::PARTS);
        if rest == 0 {
            return Self::Integer(whole);
        }
        Self::Float(whole as f64 + rest as f64 / U::PARTS as f64)
    }

    /// The value as the formats and Prometheus know it. Above 2^53 the nearest float.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Integer(n) => n as f64,
            Self::Float(f) => f,
        }
    }
}

impl From<u64> for Number {
    fn from(n: u64) -> Self {
        Self::Integer(n)
    }
}

macro_rules! from_integers {
    ($($int:ty)*) => {$(
        impl From<$int> for Number {
            fn from(n: $int) -> Self {
                #[allow(clippy::cast_lossless)] // `usize` has no `From`
                Self::Integer(n as u64)
            }
        }
    )*};
}
from_integers!(u8 u16 u32 usize);

/// For literals. A negative number becomes a float.
impl From<i32> for Number {
    fn from(n: i32) -> Self {
        u64::try_from(n).map_or(Self::Float(n.into()), Self::Integer)
    }
}

impl From<f64> for Number {
    fn from(f: f64) -> Self {
        Self::Float(f)
    }
}

/// One bucket of a histogram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    /// The largest value that falls into the bucket.
    pub upper_bound: f64,
    /// How many observations were at most [`upper_bound`](Self::upper_bound).
    pub cumulative_count: u64,
}

/// One quantile of a summary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// The rank, from 0 to 1.
    pub quantile: f64,
    /// The value at that rank; NaN when nothing was observed.
    pub value: f64,
}

/// What one series holds at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Sample<'a> {
    /// A value that only grows, but for restarts.
    Counter(Number),
    /// A value that goes up and down.
    Gauge(f64),
    /// A value of which nothing is known.
    Untyped(f64),
    /// Observations counted in buckets.
    Histogram {
        /// How many observations there were; the bucket of `+Inf`.
        count: u64,
        /// The sum of what was observed.
        sum: f64,
        /// Buckets by ascending bound, without `+Inf`.
        buckets: &'a [Bucket],
    },
    /// Observations with quantiles.
    Summary {
        /// How many observations there were.
        count: u64,
        /// The sum of what was observed.
        sum: f64,
        /// Quantiles by ascending rank.
        quantiles: &'a [Quantile],
    },
    /// Labels that inform; 1.
    Info,
    /// States by their names, each once, and whether they hold.
    StateSet(&'a [(&'a str, bool)]),
    /// One of these with what not every one has.
    Detailed(&'a Detailed<'a>),
}

impl<'a> Sample<'a> {
    /// Which kind of metric holds such a value.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Counter(_) => Kind::Counter,
            Self::Gauge(_) => Kind::Gauge,
            Self::Untyped(_) => Kind::Untyped,
            Self::Histogram { .. } => Kind::Histogram,
            Self::Summary { .. } => Kind::Summary,
            Self::Info => Kind::Info,
            Self::StateSet(_) => Kind::StateSet,
            Self::Detailed(detailed) => detailed.plain().kind(),
        }
    }

    /// The plain sample, and what it has besides.
    pub(crate) fn split(self) -> (Self, Details<'a>) {
        match self {
            Self::Detailed(detailed) => (detailed.plain(), detailed.details()),
            plain => (plain, Details::default()),
        }
    }
}

/// A moment, in milliseconds since the Unix epoch: when a sample's value was that (I10).
///
/// Samples without one are of the moment of the scrape, and most should be.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use metrics_core::sample::Millis;
///
/// let moment = UNIX_EPOCH + Duration::from_micros(1_500_999);
/// assert_eq!(Millis::from(moment), Millis(1_500));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub i64);

/// The millisecond that the moment lies in (S76).
impl From<SystemTime> for Millis {
    fn from(moment: SystemTime) -> Self {
        let saturated = |millis: u128| i64::try_from(millis).unwrap_or(i64::MAX);
        Self(match moment.duration_since(UNIX_EPOCH) {
            Ok(since) => saturated(since.as_millis()),
            Err(before) => -saturated(before.duration().as_nanos().div_ceil(1_000_000)),
        })
    }
}

/// Why a collector could not say what a metric holds.
pub type SampleError = Box<dyn std::error::Error + Send + Sync>;

/// Where samples go: what a [`Scrape`](crate::Scrape) writes to.
pub trait Sink {
    /// Takes one sample, and when it was taken if that is not now. `values` are those of
    /// `desc`'s variable labels, in its order.
    fn sample(&mut self, desc: &Desc, values: &[&str], sample: Sample<'_>, at: Option<Millis>);

    /// Takes one sample with labels of its own, in any order, instead of those that `desc` states.
    fn labelled(
        &mut self,
        desc: &Desc,
        labels: &[(&str, &str)],
        sample: Sample<'_>,
        at: Option<Millis>,
    );

    /// Takes a collector's word that it could not make a metric.
    fn error(&mut self, desc: &Desc, error: SampleError);

    /// Takes note that a collector inside the one that is scraped panicked.
    fn panicked(&mut self, collector: &'static str, message: String) {
        self.error(&Desc::new("", ""), format!("`{collector}` panicked: {message}").into());
    }
}

//! The value model: what a collector says of one series at one moment.

mod family;
mod invalid;

use crate::desc::{Desc, Kind};

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

impl From<u32> for Number {
    fn from(n: u32) -> Self {
        Self::Integer(n.into())
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
}

impl Sample<'_> {
    /// Which kind of metric holds such a value.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Counter(_) => Kind::Counter,
            Self::Gauge(_) => Kind::Gauge,
            Self::Untyped(_) => Kind::Untyped,
            Self::Histogram { .. } => Kind::Histogram,
            Self::Summary { .. } => Kind::Summary,
        }
    }
}

/// Why a collector could not say what a metric holds.
pub type SampleError = Box<dyn std::error::Error + Send + Sync>;

/// Where samples go: what a [`Scrape`](crate::Scrape) writes to.
pub trait Sink {
    /// Takes one sample. `values` are those of `desc`'s variable labels, in its order.
    fn sample(&mut self, desc: &Desc, values: &[&str], sample: Sample<'_>);

    /// Takes a collector's word that it could not make a metric.
    fn error(&mut self, desc: &Desc, error: SampleError);

    /// Takes note that a collector inside the one that is scraped panicked.
    fn panicked(&mut self, collector: &'static str, message: String) {
        self.error(&Desc::new("", ""), format!("`{collector}` panicked: {message}").into());
    }
}

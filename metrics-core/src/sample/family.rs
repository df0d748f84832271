//! Families as a scrape holds them before they are written.

use std::cmp::Ordering;
use std::hash::Hasher;
use std::sync::Arc;

use xxhash_rust::xxh64::Xxh64;

use super::{Bucket, Millis, Number, OwnedDetails, Quantile, Sample};
use crate::desc::{Desc, Kind, Str};
use crate::name;

/// All series of one name.
#[derive(Clone, Debug)]
pub(crate) struct Family {
    /// Has the name, the help and the unit of the family. Its labels are those of the first
    /// collector that supplied series.
    pub(crate) desc: Desc,
    pub(crate) kind: Kind,
    pub(crate) series: Vec<Series>,
}

/// One series.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    /// All label names, sorted (S47); shared by the series of a descriptor.
    pub(crate) names: Arc<[Str]>,
    pub(crate) values: Box<[Str]>,
    pub(crate) value: Value,
    /// What not every series has.
    pub(crate) details: Option<Box<OwnedDetails>>,
    /// When the value was that; `None` for now.
    pub(crate) at: Option<Millis>,
}

/// What a series holds: a [`Sample`] that owns its parts.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Counter(Number),
    Gauge(f64),
    Untyped(f64),
    Histogram { count: u64, sum: f64, buckets: Vec<Bucket> },
    Summary { count: u64, sum: f64, quantiles: Vec<Quantile> },
}

impl Series {
    /// The series of a descriptor with these values of its variable labels.
    pub(crate) fn new(
        desc: &Desc,
        values: &[&str],
        sample: Sample<'_>,
        at: Option<Millis>,
    ) -> Self {
        let layout = desc.layout();
        let values = layout.values.iter().map(|&source| desc.value(source, values)).collect();
        let (sample, details) = sample.split();
        let details = OwnedDetails::of(details);
        Self { names: Arc::clone(&layout.names), values, value: sample.into(), details, at }
    }

    pub(crate) fn labels(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.names.iter().zip(&self.values).map(|(name, value)| (&**name, &**value))
    }

    /// What tells the series of a family apart (S41), with the names of its labels as the formats
    /// write them (K15).
    pub(crate) fn identity(&self) -> u64 {
        let mut hash = Xxh64::new(0);
        for (name, value) in self.labels() {
            hash.write(name::escape(name).as_bytes());
            hash.write_u8(0xFF);
            hash.write(value.as_bytes());
            hash.write_u8(0xFF);
        }
        if let Some(Millis(millis)) = self.at {
            hash.write_i64(millis);
        }
        hash.digest()
    }

    /// The order of series in a family: fewer labels first, then by values, then by time, with
    /// those of now last (S46).
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let time = |series: &Self| (series.at.is_none(), series.at);
        self.values
            .len()
            .cmp(&other.values.len())
            .then_with(|| self.values.cmp(&other.values))
            .then_with(|| time(self).cmp(&time(other)))
    }
}

impl Value {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Counter(_) => Kind::Counter,
            Self::Gauge(_) => Kind::Gauge,
            Self::Untyped(_) => Kind::Untyped,
            Self::Histogram { .. } => Kind::Histogram,
            Self::Summary { .. } => Kind::Summary,
        }
    }
}

impl From<Sample<'_>> for Value {
    fn from(sample: Sample<'_>) -> Self {
        match sample {
            Sample::Counter(value) => Self::Counter(value),
            Sample::Gauge(value) => Self::Gauge(value),
            Sample::Untyped(value) => Self::Untyped(value),
            Sample::Histogram { count, sum, buckets } => {
                Self::Histogram { count, sum, buckets: buckets.to_vec() }
            }
            Sample::Summary { count, sum, quantiles } => {
                Self::Summary { count, sum, quantiles: quantiles.to_vec() }
            }
            Sample::Detailed(detailed) => detailed.plain().into(),
        }
    }
}

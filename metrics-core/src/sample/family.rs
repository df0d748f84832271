//! Families as a scrape holds them before they are written.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::Hasher;
use std::sync::Arc;

use xxhash_rust::xxh64::Xxh64;

use super::{Bucket, Millis, Number, OwnedDetails, Quantile, Sample};
use crate::desc::{Desc, Kind, Source, Str};
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
    Info,
    StateSet(Vec<(Str, bool)>),
}

impl Family {
    /// The family for a format that does not know its kind: what only OpenMetrics knows becomes
    /// gauges.
    pub(crate) fn as_gauges(&self) -> Cow<'_, Self> {
        if !matches!(self.kind, Kind::Info | Kind::StateSet) {
            return Cow::Borrowed(self);
        }
        let mut series: Vec<Series> =
            self.series.iter().flat_map(|series| series.as_gauges(self.desc.name())).collect();
        series.sort_by(Series::order);
        Cow::Owned(Self { desc: self.desc.clone(), kind: Kind::Gauge, series })
    }
}

impl Series {
    /// A gauge for each state of a set, told apart by a label of this name; a gauge for anything
    /// else.
    fn as_gauges(&self, label: &str) -> Vec<Self> {
        let Value::StateSet(states) = &self.value else {
            return vec![Self { value: Value::Gauge(1.0), ..self.clone() }];
        };
        let at = self.names.partition_point(|name| &**name < label);
        let mut names = self.names.to_vec();
        names.insert(at, Str::Owned(label.to_owned()));
        let names: Arc<[Str]> = names.into();
        let gauge = |(state, holds): &(Str, bool)| {
            let mut values = self.values.to_vec();
            values.insert(at, state.clone());
            let value = Value::Gauge(f64::from(u8::from(*holds)));
            let (names, values) = (Arc::clone(&names), values.into());
            Self { names, values, value, details: None, at: self.at }
        };
        states.iter().map(gauge).collect()
    }

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

    /// A series with labels of its own, which become sorted (S40).
    pub(crate) fn labelled(
        labels: &[(&str, &str)],
        sample: Sample<'_>,
        at: Option<Millis>,
    ) -> Self {
        let owned = |text: &str| Str::Owned(text.to_owned());
        let mut labels = labels.to_vec();
        labels.sort_unstable();
        let names = labels.iter().map(|(name, _)| owned(name)).collect();
        let values = labels.iter().map(|(_, value)| owned(value)).collect();
        let (sample, details) = sample.split();
        let details = OwnedDetails::of(details);
        Self { names, values, value: sample.into(), details, at }
    }

    /// Whether the labels are those that the descriptor states (S44).
    pub(crate) fn agrees_with(&self, desc: &Desc) -> bool {
        let layout = desc.layout();
        let mut stated = layout.values.iter().zip(&self.values);
        self.names == layout.names
            && stated.all(|(&source, value)| match source {
                Source::Const(_) => desc.value(source, &[]) == *value,
                Source::Variable(_) => true,
            })
    }

    pub(crate) fn labels(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.names.iter().zip(&self.values).map(|(name, value)| (&**name, &**value))
    }

    pub(crate) fn owned_labels(&self) -> Vec<(String, String)> {
        self.labels().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
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
            Sample::Info => Self::Info,
            Sample::StateSet(states) => {
                let owned = |&(state, holds): &(&str, bool)| (Str::Owned(state.to_owned()), holds);
                Self::StateSet(states.iter().map(owned).collect())
            }
            Sample::Detailed(detailed) => detailed.plain().into(),
        }
    }
}

//! What goes wrong in a scrape.

use std::fmt;
use std::sync::Arc;

use crate::desc::{Desc, DescError, Kind};
use crate::sample::InvalidSample;

/// Something that went wrong in a scrape: whose metric, and why.
#[derive(Clone, Debug)]
pub struct GatherError {
    collector: &'static str,
    kind: Box<GatherErrorKind>,
    /// The outermost first.
    gatherers: Vec<usize>,
}

impl GatherError {
    pub(super) fn new(collector: &'static str, kind: GatherErrorKind) -> Self {
        Self { collector, kind: Box::new(kind), gatherers: Vec::new() }
    }

    /// The same, of the gatherer at a place from 1 (S48).
    pub(super) fn tagged(mut self, place: usize) -> Self {
        self.gatherers.insert(0, place);
        self
    }

    /// The type of the collector that sent the metric.
    #[must_use]
    pub fn collector(&self) -> &'static str {
        self.collector
    }

    /// Which of [`Gatherers`](crate::Gatherers) it comes from: places from 1, the outermost first.
    /// Empty if there is only one.
    #[must_use]
    pub fn gatherers(&self) -> &[usize] {
        &self.gatherers
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &GatherErrorKind {
        &self.kind
    }
}

/// What goes wrong in a scrape.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum GatherErrorKind {
    /// The collector panicked; what it sent before is kept (S26).
    Panicked {
        /// What it panicked with.
        message: String,
    },
    /// The metric's descriptor is invalid (S29).
    InvalidDesc {
        /// The descriptor.
        desc: Desc,
        /// What is wrong with it.
        error: DescError,
    },
    /// The collector said that it could not collect the metric (B7).
    Collect {
        /// The metric's descriptor.
        desc: Desc,
        /// What the collector said.
        error: Arc<dyn std::error::Error + Send + Sync>,
    },
    /// The collector wrote a histogram or summary that cannot be (K17).
    InvalidSample {
        /// The metric's descriptor.
        desc: Desc,
        /// What is wrong with it.
        error: InvalidSample,
    },
    /// The metric has more or fewer label values than its descriptor has labels.
    LabelCount {
        /// The descriptor.
        desc: Desc,
        /// How many labels it has.
        expected: usize,
        /// How many values were given.
        got: usize,
    },
    /// The metric was written with labels of its own that no series can have (S38, K6).
    InvalidLabels {
        /// The metric's descriptor.
        desc: Desc,
        /// What is wrong with the labels.
        error: DescError,
    },
    /// The metric was written with other labels than its descriptor states (S44; pedantic
    /// registries only).
    InconsistentLabels {
        /// The metric's descriptor.
        desc: Desc,
        /// The labels that it was written with, by name.
        labels: Vec<(String, String)>,
    },
    /// Another metric of that name has another help text (S30).
    InconsistentHelp {
        /// The metric's descriptor.
        desc: Desc,
        /// That of the metric which came first.
        existing: Desc,
    },
    /// Another metric of that name has another unit (K4).
    InconsistentUnit {
        /// The metric's descriptor.
        desc: Desc,
        /// That of the metric which came first.
        existing: Desc,
    },
    /// The metric is of another kind than its descriptor or the metric that came first (S30).
    InconsistentKind {
        /// The metric's descriptor.
        desc: Desc,
        /// Its kind.
        kind: Kind,
        /// The kind that was to be expected.
        known: Kind,
        /// The descriptor that it is expected by: the metric's own, or that of the metric which
        /// came first.
        existing: Desc,
    },
    /// The metric has a label that its kind writes itself: `le` or `quantile` (S38).
    ReservedLabel {
        /// The metric's descriptor.
        desc: Desc,
        /// The label.
        label: &'static str,
        /// The kind that writes it.
        kind: Kind,
    },
    /// Another metric's name is the same one as the formats [write](crate::name::escape) it
    /// (K15).
    NamesMeet {
        /// The metric's descriptor.
        desc: Desc,
        /// That of the metric which came first.
        existing: Desc,
    },
    /// A histogram or summary writes samples under the name of another metric (S35, S36).
    SuffixCollision {
        /// The metric's descriptor.
        desc: Desc,
        /// That of the metric which came first.
        existing: Desc,
    },
    /// A metric with this name, these labels and this timestamp was collected before (S41).
    Duplicate {
        /// The metric's descriptor.
        desc: Desc,
        /// Its labels, by name.
        labels: Vec<(String, String)>,
    },
    /// The collector did not describe the metric (S32; pedantic registries only).
    Unregistered {
        /// The metric's descriptor.
        desc: Desc,
    },
}

impl GatherErrorKind {
    /// The descriptor of the metric that came first, where two do not agree.
    #[must_use]
    pub fn existing(&self) -> Option<&Desc> {
        match self {
            Self::InconsistentHelp { existing, .. }
            | Self::InconsistentUnit { existing, .. }
            | Self::InconsistentKind { existing, .. }
            | Self::NamesMeet { existing, .. }
            | Self::SuffixCollision { existing, .. } => Some(existing),
            _ => None,
        }
    }

    /// The descriptor of the metric that was dropped; `None` for a panic.
    #[must_use]
    pub fn desc(&self) -> Option<&Desc> {
        match self {
            Self::Panicked { .. } => None,
            Self::InvalidDesc { desc, .. }
            | Self::Collect { desc, .. }
            | Self::InvalidSample { desc, .. }
            | Self::LabelCount { desc, .. }
            | Self::InvalidLabels { desc, .. }
            | Self::InconsistentLabels { desc, .. }
            | Self::InconsistentHelp { desc, .. }
            | Self::InconsistentUnit { desc, .. }
            | Self::InconsistentKind { desc, .. }
            | Self::ReservedLabel { desc, .. }
            | Self::NamesMeet { desc, .. }
            | Self::SuffixCollision { desc, .. }
            | Self::Duplicate { desc, .. }
            | Self::Unregistered { desc } => Some(desc),
        }
    }
}

impl fmt::Display for GatherErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panicked { message } => write!(f, "panicked: {message}"),
            Self::InvalidDesc { error, .. } => write!(f, "has an invalid descriptor: {error}"),
            Self::Collect { error, .. } => write!(f, "could not be collected: {error}"),
            Self::InvalidSample { error, .. } => write!(f, "has an invalid value: {error}"),
            Self::LabelCount { expected, got, .. } => {
                write!(f, "has {expected} labels, and was given {got} values")
            }
            Self::InvalidLabels { error, .. } => write!(f, "has labels of its own: {error}"),
            Self::InconsistentLabels { labels, .. } => {
                f.write_str("has other labels than its descriptor, ")?;
                write_labels(f, labels)
            }
            Self::InconsistentHelp { desc, existing } => {
                write!(f, "has help `{}`, and before it had `{}`", desc.help(), existing.help())
            }
            Self::InconsistentUnit { desc, existing } => {
                let (unit, before) = (desc.unit().unwrap_or(""), existing.unit().unwrap_or(""));
                write!(f, "has unit `{unit}`, and before it had `{before}`")
            }
            Self::InconsistentKind { kind, known, .. } => {
                write!(f, "is a {kind} and should be a {known}")
            }
            Self::ReservedLabel { label, kind, .. } => {
                write!(f, "has a label `{label}`, which a {kind} writes itself")
            }
            Self::NamesMeet { desc, existing } => {
                let (written, existing) = (desc.written_name(), existing.name());
                write!(f, "is written as `{written}`, and so is `{existing}`")
            }
            Self::SuffixCollision { existing, .. } => {
                write!(f, "collides with the samples of `{}`", existing.name())
            }
            Self::Duplicate { labels, .. } => {
                f.write_str("was collected before with the same labels, ")?;
                write_labels(f, labels)
            }
            Self::Unregistered { .. } => f.write_str("was not described at registration"),
        }
    }
}

fn write_labels(f: &mut fmt::Formatter<'_>, labels: &[(String, String)]) -> fmt::Result {
    f.write_str("{")?;
    for (i, (name, value)) in labels.iter().enumerate() {
        let comma = if i == 0 { "" } else { "," };
        write!(f, "{comma}{name}={value:?}")?;
    }
    f.write_str("}")
}

impl fmt::Display for GatherError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { collector, kind, gatherers } = self;
        for place in gatherers {
            write!(f, "[from Gatherer #{place}] ")?;
        }
        match kind.desc() {
            None => write!(f, "collector `{collector}` {kind}"),
            Some(desc) => {
                write!(f, "metric `{}` of `{collector}` {kind}", desc.name())?;
                write!(f, "\n  here: {}", desc.place())?;
                match kind.existing() {
                    Some(existing) if existing.place() != desc.place() => {
                        write!(f, "\n  there: {}", existing.place())
                    }
                    _ => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for GatherError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.kind {
            GatherErrorKind::InvalidDesc { error, .. }
            | GatherErrorKind::InvalidLabels { error, .. } => Some(error),
            GatherErrorKind::Collect { error, .. } => Some(&**error),
            GatherErrorKind::InvalidSample { error, .. } => Some(error),
            _ => None,
        }
    }
}

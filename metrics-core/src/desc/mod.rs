//! Descriptors: what a metric family is called, what it means, which labels it has.
//!
//! A [`Desc`] is made at run time, for hand-written collectors, or from the constant [`Tree`] of
//! a derived one. Two descs are the same family when their [ids](Desc::id) match, and agree
//! when their [dimensions](Desc::dimension) do (S7).

mod check;
mod clash;
mod constant;
mod keys;
mod tree;
mod wrap;

use std::borrow::Cow;
use std::fmt;
use std::panic::Location;
use std::sync::Arc;

use xxhash_rust::xxh64::Xxh64;

use crate::name::{self, is_reserved_label_name};

#[doc(hidden)]
pub use check::{check_alike, check_claims, check_field, check_group, check_snapshot};
#[doc(hidden)]
pub use clash::meetings;
pub use constant::ConstDesc;
#[doc(hidden)]
pub use keys::{check_init, check_lines, check_max_series, check_ttl, check_unit};
pub use tree::{FieldDesc, FieldType, Group, Tree};
#[doc(hidden)]
pub use wrap::Wrap;

/// Text that is often known to the compiler.
pub(crate) type Str = Cow<'static, str>;

/// What sort of values a metric family holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Only grows, but for restarts.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Observations with quantiles.
    Summary,
    /// Nothing is known of it.
    Untyped,
    /// Observations counted in buckets.
    Histogram,
    /// Labels that inform; 1. A gauge but in OpenMetrics.
    Info,
    /// Which of some states hold. Gauges but in OpenMetrics.
    StateSet,
}

impl Kind {
    /// The word for this kind in OpenMetrics; the text format calls the last two `gauge`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Summary => "summary",
            Self::Untyped => "untyped",
            Self::Histogram => "histogram",
            Self::Info => "info",
            Self::StateSet => "stateset",
        }
    }

    /// The label that metrics of this kind write themselves (E9, G9).
    #[must_use]
    pub const fn reserved_label(self) -> Option<&'static str> {
        match self {
            Self::Histogram => Some("le"),
            Self::Summary => Some("quantile"),
            _ => None,
        }
    }

    /// What is appended to the family's name in its samples, besides nothing (S35, S36).
    #[must_use]
    pub const fn suffixes(self) -> &'static [&'static str] {
        match self {
            Self::Histogram => &["_bucket", "_count", "_sum"],
            Self::Summary => &["_count", "_sum"],
            _ => &[],
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where in the source a descriptor comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The source file, as the compiler was given it.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The field that was derived; `None` for descriptors made at run time.
    pub field: Option<FieldPlace>,
}

/// The field of a derived struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldPlace {
    /// The path of the module, which begins with the crate's name.
    pub module: &'static str,
    /// The struct.
    pub ty: &'static str,
    /// The field.
    pub field: &'static str,
}

impl Place {
    #[track_caller]
    pub(crate) fn here() -> Self {
        let caller = Location::caller();
        Self { file: caller.file(), line: caller.line(), field: None }
    }
}

/// A derived struct, as the places of its fields name it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// The path of the module.
    pub module: &'static str,
    /// The struct.
    pub name: &'static str,
}

impl Type {
    /// The place of a field.
    #[must_use]
    pub const fn place(self, field: &'static str, file: &'static str, line: u32) -> Place {
        let Self { module, name: ty } = self;
        Place { file, line, field: Some(FieldPlace { module, ty, field }) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(FieldPlace { module, ty, field }) = self.field {
            write!(f, "{module}::{ty}::{field} at ")?;
        }
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What is wrong with a descriptor.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum DescError {
    /// The metric has no name (S1a).
    EmptyName,
    /// A label has no name (S1b).
    EmptyLabelName,
    /// A label's name begins with `__` (S1b).
    ReservedLabelName(String),
    /// A label's name occurs twice among the constant and the variable ones (S1e).
    DuplicateLabelName(String),
    /// A constraint is stated for a label that the family does not have.
    NoLabelToConstrain(String),
    /// Two of the labels' names are one name as the formats [write](name::escape) them (K15).
    LabelNamesMeet {
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// The metric's kind writes this label itself: `le` or `quantile` (E9, G9).
    LabelOfKind {
        /// The label.
        label: &'static str,
        /// The kind that writes it.
        kind: Kind,
    },
    /// A wrap adds a label that is among the constant ones already, be it with the same value
    /// (S53).
    WrapLabel(String),
    /// What [`Desc::invalid`] was given.
    Other(Arc<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for DescError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyName => f.write_str("the metric's name is empty"),
            Self::EmptyLabelName => f.write_str("a label's name is empty"),
            Self::ReservedLabelName(name) => {
                write!(
                    f,
                    "label `{name}` is reserved: names that begin with `__` are Prometheus' own"
                )
            }
            Self::DuplicateLabelName(name) => write!(f, "label `{name}` is given twice"),
            Self::NoLabelToConstrain(name) => {
                write!(f, "a constraint is stated for `{name}`, which is no variable label")
            }
            Self::LabelNamesMeet { first, second } => {
                let written = name::escape(first);
                write!(f, "labels `{first}` and `{second}` are both written as `{written}`")
            }
            Self::LabelOfKind { label, kind } => {
                write!(f, "label `{label}` is reserved on a {kind}, which writes it itself")
            }
            Self::WrapLabel(name) => {
                write!(f, "the wrap adds label `{name}`, which is a constant label already")
            }
            Self::Other(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DescError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Other(error) => Some(&**error),
            _ => None,
        }
    }
}

/// What is known of a metric family: name, help, unit, kind and labels.
///
/// Making one never fails. What is wrong with it is kept ([`error`](Self::error)) and reported
/// at registration, or when a collector sends a metric with it (S1, S2). A clone shares the
/// original's memory.
///
/// ```
/// use metrics_core::{Desc, Kind};
///
/// let desc = Desc::builder("cluster_oom_crashes_total", "Number of OOM crashes.")
///     .kind(Kind::Counter)
///     .labels(["host"])
///     .const_label("zone", "eu")
///     .build();
/// assert!(desc.error().is_none());
///
/// let wrong = Desc::builder("up", "").labels(["__host"]).build();
/// assert!(wrong.error().is_some());
/// ```
#[derive(Clone)]
pub struct Desc(Arc<Inner>);

struct Inner {
    name: Str,
    /// The name as the formats write it, if that is another.
    written: Option<Box<str>>,
    help: Str,
    unit: Str,
    kind: Option<Kind>,
    /// By name (S6).
    const_labels: Vec<(Str, Str)>,
    labels: Vec<Str>,
    /// Those whose values are constrained.
    constrained: Vec<Str>,
    /// All labels by name, as every series of the family carries them.
    layout: Layout,
    id: u64,
    dimension: u64,
    error: Option<DescError>,
    place: Place,
}

/// Names of all labels, sorted (S47), and where the values come from.
pub(crate) struct Layout {
    pub(crate) names: Arc<[Str]>,
    pub(crate) values: Box<[Source]>,
}

/// Where the value of a label stands.
#[derive(Clone, Copy)]
pub(crate) enum Source {
    Const(usize),
    Variable(usize),
}

impl Desc {
    /// A descriptor without labels, kind or unit.
    #[must_use]
    #[track_caller]
    pub fn new(name: impl Into<Str>, help: impl Into<Str>) -> Self {
        Self::builder(name, help).build()
    }

    /// Starts a descriptor. Its place is where this is called.
    ///
    /// `name` is the full name of the family.
    #[track_caller]
    pub fn builder(name: impl Into<Str>, help: impl Into<Str>) -> DescBuilder {
        DescBuilder {
            name: name.into(),
            help: help.into(),
            unit: Str::Borrowed(""),
            kind: None,
            const_labels: Vec::new(),
            labels: Vec::new(),
            constrained: Vec::new(),
            place: Place::here(),
        }
    }

    /// A descriptor that only carries an error: how a collector says that it cannot describe
    /// itself (A4). Registering it fails with `error`.
    #[must_use]
    #[track_caller]
    pub fn invalid(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let builder = Self::builder("", "");
        builder.finish(Some(DescError::Other(Arc::from(error.into()))))
    }

    /// The full name of the family.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// What the metric means.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.0.help
    }

    /// The unit, if one was stated.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        Some(&*self.0.unit).filter(|unit| !unit.is_empty())
    }

    /// The kind, if it was stated. Derived descriptors always state it.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.0.kind
    }

    /// Labels that every series has with the same value, by name (S6).
    ///
    /// Empty when the descriptor is invalid (S2).
    #[must_use]
    pub fn const_labels(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.const_labels.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Names of the labels in which series differ, in the order in which values are given.
    #[must_use]
    pub fn labels(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.labels.iter().map(|name| &**name)
    }

    /// What is wrong with the descriptor.
    #[must_use]
    pub fn error(&self) -> Option<&DescError> {
        self.0.error.as_ref()
    }

    /// Where the descriptor was made.
    #[must_use]
    pub fn place(&self) -> Place {
        self.0.place
    }

    /// Hash of the name and of the values of the constant labels (S3); 0 when invalid (S2).
    ///
    /// Names of constant labels are not part of it: they are part of the
    /// [dimension](Self::dimension), so that `m{a="x"}` and `m{b="x"}` clash.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.0.id
    }

    /// Hash of help, unit and label names (S4): families of one name must agree in it.
    /// 0 when invalid (S2).
    #[must_use]
    pub fn dimension(&self) -> u64 {
        self.0.dimension
    }

    /// The full name, shared if it is known to the compiler.
    pub(crate) fn name_text(&self) -> Str {
        self.0.name.clone()
    }

    /// The name as the formats [write](name::escape) it.
    pub(crate) fn written_name(&self) -> &str {
        self.0.written.as_deref().unwrap_or(&self.0.name)
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.0.layout
    }

    /// The value of a label, given those of the variable ones.
    pub(crate) fn value(&self, source: Source, values: &[&str]) -> Str {
        match source {
            Source::Const(i) => self.0.const_labels[i].1.clone(),
            Source::Variable(i) => Str::Owned(values[i].to_owned()),
        }
    }

    /// Where the descriptor lies in memory: its own as long as a handle is left.
    pub(crate) fn address(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    /// Whether both handles lead to the same descriptor in memory.
    pub(crate) fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Display for Desc {
    /// As in A6: `Desc{fqName: "…", help: "…", unit: "…", constLabels: {…}, variableLabels: {…}}`.
    /// A label whose values are constrained is shown as `c(label)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { name, help, unit, .. } = &*self.0;
        write!(f, "Desc{{fqName: {name:?}, help: {help:?}, unit: {unit:?}, constLabels: {{")?;
        for (i, (name, value)) in self.const_labels().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            write!(f, "{comma}{name}={value:?}")?;
        }
        f.write_str("}, variableLabels: {")?;
        for (i, name) in self.labels().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            if self.0.constrained.iter().any(|other| other == name) {
                write!(f, "{comma}c({name})")?;
            } else {
                write!(f, "{comma}{name}")?;
            }
        }
        f.write_str("}}")
    }
}

impl fmt::Debug for Desc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Makes a [`Desc`]; see [`Desc::builder`].
#[derive(Clone, Debug)]
#[must_use]
pub struct DescBuilder {
    name: Str,
    help: Str,
    unit: Str,
    kind: Option<Kind>,
    const_labels: Vec<(Str, Str)>,
    labels: Vec<Str>,
    constrained: Vec<Str>,
    place: Place,
}

impl DescBuilder {
    /// Adds variable labels, in the order in which their values will be given.
    pub fn labels<I: IntoIterator<Item: Into<Str>>>(mut self, names: I) -> Self {
        self.labels.extend(names.into_iter().map(Into::into));
        self
    }

    /// Adds a label that every series has with the same value.
    pub fn const_label(mut self, name: impl Into<Str>, value: impl Into<Str>) -> Self {
        self.const_labels.push((name.into(), value.into()));
        self
    }

    /// Adds labels that every series has with the same values.
    pub fn const_labels<N: Into<Str>, V: Into<Str>>(
        mut self,
        labels: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        self.const_labels.extend(labels.into_iter().map(|(n, v)| (n.into(), v.into())));
        self
    }

    /// States the unit, such as `seconds`. It is part of the dimension (S4) and is not appended
    /// to the name.
    pub fn unit(mut self, unit: impl Into<Str>) -> Self {
        self.unit = unit.into();
        self
    }

    /// States the kind, so that a metric of another kind under this name is refused at
    /// registration.
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Makes the descriptor.
    #[must_use]
    pub fn build(self) -> Desc {
        self.build_or(None)
    }

    /// Makes the descriptor, with an error that lies outside of it unless it has one of its own.
    pub(crate) fn build_or(self, error: Option<DescError>) -> Desc {
        let error = self.check().err().or(error);
        self.finish(error)
    }

    /// Notes that the values of a variable label are constrained (A10), and says where it
    /// stands; `None` if there is no such label.
    pub(crate) fn constrained(&mut self, label: &str) -> Option<usize> {
        let place = self.labels.iter().position(|name| name == label)?;
        self.constrained.push(self.labels[place].clone());
        Some(place)
    }

    pub(crate) fn place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// In the order of S1. Text is UTF-8 by its type.
    fn check(&self) -> Result<(), DescError> {
        if self.name.is_empty() {
            return Err(DescError::EmptyName);
        }
        let names = self.const_labels.iter().map(|(name, _)| name).chain(&self.labels);
        let mut names = names.map(|name| &**name);
        check_label_names(&names)?;
        if let Some(kind) = self.kind
            && let Some(label) = kind.reserved_label()
            && names.any(|name| name == label)
        {
            return Err(DescError::LabelOfKind { label, kind });
        }
        if self.kind == Some(Kind::StateSet) && names.any(|name| name == self.name) {
            // It has a label of its own name.
            return Err(DescError::DuplicateLabelName(self.name.to_string()));
        }
        Ok(())
    }

    fn finish(mut self, error: Option<DescError>) -> Desc {
        if error.is_some() {
            self.const_labels.clear();
        }
        self.const_labels.sort();
        let consts = self.const_labels.iter().enumerate();
        let variables = self.labels.iter().enumerate();
        let mut sorted: Vec<(Str, Source)> = consts
            .map(|(i, (name, _))| (name.clone(), Source::Const(i)))
            .chain(variables.map(|(i, name)| (name.clone(), Source::Variable(i))))
            .collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        let (id, dimension) =
            if error.is_some() { (0, 0) } else { (self.id(), self.dimension(&sorted)) };
        let (names, values): (Vec<_>, Vec<_>) = sorted.into_iter().unzip();
        let layout = Layout { names: names.into(), values: values.into() };
        let Self { name, help, unit, kind, const_labels, labels, constrained, place } = self;
        let written = match name::escape(&name) {
            Cow::Borrowed(_) => None,
            Cow::Owned(written) => Some(written.into()),
        };
        Desc(Arc::new(Inner {
            name,
            written,
            help,
            unit,
            kind,
            const_labels,
            labels,
            constrained,
            layout,
            id,
            dimension,
            error,
            place,
        }))
    }

    fn id(&self) -> u64 {
        let mut hash = Xxh64::new(0);
        hash.update(self.name.as_bytes());
        hash.update(&[SEPARATOR]);
        for (_, value) in &self.const_labels {
            hash.update(value.as_bytes());
            hash.update(&[SEPARATOR]);
        }
        hash.digest()
    }

    fn dimension(&self, sorted: &[(Str, Source)]) -> u64 {
        let mut hash = Xxh64::new(0);
        for text in [&self.help, &self.unit] {
            hash.update(text.as_bytes());
            hash.update(&[SEPARATOR]);
        }
        for (name, source) in sorted {
            if let Source::Variable(_) = source {
                hash.update(&[VARIABLE]);
            }
            hash.update(name.as_bytes());
            hash.update(&[SEPARATOR]);
        }
        hash.digest()
    }
}

/// Whether one series can have labels of these names (S1b, S1e, K15).
pub(crate) fn check_label_names<'a>(
    names: &(impl Iterator<Item = &'a str> + Clone),
) -> Result<(), DescError> {
    for name in names.clone() {
        if name.is_empty() {
            return Err(DescError::EmptyLabelName);
        }
        if is_reserved_label_name(name) {
            return Err(DescError::ReservedLabelName(name.to_owned()));
        }
    }
    for (i, name) in names.clone().enumerate() {
        if names.clone().take(i).any(|other| other == name) {
            return Err(DescError::DuplicateLabelName(name.to_owned()));
        }
    }
    // Legacy names stand for themselves, so one of a pair that meets is none.
    for second in names.clone().filter(|name| !name::is_legacy_metric_name(name)) {
        let written = name::escape(second);
        let meets = |first: &&str| *first != second && name::escape(first) == written;
        if let Some(first) = names.clone().find(meets) {
            let (first, second) = (first.to_owned(), second.to_owned());
            return Err(DescError::LabelNamesMeet { first, second });
        }
    }
    Ok(())
}

/// Ends a text in a hash; cannot occur in UTF-8 (S5).
const SEPARATOR: u8 = 0xFF;

/// Stands before the name of a variable label in a hash. The reference writes `$`, which a name
/// may hold (K24); this byte cannot occur in UTF-8.
const VARIABLE: u8 = 0xFE;

//! Why a registration is refused.

use std::fmt;

use crate::desc::{Desc, DescError, Kind, Place};
use crate::held::{Held, Ticket};

/// A registration that was refused. Holds the collector.
#[derive(Clone)]
pub struct RegisterError {
    inner: Box<(RegisterErrorKind, Held)>,
}

impl RegisterError {
    pub(super) fn new(kind: RegisterErrorKind, collector: Held) -> Self {
        Self { inner: Box::new((kind, collector)) }
    }

    /// Why it was refused.
    #[must_use]
    pub fn kind(&self) -> &RegisterErrorKind {
        &self.inner.0
    }

    /// Both collectors, if the new one is registered already.
    #[must_use]
    pub fn already_registered(&self) -> Option<&AlreadyRegistered> {
        match self.kind() {
            RegisterErrorKind::AlreadyRegistered(both) => Some(both),
            _ => None,
        }
    }

    /// The collector that was refused.
    #[must_use]
    pub fn into_collector(self) -> Held {
        self.inner.1
    }
}

/// Why a registration is refused.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum RegisterErrorKind {
    /// A descriptor is invalid.
    InvalidDesc {
        /// The descriptor.
        desc: Desc,
        /// What is wrong with it.
        error: DescError,
    },
    /// Another collector, or one that was here before, gave this name other label names, another
    /// help text or another unit (S10).
    InconsistentDesc {
        /// The new descriptor.
        desc: Desc,
        /// The one that is known.
        existing: Desc,
    },
    /// Another collector, or one that was here before, gave this name another kind (D4, K7).
    InconsistentKind {
        /// The new descriptor.
        desc: Desc,
        /// Its kind.
        kind: Kind,
        /// The one that is known.
        existing: Desc,
        /// Its kind.
        existing_kind: Kind,
    },
    /// Two names are one as the formats [write](crate::name::escape) them (K15).
    NamesMeet {
        /// The new descriptor.
        desc: Desc,
        /// The one that is known, or the earlier one of this collector.
        existing: Desc,
    },
    /// A histogram or summary would write samples under the name of another metric (S35, S36),
    /// and one of the two is derived.
    SuffixCollision {
        /// The new descriptor.
        desc: Desc,
        /// The one that is known.
        existing: Desc,
    },
    /// Two descriptors of this collector have one name and other label names, help, unit or kinds
    /// (S10, D4).
    InconsistentWithin {
        /// The later descriptor.
        desc: Desc,
        /// The earlier one.
        existing: Desc,
    },
    /// The collector is registered already (S11).
    AlreadyRegistered(AlreadyRegistered),
    /// Another collector supplies one of the metrics.
    DuplicateDesc {
        /// The new descriptor.
        desc: Desc,
        /// The one that is known.
        existing: Desc,
    },
    /// The collector is this registry, or one that collects from it.
    Cycle,
    /// The collector's `describe` panicked.
    DescribePanicked {
        /// The collector's type.
        collector: &'static str,
        /// What it panicked with.
        message: String,
    },
}

/// A collector with the same descriptors is registered already (S15).
#[derive(Clone, Debug)]
pub struct AlreadyRegistered {
    /// The collector that is registered, without its wraps.
    pub existing: Held,
    /// The one that was refused.
    pub new: Held,
    /// The collector that is registered, as it was handed over.
    pub(super) as_given: Held,
    pub(super) ticket: Ticket,
    /// The first descriptor of each: of the one that is registered, and of the new one.
    pub(super) descs: Option<(Desc, Desc)>,
}

impl fmt::Display for AlreadyRegistered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("duplicate metrics collector registration attempted")?;
        let Some((existing, new)) = &self.descs else { return Ok(()) };
        write!(f, ": of metric `{}`", new.name())?;
        places(f, new.place(), existing.place())
    }
}

impl std::error::Error for AlreadyRegistered {}

impl fmt::Display for RegisterErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidDesc { desc, error } => {
                match desc.name() {
                    "" => f.write_str("a descriptor is invalid")?,
                    name => write!(f, "the descriptor of `{name}` is invalid")?,
                }
                write!(f, ": {error}\n  here: {}", desc.place())
            }
            Self::InconsistentDesc { desc, existing } => {
                write!(f, "metric `{}` was registered with ", desc.name())?;
                differences(f, desc, existing)
            }
            Self::InconsistentKind { desc, kind, existing, existing_kind } => {
                write!(
                    f,
                    "metric `{}` is a {kind} here and was registered as a {existing_kind}",
                    desc.name()
                )?;
                places(f, desc.place(), existing.place())
            }
            Self::NamesMeet { desc, existing } => {
                write!(
                    f,
                    "metric `{}` is written as `{}`, and so is metric `{}`",
                    desc.name(),
                    desc.written_name(),
                    existing.name()
                )?;
                places(f, desc.place(), existing.place())
            }
            Self::SuffixCollision { desc, existing } => {
                let (long, short) = if desc.name().len() > existing.name().len() {
                    (desc, existing)
                } else {
                    (existing, desc)
                };
                let kind = short.kind().map_or("metric", Kind::as_str);
                write!(
                    f,
                    "metric `{}` collides with the {kind} `{}`, which writes samples of that name",
                    long.name(),
                    short.name()
                )?;
                places(f, desc.place(), existing.place())
            }
            Self::InconsistentWithin { desc, existing } => {
                write!(f, "the collector describes metric `{}` twice, first with ", desc.name())?;
                differences(f, desc, existing)
            }
            Self::AlreadyRegistered(error) => error.fmt(f),
            Self::DuplicateDesc { desc, existing } => {
                write!(
                    f,
                    "metric `{}` with the same constant labels is supplied by another collector",
                    desc.name()
                )?;
                places(f, desc.place(), existing.place())
            }
            Self::Cycle => f.write_str("a registry cannot collect from itself"),
            Self::DescribePanicked { collector, message } => {
                write!(f, "`{collector}` panicked when it was asked for its descriptors: {message}")
            }
        }
    }
}

/// What `existing` says otherwise than `desc`.
fn differences(f: &mut fmt::Formatter<'_>, desc: &Desc, existing: &Desc) -> fmt::Result {
    let mut separator = "";
    let mut say = |f: &mut fmt::Formatter<'_>, what: &str, was: &str, now: &str| {
        if was == now {
            return Ok(());
        }
        write!(f, "{separator}{what} `{was}` and not `{now}`")?;
        separator = ", ";
        Ok(())
    };
    say(f, "help", existing.help(), desc.help())?;
    say(f, "unit", existing.unit().unwrap_or(""), desc.unit().unwrap_or(""))?;
    say(f, "labels", &labels(existing), &labels(desc))?;
    if let Some((was, now)) = existing.kind().zip(desc.kind()) {
        say(f, "kind", was.as_str(), now.as_str())?;
    }
    places(f, desc.place(), existing.place())
}

/// The label names, as they are spoken of.
fn labels(desc: &Desc) -> String {
    let mut labels: Vec<String> = desc.labels().map(str::to_owned).collect();
    labels.extend(desc.const_labels().map(|(name, _)| format!("{name} (constant)")));
    labels.sort_unstable();
    if labels.is_empty() { "none".to_owned() } else { labels.join(", ") }
}

fn places(f: &mut fmt::Formatter<'_>, new: Place, existing: Place) -> fmt::Result {
    write!(f, "\n  here: {new}\n  there: {existing}")
}

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind().fmt(f)
    }
}

impl fmt::Debug for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `main` prints errors this way, and the places are what helps.
        write!(f, "RegisterError: {self}")
    }
}

impl std::error::Error for RegisterError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            RegisterErrorKind::InvalidDesc { error, .. } => Some(error),
            RegisterErrorKind::AlreadyRegistered(error) => Some(error),
            _ => None,
        }
    }
}

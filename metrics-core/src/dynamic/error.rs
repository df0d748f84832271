//! Why a lookup by labels that are known at run time only finds nothing.

use std::fmt;

use crate::desc::Str;

/// What is wrong with the labels that a [`DynamicVec`](super::DynamicVec) was given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LabelError {
    /// There are more or fewer values than labels, those that are curried aside (S60, S61).
    Cardinality {
        /// The name of the family.
        family: Str,
        /// How many values it takes.
        expected: usize,
        /// How many there were.
        given: usize,
    },
    /// There is no value for a label (S61).
    Missing {
        /// The name of the family.
        family: Str,
        /// The label.
        label: String,
    },
    /// The label has a value already: it was curried, or is given twice (S61, S63).
    AlreadyCurried {
        /// The name of the family.
        family: Str,
        /// The label.
        label: String,
    },
    /// The family has no such labels (S63).
    Unknown {
        /// The name of the family.
        family: Str,
        /// The names that are no labels, as they were given.
        labels: Vec<String>,
    },
}

impl LabelError {
    /// The name of the family.
    #[must_use]
    pub fn family(&self) -> &str {
        match self {
            Self::Cardinality { family, .. }
            | Self::Missing { family, .. }
            | Self::AlreadyCurried { family, .. }
            | Self::Unknown { family, .. } => family,
        }
    }
}

impl fmt::Display for LabelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = |n: usize| if n == 1 { "" } else { "s" };
        write!(f, "metric `{}`: ", self.family())?;
        match self {
            Self::Cardinality { expected, given, .. } => {
                write!(f, "{given} label value{} given, and it takes {expected}", s(*given))
            }
            Self::Missing { label, .. } => write!(f, "no value for label `{label}`"),
            Self::AlreadyCurried { label, .. } => write!(f, "label `{label}` is already curried"),
            Self::Unknown { labels, .. } => {
                write!(f, "{} unknown label{}: ", labels.len(), s(labels.len()))?;
                for (i, label) in labels.iter().enumerate() {
                    write!(f, "{}`{label}`", if i == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for LabelError {}

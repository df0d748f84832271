//! What goes wrong in a test's question.

use std::fmt;

use super::Difference;
use crate::desc::Kind;
use crate::error::Errors;
use crate::exposition::ParseError;
use crate::gather::GatherError;
use crate::registry::RegisterErrorKind;

/// Why a question was not answered as a test would like. Its `Debug` form is its message.
#[non_exhaustive]
pub enum Error {
    /// A registry would refuse the collector.
    Describe(RegisterErrorKind),
    /// Something went wrong as metrics were collected.
    Collect(Errors<GatherError>),
    /// A text is no exposition.
    Parse(ParseError),
    /// There should be exactly one series (S151).
    NotOne {
        /// Those that there are, with their labels.
        series: Vec<String>,
    },
    /// A series has more than one value (S151).
    NotOneValue {
        /// The series, with its labels.
        series: String,
        /// Its kind.
        kind: Kind,
    },
    /// The metrics are not the expected ones.
    Differs(Difference),
}

/// How many series a message names.
const SHOWN: usize = 10;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Describe(error) => write!(f, "a registry would refuse the collector: {error}"),
            Self::Collect(errors) => errors.fmt(f),
            Self::Parse(error) => error.fmt(f),
            Self::NotOne { series } if series.is_empty() => {
                f.write_str("expected exactly one series and found none")
            }
            Self::NotOne { series } => {
                write!(f, "expected exactly one series and found {}: ", series.len())?;
                for (i, name) in series.iter().take(SHOWN).enumerate() {
                    let comma = if i == 0 { "" } else { ", " };
                    write!(f, "{comma}`{name}`")?;
                }
                if series.len() > SHOWN { f.write_str(", …") } else { Ok(()) }
            }
            Self::NotOneValue { series, kind } => {
                write!(f, "`{series}` is a {kind}, which has more than one value")
            }
            Self::Differs(difference) => difference.fmt(f),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Parse(error) => Some(error),
            Self::Collect(errors) => Some(errors),
            _ => None,
        }
    }
}

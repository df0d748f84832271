//! Writes what a scrape found, and reads the text format back. **No encoder sees a metric or a
//! registry.**

mod cursor;
mod escape;
mod lines;
mod number;
mod openmetrics;
pub(crate) mod parse;
pub(crate) mod text;

use crate::sample::Family;

pub(crate) use lines::Names;
pub use parse::{ParseError, ParseErrorKind};

/// A format that Prometheus reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// The text format, version 0.0.4 (S106–S112).
    #[default]
    Text,
    /// The text format OpenMetrics, version 1.0.0 (S114–S120).
    ///
    /// In it a counter is one only if its name ends in `_total`: Prometheus is told of others
    /// that their type is unknown.
    OpenMetrics,
}

impl Format {
    /// The value of the `Content-Type` header (S127).
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
            Self::OpenMetrics => {
                "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores"
            }
        }
    }

    pub(crate) fn encode(self, families: &[Family]) -> Vec<u8> {
        let mut body = Vec::new();
        let write = match self {
            Self::Text => text::write,
            Self::OpenMetrics => openmetrics::write,
        };
        for family in families {
            write(&mut body, family, Names::Escaped);
        }
        if self == Self::OpenMetrics {
            body.extend_from_slice(openmetrics::END);
        }
        body
    }
}

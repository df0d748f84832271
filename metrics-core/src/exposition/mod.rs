//! Writes what a scrape found. **No encoder sees a metric or a registry.**

mod escape;
mod number;
mod text;

use crate::sample::Family;

/// A format that Prometheus reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// The text format, version 0.0.4 (S106–S112).
    #[default]
    Text,
}

impl Format {
    /// The value of the `Content-Type` header (S127).
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
        }
    }

    pub(crate) fn encode(self, families: &[Family]) -> Vec<u8> {
        let mut body = Vec::new();
        match self {
            Self::Text => text::write(&mut body, families),
        }
        body
    }
}

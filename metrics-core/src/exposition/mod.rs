//! Writes what a scrape found, and reads the text format back. **No encoder sees a metric or a
//! registry.**

mod cursor;
mod escape;
mod lines;
#[cfg(feature = "http")]
pub(crate) mod negotiate;
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
    /// OpenMetrics with a sample `_created` for each series of which it is known when it began at
    /// zero (S119, L16).
    OpenMetricsWithCreated,
    /// The messages of `io.prometheus.client`, each after its length (S122): the only format that
    /// carries native histograms, and all of what is known of created timestamps.
    #[cfg(feature = "proto")]
    Protobuf,
}

impl Format {
    /// The value of the `Content-Type` header (S127).
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
            #[cfg(feature = "proto")]
            Self::Protobuf => {
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; \
                 encoding=delimited; escaping=underscores"
            }
            Self::OpenMetrics | Self::OpenMetricsWithCreated => {
                "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores"
            }
        }
    }

    pub(crate) fn encode(self, families: &[Family]) -> Vec<u8> {
        let mut body = Vec::new();
        let write = match self {
            Self::Text => text::write,
            Self::OpenMetrics => openmetrics::write,
            Self::OpenMetricsWithCreated => openmetrics::write_with_created,
            #[cfg(feature = "proto")]
            Self::Protobuf => return crate::proto::delimited(families),
        };
        for family in families {
            write(&mut body, family, Names::Escaped);
        }
        if matches!(self, Self::OpenMetrics | Self::OpenMetricsWithCreated) {
            body.extend_from_slice(openmetrics::END);
        }
        body
    }
}

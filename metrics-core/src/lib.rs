#![doc = include_str!("../../README.md")]
// But for the rooms of `vec` that say why.
#![deny(unsafe_code)]

#[doc(hidden)]
pub mod __private;
mod bounds;
pub mod buckets;
mod cell;
mod collector;
mod counter;
pub mod desc;
mod error;
pub mod exposition;
mod gather;
mod gauge;
mod held;
mod histogram;
#[cfg(feature = "http")]
pub mod http;
mod init;
pub mod label;
mod message;
pub mod name;
#[cfg(feature = "proto")]
pub mod proto;
mod registry;
pub mod sample;
mod scrape;
#[cfg(feature = "server")]
pub mod server;
mod spec;
mod store;
mod striped;
pub mod testing;
mod timer;
pub mod unit;
mod vec;

pub use collector::{Collector, Describe, Descs};
pub use counter::Counter;
pub use desc::{Desc, DescBuilder, DescError, Kind, Place};
pub use error::Errors;
pub use exposition::Format;
#[cfg(feature = "proto")]
pub use gather::Gathered;
pub use gather::{Encoded, GatherError, GatherErrorKind};
pub use gauge::{Gauge, InFlight};
pub use held::{Held, IntoHeld, Registration};
pub use histogram::{Histogram, HistogramSnapshot};
pub use label::{ClosedLabel, LabelValue, Labels, OpenLabel};
#[cfg(feature = "derive")]
pub use metrics_derive::{Collector, LabelSet, LabelValue};
pub use registry::{
    AlreadyRegistered, RegisterError, RegisterErrorKind, Registry, default_registry,
};
pub use scrape::Scrape;
pub use store::{LabelSet, Metric};
pub use striped::{StripedCounter, StripedGauge, StripedHistogram, StripedInFlight, StripedSeries};
pub use timer::{Observer, Timer};
pub use unit::Unit;
pub use vec::{
    CounterVec, Fresh, GaugeVec, HistogramVec, MetricVec, OpenHandle, OwnedHandle, Series,
    SeriesInFlight, StripedCounterVec, StripedGaugeVec, StripedHistogramVec,
};

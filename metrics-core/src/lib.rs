#![doc = include_str!("../../README.md")]
// But for the rooms of `vec` that say why.
#![deny(unsafe_code)]

#[doc(hidden)]
pub mod __private;
mod bounds;
pub mod buckets;
mod cell;
mod closure;
mod collector;
mod counter;
pub mod desc;
mod dynamic;
mod error;
pub mod exposition;
mod float_counter;
mod func;
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
mod named;
mod pairs;
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
mod text_file;
mod timer;
pub mod unit;
mod vec;
mod wrap;

pub use closure::{CollectorFn, collector_fn, describe_by_collect};
pub use collector::{Collector, Describe, Descs};
pub use counter::Counter;
pub use desc::{ConstDesc, Desc, DescBuilder, DescError, Kind, Place};
pub use dynamic::{
    DynamicFresh, DynamicHandle, DynamicMetric, DynamicVec, LabelError, Own, OwnMetric, OwnVec,
    SeriesSlot,
};
pub use error::Errors;
pub use exposition::Format;
pub use float_counter::FloatCounter;
pub use func::{CounterFn, Function, GaugeFn, Pulled, UntypedFn};
#[cfg(feature = "proto")]
pub use gather::Gathered;
pub use gather::{
    Concatenated, Encoded, GatherError, GatherErrorKind, Gatherer, GathererFn, Gatherers, Scraped,
    gatherer_fn,
};
pub use gauge::{Gauge, InFlight};
pub use held::{Held, IntoHeld, Registration, Ticket};
pub use histogram::{Histogram, HistogramSnapshot};
pub use label::{ClosedLabel, LabelValue, Labels, OpenLabel};
#[cfg(feature = "derive")]
pub use metrics_derive::{Collector, LabelSet, LabelValue, desc, labels};
pub use named::{Named, NamedBuilder};
pub use pairs::LabelPairs;
pub use registry::{
    AlreadyRegistered, Candidate, DynRegisterer, Identity, RegisterError, RegisterErrorKind,
    Registered, Registerer, RegistrationGuard, Registry, Wrapping, default_registry,
};
pub use scrape::{MetricSlot, Scrape, WriteMetric, Written};
pub use store::{LabelSet, Metric};
pub use striped::{StripedCounter, StripedGauge, StripedHistogram, StripedInFlight, StripedSeries};
pub use text_file::{TextFileError, write_text_file};
pub use timer::{Observer, Timer};
pub use unit::Unit;
pub use vec::{
    CounterVec, FloatCounterVec, Fresh, GaugeVec, HistogramVec, MetricVec, OpenHandle, OwnedHandle,
    Series, SeriesInFlight, StripedCounterVec, StripedGaugeVec, StripedHistogramVec,
};
pub use wrap::Wrapped;

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
mod data;
pub mod desc;
mod dynamic;
mod error;
mod exemplar;
pub mod exposition;
mod float_counter;
mod func;
mod function;
mod gather;
mod gauge;
mod held;
mod histogram;
#[cfg(feature = "http")]
pub mod http;
mod info;
mod init;
mod intake;
pub mod label;
mod locked;
mod message;
pub mod name;
mod named;
mod native;
mod options;
mod pairs;
#[cfg(feature = "proto")]
pub mod proto;
mod registry;
pub mod sample;
mod scrape;
#[cfg(feature = "server")]
pub mod server;
mod snapshot;
mod spec;
mod store;
mod striped;
mod summary;
pub mod testing;
mod text_file;
mod timer;
mod traced;
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
pub use exemplar::{Exemplar, ExemplarError, ExemplarLabels};
pub use exposition::Format;
pub use float_counter::FloatCounter;
pub use func::{CounterFn, Function, GaugeFn, Pulled, UntypedFn};
pub use function::{ErrorLabel, ErrorOf, FunctionCollector, Outcome, default_functions};
#[cfg(feature = "proto")]
pub use gather::Gathered;
pub use gather::{
    Concatenated, Encoded, GatherError, GatherErrorKind, Gatherer, GathererFn, Gatherers, Scraped,
    gatherer_fn,
};
pub use gauge::{Gauge, InFlight};
pub use held::{Held, IntoHeld, Registration, Ticket};
pub use histogram::{Histogram, HistogramSnapshot};
pub use info::{Info, StateSet};
pub use label::{ClosedLabel, LabelValue, Labels, OpenLabel};
#[cfg(feature = "derive")]
pub use metrics_derive::{
    Collector, ErrorLabel, LabelSet, LabelValue, counted, desc, in_flight, instrumented, labels,
    timed,
};
pub use named::{Named, NamedBuilder};
pub use native::{NativeHistogram, NativeSnapshot};
pub use options::{NativeError, NativeOptions, ObjectiveError, SummaryOptions};
pub use pairs::LabelPairs;
pub use registry::{
    AlreadyRegistered, Candidate, DynRegisterer, Identity, RegisterError, RegisterErrorKind,
    Registered, Registerer, RegistrationGuard, Registry, Wrapping, default_registry,
};
pub use scrape::{MetricSlot, Scrape, WriteMetric, Written};
pub use store::{LabelSet, Metric};
pub use striped::{StripedCounter, StripedGauge, StripedHistogram, StripedInFlight, StripedSeries};
pub use summary::{Summary, SummarySnapshot};
pub use text_file::{TextFileError, write_text_file};
pub use timer::{ExemplarObserver, Observer, Timer};
pub use traced::Traced;
pub use unit::Unit;
pub use vec::{
    CounterVec, FloatCounterVec, Fresh, GaugeVec, HistogramVec, InfoVec, MetricVec,
    NativeHistogramVec, OpenHandle, OwnedHandle, Series, SeriesInFlight, StateSetVec,
    StripedCounterVec, StripedGaugeVec, StripedHistogramVec, SummaryVec, TracedCounterVec,
    TracedHistogramVec,
};
pub use wrap::Wrapped;

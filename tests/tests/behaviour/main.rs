//! What the library does, rule by rule: a test is named after the rule that it holds.

mod contracts;
mod derive;
mod desc;
mod exemplar;
mod float_counter;
mod gather;
mod gatherers;
mod histogram;
mod info;
mod lint;
mod listing;
mod named;
mod names;
mod native;
mod openmetrics;
mod protobuf;
mod registry;
mod removal;
mod round_trip;
mod summary;
mod support;
mod testing;
mod text;
mod vec;
mod wrap;

//! What the library does, rule by rule: a test is named after the rule that it holds.

mod bad_input;
mod contracts;
mod data;
mod derive;
mod derive_keys;
mod desc;
mod float_counter;
mod foreign;
mod gather;
mod gatherers;
mod histogram;
mod lint;
mod listing;
mod named;
mod names;
mod openmetrics;
mod registry;
mod removal;
mod round_trip;
mod snapshot;
mod support;
mod testing;
mod text;
mod vec;
mod wrap;

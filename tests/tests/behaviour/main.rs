//! What the library does, rule by rule: a test is named after the rule that it holds.

mod derive;
mod desc;
mod gather;
mod histogram;
mod lint;
mod names;
mod openmetrics;
mod registry;
mod removal;
mod round_trip;
mod support;
mod testing;
mod text;
mod vec;

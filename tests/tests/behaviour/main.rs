//! What the library does, rule by rule: a test is named after the rule that it holds.

mod contracts;
mod derive;
mod desc;
mod float_counter;
mod gather;
mod gatherers;
mod histogram;
mod listing;
mod named;
mod names;
mod registry;
mod removal;
mod support;
mod text;
mod vec;
mod wrap;

//! What the library does, rule by rule: a test is named after the rule that it holds.

mod derive;
mod desc;
mod gather;
mod histogram;
mod names;
mod openmetrics;
mod registry;
mod removal;
mod support;
mod text;
mod vec;

//! Functions with attributes: how their calls end, and what is recorded of it.

mod attributes;
mod matrix;
mod own;
mod support;

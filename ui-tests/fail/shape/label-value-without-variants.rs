//! A label has at least one value.

use metrics_core::LabelValue;

#[derive(LabelValue)]
enum Never {} //~ ERROR

fn main() {}

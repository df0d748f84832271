//! A label set has at least one label.

use metrics_core::LabelSet;

#[derive(LabelSet)]
struct Nothing; //~ ERROR

#[derive(LabelSet)]
struct Braces {} //~ ERROR

fn main() {}

//! A transparent label value holds one that is written as text.

use metrics_core::LabelValue;

#[derive(LabelValue)]
#[label(transparent)]
struct Load(f64); //~ ERROR

fn main() {}

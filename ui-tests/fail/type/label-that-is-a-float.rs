//! A float makes a series for each value.

use metrics_core::LabelSet;

#[derive(LabelSet)]
struct Request {
    load: f64, //~ ERROR
}

#[derive(LabelSet)]
struct Reply {
    #[label(max = 10)]
    quality: f32, //~ ERROR
}

fn main() {}

//! The variants of a label enum carry no data, so a parameter has no use.

use metrics_core::LabelValue;

#[derive(LabelValue)]
enum Method<T> { //~ ERROR
    Get,
    Other(T), //~ ERROR
}

#[derive(LabelValue)]
enum Shard<const COUNT: usize> { //~ ERROR
    Even,
    Odd,
}

fn main() {}

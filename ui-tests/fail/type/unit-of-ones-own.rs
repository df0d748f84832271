//! Units are the library's own.

use metrics_core::Unit;

struct Watts;

impl Unit for Watts { //~ ERROR
    const NAME: &'static str = "watts";
    type Value = f64;
    type Count = u64;
    const PARTS: u64 = 1;

    fn value(value: f64) -> f64 {
        value
    }

    fn parts(count: u64) -> u64 {
        count
    }

    fn count(parts: u64) -> u64 {
        parts
    }
}

fn main() {}

//! A family on its own has the same labels as one in a collector.

use metrics_core::CounterVec;

struct Request {
    secure: bool,
}

fn count(_: &CounterVec<Request>) {} //~ ERROR

fn main() {}

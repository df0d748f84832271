//! A label set that borrows is named with `'static` in a family: the compiler asks for a lifetime.

use metrics_core::{Collector, CounterVec, LabelSet};

#[derive(LabelSet)]
struct Request<'a> {
    #[label(max = 300)]
    route: &'a str,
}

#[derive(Collector)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request>, //~ ERROR
}

fn main() {}

//! Derived code is safe code.

#![forbid(unsafe_code)]
#![deny(warnings)]

use metrics_core::{Collector, Counter, CounterVec, LabelSet, LabelValue};

#[derive(LabelValue)]
enum Method {
    Get,
}

#[derive(LabelSet)]
struct Request<'a> {
    method: Method,
    #[label(max = 300)]
    route: &'a str,
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request<'static>>,
    /// Requests retried.
    retries_total: Counter,
}

static HTTP: Http = Http::new();

fn main() {
    HTTP.requests_total.with(Request { method: Method::Get, route: "/cart" }).add(2);
    HTTP.retries_total.inc();
    assert_eq!(HTTP.requests_total.with(Request { method: Method::Get, route: "/cart" }).get(), 2);
}

//! What `#[cfg]` removes is not there, and what it keeps is.

#![deny(warnings)]

use metrics_core::{ClosedLabel, Collector, Counter, CounterVec, Describe, LabelSet, LabelValue};

#[derive(LabelValue)]
enum Method {
    Get,
    #[cfg(any())]
    Post(Nothing),
    #[cfg(all())]
    #[cfg_attr(all(), label(rename = "other"))]
    Unknown,
}

#[derive(LabelSet)]
struct Request {
    method: Method,
    #[cfg(any())]
    nothing: Nothing,
    #[cfg(all())]
    secure: bool,
}

#[derive(Collector)]
#[collector(new)]
#[cfg_attr(all(), collector(namespace = "shop"))]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request>,
    /// Nothing.
    #[cfg(any())]
    nothing_total: Nothing,
    /// Requests retried.
    #[cfg(all())]
    #[cfg_attr(all(), metric(name = "retries_total"))]
    retried: Counter,
    #[cfg(any())]
    #[metric(skip)]
    skipped: Nothing,
}

static HTTP: Http = Http::new();

fn main() {
    HTTP.requests_total.with(Request { method: Method::Unknown, secure: true }).inc();
    HTTP.retried.inc();
    let _ = Method::Get;
    assert_eq!(Method::VALUES, ["Get", "other"]);
    assert_eq!(Request::NAMES, ["method", "secure"]);
    let names: Vec<_> = Http::descs().iter().map(|desc| desc.name().to_owned()).collect();
    assert_eq!(names, ["shop_requests_total", "shop_retries_total"]);
}

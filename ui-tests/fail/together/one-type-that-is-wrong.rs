//! A field of a wrong type is reported there, and not again where the collector is used.

use metrics_core::{Collector, Counter, CounterVec, LabelSet, Registry};

enum Method {
    Get,
    Post,
}

#[derive(LabelSet)]
struct Request {
    method: Method, //~ ERROR
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request>,
    /// Bytes sent.
    sent_bytes_total: Counter,
}

static HTTP: Http = Http::new();

fn main() {
    Registry::new().register(&HTTP).unwrap();
    HTTP.requests_total.with(Request { method: Method::Get }).inc();
    HTTP.sent_bytes_total.inc();
}

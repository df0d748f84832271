//! Who derives does not use: a deprecated item is warned of where the user names it.

#![deny(warnings)]

use metrics_core::{Collector, Counter, CounterVec, Describe, Gauge, LabelSet, LabelValue};

#[derive(LabelValue)]
enum Method {
    Get,
    #[deprecated = "nobody posts"]
    Post,
}

#[deprecated = "there is one tenant"]
#[derive(LabelValue)]
#[label(transparent)]
struct Tenant(String);

#[derive(LabelSet)]
struct Request {
    #[deprecated = "say `verb`"]
    method: Method,
    verb: bool,
}

#[deprecated = "say `Request`"]
#[derive(LabelSet)]
struct Call {
    secure: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request>,
    /// Requests waiting.
    #[deprecated = "nobody waits"]
    waiting_requests: Gauge,
    #[deprecated = "there is no limit"]
    #[metric(skip)]
    limit: u64,
    #[deprecated = "there is no pool"]
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
}

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[deprecated = "say `Http`"]
#[derive(Collector)]
#[collector(new)]
struct Server {
    /// Requests finished.
    requests_total: Counter,
}

static HTTP: Http = Http::new(3);

#[allow(deprecated)]
fn main() {
    HTTP.requests_total.with(Request { method: Method::Post, verb: true }).inc();
    HTTP.requests_total.with(Request { method: Method::Get, verb: true }).inc();
    HTTP.waiting_requests.set(HTTP.limit as f64);
    HTTP.pool.connections_total.inc();
    let _ = (Tenant(String::new()), Call { secure: true });
    Server::new().requests_total.inc();
    assert_eq!(Server::descs().len(), 1);
    assert_eq!(Http::descs().len(), 3);
}

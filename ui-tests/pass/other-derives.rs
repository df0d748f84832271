//! The derives beside the standard library's.

#![deny(warnings)]

use metrics_core::{Collector, Counter, CounterVec, LabelSet, LabelValue};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, LabelValue)]
enum Method {
    Get,
    Post,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, LabelValue)]
#[label(transparent)]
struct Tenant(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, LabelSet)]
struct Request<'a> {
    method: Method,
    #[label(max = 300)]
    route: &'a str,
}

#[derive(Clone, Debug, LabelSet)]
struct Order {
    #[label(max = 10)]
    tenant: Tenant,
}

#[derive(Collector, Debug, Default)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request<'static>>,
    /// Orders placed.
    orders_total: CounterVec<Order>,
    /// Requests retried.
    retries_total: Counter,
}

fn main() {
    let http = Http::default();
    let request = Request { method: Method::Get, route: "/cart" };
    http.requests_total.with(request).inc();
    http.requests_total.with(Request { method: Method::Post, ..request }).inc();
    http.orders_total.with(Order { tenant: Tenant::default() }.clone()).inc();
    http.retries_total.inc();
    assert_eq!(http.requests_total.with(request).get(), 1);
    assert_eq!(request.clone(), request);
}

//! `crate = ::renamed`, for a dependency under another name. Nothing is looked for under the
//! usual one: that is this crate here.

#![deny(warnings)]

extern crate metrics_core as renamed;
extern crate self as metrics_core;

use renamed::{
    Collector, Counter, CounterVec, Format, HistogramVec, LabelSet, LabelValue, Registry,
};

#[derive(LabelValue)]
#[label(crate = ::renamed, rename_all = "lowercase")]
enum Method {
    Get,
    Post,
}

#[derive(LabelValue)]
#[label(transparent, crate = ::renamed)]
struct Tenant(&'static str);

#[derive(LabelSet)]
#[label(crate = ::renamed)]
struct Request {
    method: Method,
}

#[derive(LabelSet)]
#[label(crate = ::renamed)]
struct Order {
    #[label(max = 10)]
    tenant: Tenant,
}

#[derive(Collector)]
#[collector(crate = ::renamed, new)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(Collector)]
#[collector(namespace = "shop", new, crate = ::renamed)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request>,
    /// Time to place an order.
    #[metric(buckets = [0.1, 1.0])]
    order_seconds: HistogramVec<Order>,
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
}

static HTTP: Http = Http::new();

fn main() {
    let registry = Registry::new();
    registry.register(&HTTP).unwrap();
    HTTP.requests_total.with(Request { method: Method::Get }).inc();
    HTTP.requests_total.with(Request { method: Method::Post }).add(2);
    HTTP.order_seconds.with(Order { tenant: Tenant("acme") }).observe(0.5);
    HTTP.pool.connections_total.inc();
    let text = registry.encode(Format::Text).into_string();
    assert!(text.contains("shop_requests_total{method=\"post\"} 2\n"), "{text}");
    assert!(text.contains("shop_order_seconds_bucket{tenant=\"acme\",le=\"1\"} 1\n"), "{text}");
    assert!(text.contains("\nshop_pool_connections_total 1\n"), "{text}");
}

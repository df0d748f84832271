//! Nothing is taken from a prelude.

#![deny(warnings)]
#![no_implicit_prelude]

use ::metrics_core::{
    Collector, Counter, CounterVec, Describe, Format, Gauge, HistogramVec, LabelSet, LabelValue,
    Registry,
};

#[derive(LabelValue)]
#[label(rename_all = "snake_case")]
enum Method {
    Get,
    Post,
}

#[derive(LabelValue)]
#[label(transparent)]
struct Tenant(::std::string::String);

#[derive(LabelSet)]
struct Request<'a> {
    method: Method,
    #[label(max = 3, overflow = "rest")]
    route: &'a str,
}

#[derive(LabelSet)]
#[label(boxed)]
struct Reply {
    from_cache: bool,
}

#[derive(LabelSet)]
struct Order {
    #[label(unbounded)]
    tenant: Tenant,
}

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections in use.
    used_connections: Gauge,
}

#[derive(Collector)]
#[collector(namespace = "shop", const_labels(tier = "edge"), new)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request<'static>>,
    /// Replies sent.
    replies_total: CounterVec<Reply>,
    /// Time to place an order.
    #[metric(unit = "seconds", buckets = exponential(0.001, 2.0, 10))]
    order_seconds: HistogramVec<Order>,
    /// Bytes sent.
    sent_bytes_total: Counter,
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
    #[metric(flatten, prefix = "replica", argument)]
    replica: ::std::option::Option<Pool>,
    #[metric(skip)]
    limit: u64,
    /// Retries.
    #[metric(max_series = 3, ttl = "1h", const_labels(of = "all"))]
    retries_total: CounterVec<Request<'static>>,
    /// Hits.
    #[metric(init = all)]
    hits_total: CounterVec<Reply>,
    /// Room.
    #[metric(gauge)]
    #[metric(gauge, name = "twice_room", value = self.room * 2)]
    room: u64,
}

#[derive(Collector)]
#[collector(snapshot = Self::take)]
struct Snapshot;

impl Snapshot {
    fn take(&self) -> ::std::result::Result<Pool, ::std::string::String> {
        ::std::result::Result::Ok(Pool::new())
    }
}

static HTTP: Http = Http::new(::std::option::Option::None, 3, 4);

fn main() {
    let registry = Registry::new();
    ::std::assert!(registry.register(&HTTP).is_ok());
    HTTP.requests_total.with(Request { method: Method::Get, route: "/cart" }).add(HTTP.limit);
    HTTP.requests_total.with(Request { method: Method::Post, route: "/cart" }).inc();
    HTTP.replies_total.with(Reply { from_cache: true }).inc();
    let tenant = Tenant(::std::string::String::new());
    HTTP.order_seconds.with(Order { tenant }).observe(0.1);
    ::std::assert_eq!(Http::descs().len(), 10);
    ::std::assert!(registry.register(Snapshot).is_ok());
    ::std::assert_eq!(Snapshot::descs().len(), 1);
    HTTP.hits_total.with(Reply { from_cache: false }).inc();
    let text = registry.encode(Format::Text).into_string();
    ::std::assert!(text.contains("shop_twice_room{tier=\"edge\"} 8\n"), "{text}");
    ::std::assert!(
        text.contains("shop_requests_total{method=\"get\",route=\"/cart\",tier=\"edge\"} 3\n"),
        "{text}"
    );
}

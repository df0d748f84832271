//! Nothing of what is derived is warned of, even by lints that are off by default.

#![deny(
    warnings,
    future_incompatible,
    let_underscore,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    nonstandard_style,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]

use metrics_core::{
    Collector, Counter, CounterVec, Describe, Gauge, Histogram, HistogramVec, LabelSet, LabelValue,
};

/// A method.
#[derive(Debug, LabelValue)]
#[label(rename_all = "lowercase")]
pub(crate) enum Method {
    /// Reads.
    Get,
    /// Writes.
    Post,
}

/// Who pays.
#[derive(Debug, LabelValue)]
#[label(transparent)]
pub(crate) struct Tenant(String);

/// The labels of a request.
#[derive(Debug, LabelSet)]
pub(crate) struct Request<'a> {
    method: Method,
    #[label(max = 300)]
    route: &'a str,
}

/// The labels of an order.
#[derive(Debug, LabelSet)]
pub(crate) struct Order {
    #[label(unbounded)]
    tenant: Tenant,
    method: Method,
}

/// The labels of a reply.
#[derive(Debug, LabelSet)]
pub(crate) struct Reply {
    method: Method,
    from_cache: bool,
}

/// The metrics of the pool.
#[derive(Collector, Debug)]
#[collector(new)]
pub(crate) struct Pool {
    /// Connections in use.
    used_connections: Gauge,
}

/// The metrics of the server.
#[derive(Collector, Debug)]
#[collector(namespace = "shop", const_labels(tier = "edge"), new)]
pub(crate) struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request<'static>>,
    /// Replies sent.
    replies_total: CounterVec<Reply>,
    /// Time to place an order.
    #[metric(buckets = exponential(0.001, 2.0, 10))]
    order_seconds: HistogramVec<Order>,
    /// Time to answer.
    #[metric(unit = "seconds", buckets = [0.1, 1.0])]
    duration_seconds: Histogram,
    /// Bytes sent.
    sent_bytes_total: Counter,
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
    #[metric(flatten, prefix = "replica", argument)]
    replica: Option<Pool>,
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
    /// Nothing but what is computed.
    #[metric(untyped, value = 1.5)]
    computed: (),
}

/// Metrics that are looked at.
#[derive(Clone, Collector, Copy, Debug)]
#[collector(snapshot = Self::take, new)]
pub(crate) struct Snapshot;

impl Snapshot {
    fn take(&self) -> Option<Pool> {
        Some(Pool::new())
    }
}

static HTTP: Http = Http::new(None, 3, 4, ());

fn main() {
    HTTP.requests_total.with(Request { method: Method::Get, route: "/cart" }).inc();
    HTTP.replies_total.with(Reply { method: Method::Post, from_cache: true }).inc();
    let order = Order { tenant: Tenant(String::new()), method: Method::Post };
    HTTP.order_seconds.with(order).observe(1.0);
    HTTP.duration_seconds.observe(0.5);
    HTTP.sent_bytes_total.add(HTTP.limit);
    HTTP.pool.used_connections.inc();
    assert!(HTTP.replica.is_none());
    assert_eq!(Http::descs().len(), 12);
    HTTP.retries_total.with(Request { method: Method::Get, route: "/cart" }).inc();
    HTTP.hits_total.with(Reply { method: Method::Post, from_cache: true }).inc();
    assert_eq!(Snapshot::new().take().map(|pool| pool.used_connections.get()), Some(0.0));
}

//! What one derive writes does not meet what another one writes.

#![deny(warnings)]

use metrics_core::{Collector, Counter, CounterVec, Describe, Histogram, LabelSet, LabelValue};

#[derive(LabelValue)]
enum Method {
    Get,
}

#[derive(LabelValue)]
enum Verb {
    Get,
}

#[derive(LabelSet)]
struct Request {
    method: Method,
}

#[derive(LabelSet)]
struct Call {
    method: Verb,
}

#[derive(Collector)]
#[collector(namespace = "http", new)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request>,
    /// Time to answer.
    #[metric(buckets = [0.1, 1.0])]
    duration_seconds: Histogram,
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
}

#[derive(Collector)]
#[collector(namespace = "rpc", new)]
struct Rpc {
    /// Requests finished.
    requests_total: CounterVec<Call>,
    /// Time to answer.
    #[metric(buckets = [1.0])]
    duration_seconds: Histogram,
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
}

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

static HTTP: Http = Http::new();
static RPC: Rpc = Rpc::new();

fn main() {
    HTTP.requests_total.with(Request { method: Method::Get }).inc();
    RPC.requests_total.with(Call { method: Verb::Get }).inc();
    HTTP.duration_seconds.observe(0.5);
    RPC.duration_seconds.observe(0.5);
    HTTP.pool.connections_total.inc();
    assert_eq!(HTTP.duration_seconds.snapshot().buckets.len(), 2);
    assert_eq!(RPC.duration_seconds.snapshot().buckets.len(), 1);
    assert_eq!(Http::descs()[2].name(), "http_pool_connections_total");
    assert_eq!(Rpc::descs()[2].name(), "rpc_pool_connections_total");
}

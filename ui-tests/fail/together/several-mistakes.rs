//! All mistakes of a struct are reported at once, and each of them once.

use metrics_core::{Collector, Counter, Gauge, Histogram, LabelSet, LabelValue};

#[derive(Collector)]
#[collector(namespace = "my-shop", subsytem = "http", new)] //~ ERROR //~ ERROR
struct Http {
    requests_total: Counter, //~ ERROR
    /// Requests being served.
    #[metric(nmae = "requests_in_flight")] //~ ERROR
    in_flight_requests: Gauge,
    /// Requests that came through the proxy.
    #[metric(name = "requests_total")] //~ ERROR
    proxied: Counter,
    /// Time to answer.
    #[metric(unit = "bytes", buckets = [1.0, 0.5])] //~ ERROR //~ ERROR
    duration_seconds: Histogram,
    #[metric(prefix = "pool")] //~ ERROR
    pool: Pool,
}

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(LabelSet)]
#[label(rename_all = "snakecase")] //~ ERROR
struct Request {
    #[label(rename = "http-method")] //~ ERROR
    method: bool,
    #[label(max = 0)] //~ ERROR
    route: String,
    #[label(boxed)] //~ ERROR
    from_cache: bool,
}

#[derive(LabelValue)]
#[label(renameall = "lowercase")] //~ ERROR
enum Method {
    Get,
    #[label(name = "post")] //~ ERROR
    Post,
    Other(String), //~ ERROR
}

fn main() {}

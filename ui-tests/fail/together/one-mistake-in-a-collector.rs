//! A collector with a mistake is a collector all the same: no other line is complained of.

use std::sync::Arc;

use metrics_core::{Collector, Counter, Describe, Format, Gauge, Histogram, Registry};

#[derive(Collector)]
#[collector(namespace = "shop", subsystem = "http", new)]
struct Http {
    /// Requests finished.
    requests_total: Counter,
    in_flight_requests: Gauge, //~ ERROR
    /// Time to answer.
    #[metric(unit = "seconds", buckets = [0.1, 1.0])]
    duration_seconds: Histogram,
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
    #[metric(skip)]
    limit: usize,
}

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

static HTTP: Http = Http::new(20);

fn main() {
    let registry = Registry::new();
    registry.register(&HTTP).unwrap();
    registry.register(Arc::new(Http::new(5))).unwrap();
    HTTP.requests_total.inc();
    HTTP.in_flight_requests.set(HTTP.limit as f64);
    HTTP.duration_seconds.observe(0.3);
    HTTP.pool.connections_total.add(2);
    let _ = Http::descs().len();
    let _ = registry.encode(Format::Text);
}

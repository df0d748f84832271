//! What `new` cannot make, it takes: in the order of the fields.

#![deny(warnings)]

use std::sync::Arc;

use metrics_core::{Collector, Counter, Registry};

#[derive(Collector)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    #[metric(skip)]
    name: &'static str,
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten, prefix = "pool", argument)]
    pool: Option<Arc<Pool>>,
    #[metric(skip)]
    limit: usize,
}

static HTTP: Http = Http::new("http", None, 20);

fn main() {
    let pool = Arc::new(Pool { connections_total: Counter::new() });
    let http = Http::new("api", Some(Arc::clone(&pool)), 5);
    pool.connections_total.inc();
    assert_eq!(http.pool.as_ref().unwrap().connections_total.get(), 1);
    assert_eq!((HTTP.name, HTTP.limit, http.name, http.limit), ("http", 20, "api", 5));
    http.requests_total.inc();
    let registry = Registry::new();
    registry.register(&HTTP).unwrap();
    assert!(registry.register(http).is_err());
}

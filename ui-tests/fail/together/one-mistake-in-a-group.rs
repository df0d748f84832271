//! A group with a mistake can still be flattened.

use metrics_core::{Collector, Counter, Gauge, Registry};

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
    /// Connections in use.
    #[metric(name = "used-connections")] //~ ERROR
    used_connections: Gauge,
}

#[derive(Collector)]
#[collector(namespace = "shop", new)]
struct Http {
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten, prefix = "primary")]
    primary: Pool,
    #[metric(flatten, prefix = "replica")]
    replica: Pool,
}

static HTTP: Http = Http::new();

fn main() {
    Registry::new().register(&HTTP).unwrap();
    HTTP.primary.used_connections.inc();
}

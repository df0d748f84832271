//! Groups lie in groups, and the first struct that sees both names reports them.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(Collector)]
struct Database {
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
}

#[derive(Collector)]
struct Cache {
    /// Connections to the cache.
    db_pool_connections_total: Counter,
}

#[derive(Collector)]
struct Shop {
    #[metric(flatten)]
    cache: Cache,
    #[metric(flatten, prefix = "db")]
    database: Database, //~ ERROR
}

#[derive(Collector)]
struct Company {
    #[metric(flatten)]
    shop: Shop,
}

fn main() {}

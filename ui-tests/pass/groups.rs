//! Groups that may be absent, are shared, or lie in one another.

#![deny(warnings)]

use std::sync::Arc;

use metrics_core::{Collector, Counter, Describe, Format, Gauge, Registry};

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
    /// Connections in use.
    used_connections: Gauge,
}

#[derive(Collector)]
#[collector(const_labels(engine = "postgres"), new)]
struct Database {
    #[metric(flatten, prefix = "primary_pool")]
    primary: Pool,
    #[metric(flatten, prefix = "replica_pool", argument)]
    replica: Option<Pool>,
}

#[derive(Collector)]
#[collector(namespace = "shop", const_labels(tier = "edge"), new)]
struct Shop {
    /// Orders placed.
    orders_total: Counter,
    #[metric(flatten, prefix = "db", argument)]
    database: Arc<Database>,
    #[metric(flatten, argument)]
    boxed: Box<Pool>,
}

fn main() {
    let database = Arc::new(Database::new(None));
    let shop = Arc::new(Shop::new(Arc::clone(&database), Box::new(Pool::new())));
    let registry = Registry::new();
    registry.register(Arc::clone(&shop)).unwrap();
    database.primary.connections_total.add(3);
    shop.boxed.connections_total.inc();
    let names: Vec<_> = Shop::descs().iter().map(|desc| desc.name().to_owned()).collect();
    assert_eq!(
        names,
        [
            "shop_orders_total",
            "shop_db_primary_pool_connections_total",
            "shop_db_primary_pool_used_connections",
            "shop_db_replica_pool_connections_total",
            "shop_db_replica_pool_used_connections",
            "shop_connections_total",
            "shop_used_connections",
        ]
    );
    let text = registry.encode(Format::Text).into_string();
    let series = "shop_db_primary_pool_connections_total{engine=\"postgres\",tier=\"edge\"} 3\n";
    assert!(text.contains(series), "{text}");
    assert!(text.contains("shop_connections_total{tier=\"edge\"} 1\n"), "{text}");
    assert!(!text.contains("replica"), "{text}");
}

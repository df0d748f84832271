//! Structs with type and constant parameters, bounds and where clauses.

#![deny(warnings)]

use std::marker::PhantomData;

use metrics_core::{Collector, Counter, Describe, Format, Gauge, Registry};

#[derive(Collector)]
#[collector(namespace = "cache", new)]
struct Cache<K: Send + Sync + 'static, const SHARDS: usize>
where
    K: Clone,
{
    /// Lookups that found something.
    hits_total: Counter,
    /// Entries held now.
    entries: Gauge,
    #[metric(skip)]
    keys: PhantomData<K>,
    #[metric(skip)]
    shards: [u8; SHARDS],
}

#[derive(Collector)]
#[collector(new)]
struct Shards<T, const SHARDS: usize = 4>
where
    T: Send + Sync + 'static,
{
    /// Shards that were split.
    splits_total: Counter,
    #[metric(skip)]
    kind: PhantomData<T>,
}

#[derive(Collector)]
#[collector(namespace = "store")]
struct Store<T: Send + Sync + 'static> {
    /// Values written.
    writes_total: Counter,
    #[metric(flatten, prefix = "shard")]
    shards: Option<Shards<T, 8>>,
}

static CACHE: Cache<u32, 2> = Cache::new(PhantomData, [0; 2]);

fn main() {
    let registry = Registry::new();
    registry.register(&CACHE).unwrap();
    registry
        .register(Store::<String> {
            writes_total: Counter::new(),
            shards: Some(Shards::new(PhantomData)),
        })
        .unwrap();
    CACHE.hits_total.inc();
    assert_eq!(CACHE.shards.len(), 2);
    let names: Vec<_> = Store::<u8>::descs().iter().map(|desc| desc.name().to_owned()).collect();
    assert_eq!(names, ["store_writes_total", "store_shard_splits_total"]);
    let text = registry.encode(Format::Text).into_string();
    assert!(text.contains("\ncache_hits_total 1\n"), "{text}");
    assert!(text.contains("\nstore_shard_splits_total 0\n"), "{text}");
}

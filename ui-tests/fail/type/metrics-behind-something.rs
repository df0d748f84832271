//! Several metrics are a family, and shared ones a shared struct.

use std::sync::{Arc, Mutex};

use metrics_core::{Collector, Counter, DynamicVec, Gauge, GaugeFn, Named};

#[derive(Collector)]
struct Cache {
    /// Lookups that were answered.
    hits_total: Arc<Counter>, //~ ERROR
    /// Those that were not.
    misses_total: Mutex<Counter>, //~ ERROR
    /// Entries by shard.
    entries: [Gauge; 4], //~ ERROR
    /// Bytes read and written.
    bytes: (Gauge, Gauge), //~ ERROR
    /// With a name of its own.
    evicted_total: Named<Counter>, //~ ERROR
    /// With labels that are known at run time.
    by_route: DynamicVec<Counter>, //~ ERROR
    /// What a function says.
    age: GaugeFn, //~ ERROR
}

fn main() {}

//! A struct holds its metrics.

use metrics_core::{Collector, Counter, Gauge};

static HITS: Counter = Counter::new();

#[derive(Collector)]
struct Cache {
    /// Lookups that were answered.
    hits_total: &'static Counter, //~ ERROR
    /// Entries kept.
    entries: Gauge,
}

fn main() {
    let _ = Cache { hits_total: &HITS, entries: Gauge::new() };
}

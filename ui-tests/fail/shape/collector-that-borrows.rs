//! A registry keeps a collector for as long as it likes, so it cannot borrow.

use metrics_core::{Collector, Counter, Gauge};

#[derive(Collector)]
struct Worker<'a> { //~ ERROR
    /// Jobs finished.
    jobs_total: Counter,
    #[metric(skip)]
    name: &'a str,
}

#[derive(Collector)]
struct Pool<
    'conf, //~ ERROR
    const SIZE: usize,
> {
    /// Connections in use.
    used_connections: Gauge,
    #[metric(skip)]
    url: &'conf str,
}

fn main() {}

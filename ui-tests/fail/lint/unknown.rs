//! Lints that there are not.

use metrics_core::{Collector, Gauge};

#[derive(Collector)]
#[collector(allow)] //~ ERROR
struct Nothing {
    /// Carts.
    #[metric(allow(missing_totl))] //~ ERROR
    carts: Gauge,
    /// Orders.
    #[metric(allow(dead_code))] //~ ERROR
    orders: Gauge,
    /// Threads.
    #[metric(allow = "colon")] //~ ERROR
    threads: Gauge,
    /// Files.
    #[metric(allow())] //~ ERROR
    files: Gauge,
    /// Sockets.
    #[metric(strict)] //~ ERROR
    sockets: Gauge,
}

fn main() {}

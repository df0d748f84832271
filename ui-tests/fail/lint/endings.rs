//! Endings that samples of other kinds have.

#![deny(deprecated)]

use metrics_core::{Collector, Counter, Gauge};

#[derive(Collector)]
struct Http {
    /// What runs.
    build_info: Gauge, //~ ERROR
    /// Bytes in all.
    bytes_sum: Counter, //~ ERROR
    /// Requests of one size.
    size_bucket: Gauge, //~ ERROR
}

fn main() {}

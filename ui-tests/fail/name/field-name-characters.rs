//! A field whose name Rust takes and the format does not.

use metrics_core::{Collector, Gauge};

#[derive(Collector)]
struct Queue {
    /// Jobs that wait.
    größe: Gauge, //~ ERROR
}

fn main() {}

//! Structs that take snapshots, and metrics whose unit is in their type.

#![deny(deprecated)]

use metrics_core::unit::Seconds;
use metrics_core::{Collector, Gauge, Histogram};

#[derive(Collector)]
#[collector(snapshot = Self::look, const_labels(job = "api", le = "1"))] //~ ERROR
struct Disks;

impl Disks {
    fn look(&self) -> Disk {
        Disk { free_kb: 1 }
    }
}

#[derive(Collector)]
struct Disk {
    /// Room that is left.
    #[metric(gauge)]
    free_kb: u64, //~ ERROR
}

#[derive(Collector)]
struct Times {
    /// A counter's ending.
    wait_seconds_total: Histogram<Seconds>, //~ ERROR
    /// Nothing is wrong with this.
    last_seconds: Gauge<Seconds>,
}

fn main() {}

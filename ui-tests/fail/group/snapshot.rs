//! A snapshot's metrics are those of the struct: their names may not clash.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(namespace = "cluster")]
struct Named {
    /// Hosts.
    #[metric(gauge)]
    hosts: usize,
}

#[derive(Collector)]
#[collector(namespace = "manager", snapshot = Self::assess)] //~ ERROR
struct Manager;

impl Manager {
    fn assess(&self) -> Named {
        Named { hosts: 1 }
    }
}

#[derive(Collector)]
struct Assessment {
    /// Crashes.
    #[metric(counter)]
    crashes_total: u32,
}

#[derive(Collector)]
#[collector(snapshot = Self::assess)] //~ ERROR
struct Cluster {
    /// Crashes.
    crashes_total: Counter,
}

impl Cluster {
    fn assess(&self) -> Option<Assessment> {
        None
    }
}

fn main() {}

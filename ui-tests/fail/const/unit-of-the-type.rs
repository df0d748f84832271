//! The name ends in the unit of the field's type, also through an alias.

use std::time::Duration;

use metrics_core::unit::{Bytes, Seconds};
use metrics_core::{Collector, Counter, Gauge, Histogram};

type Latency = Histogram<Seconds>;

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Time to answer.
    latency: Latency, //~ ERROR
    /// Time spent.
    busy_total: Counter<Seconds>, //~ ERROR
    /// Time since the start.
    #[metric(gauge)]
    uptime: Duration, //~ ERROR
    /// Bytes held.
    #[metric(unit = "seconds")] //~ ERROR
    held_seconds: Gauge<Bytes>,
    /// Time to connect.
    #[metric(unit = "seconds")]
    connect_seconds: Histogram<Seconds>,
}

fn main() {}

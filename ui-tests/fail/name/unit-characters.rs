//! A unit is a part of the name.

use metrics_core::{Collector, Gauge, Histogram};

#[derive(Collector)]
struct Disk {
    /// Speed of reading.
    #[metric(unit = "bytes/second")] //~ ERROR
    read_speed: Gauge,
    /// Time to write a page.
    #[metric(unit = "Seconds")] //~ ERROR
    write_seconds: Histogram,
    /// How hot it is.
    #[metric(unit = "°C")] //~ ERROR
    temperature: Gauge,
}

fn main() {}

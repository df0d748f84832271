//! A name ends in its unit, before `_total`.

use metrics_core::{Collector, Counter, Gauge, Histogram};

#[derive(Collector)]
struct Disk {
    /// Time to write a page.
    #[metric(unit = "seconds")] //~ ERROR
    write_duration: Histogram,
    /// Space left.
    #[metric(unit = "seconds")] //~ ERROR
    free_bytes: Gauge,
    /// Bytes written.
    #[metric(unit = "bytes", name = "written_total")] //~ ERROR
    written: Counter,
    /// Bytes read.
    #[metric(unit = "bytes")]
    read_bytes_total: Counter,
}

fn main() {}

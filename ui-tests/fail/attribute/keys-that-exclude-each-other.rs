//! A metric has a name and a help text, a group has a prefix, and a skipped field has nothing.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten, name = "pool")] //~ ERROR
    named: Pool,
    #[metric(help = "Connections.", flatten, prefix = "helped")] //~ ERROR
    helped: Pool,
    #[metric(flatten, prefix = "measured", buckets = [1.0])] //~ ERROR
    measured: Pool,
    #[metric(flatten, prefix = "unit", unit = "bytes")] //~ ERROR
    unit: Pool,
    #[metric(skip, help = "Requests retried.")] //~ ERROR
    retries_total: Counter,
    #[metric(skip, flatten)] //~ ERROR
    skipped: Pool,
}

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

fn main() {}

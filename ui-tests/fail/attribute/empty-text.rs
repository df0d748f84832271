//! A text that is given is not empty.

use metrics_core::{Collector, Counter, LabelSet};

#[derive(Collector)]
#[collector(namespace = "")] //~ ERROR
struct Orders {
    /// Orders placed.
    #[metric(name = "")] //~ ERROR
    placed_total: Counter,
    /// Bytes sent.
    #[metric(unit = "")] //~ ERROR
    sent_bytes: Counter,
    #[metric(flatten, prefix = "")] //~ ERROR
    pool: Pool,
}

#[derive(Collector)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(LabelSet)]
struct Request {
    #[label(rename = "")] //~ ERROR
    secure: bool,
}

fn main() {}

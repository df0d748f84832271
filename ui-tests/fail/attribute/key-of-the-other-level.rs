//! A key that exists, in the wrong place.

use metrics_core::{Collector, Counter, LabelSet, LabelValue};

#[derive(Collector)]
struct Orders {
    /// Orders placed.
    #[metric(namespace = "shop")] //~ ERROR
    placed_total: Counter,
}

#[derive(Collector)]
#[collector(unit = "bytes")] //~ ERROR
struct Disk {
    /// Bytes written.
    written_bytes: Counter,
}

#[derive(LabelSet)]
#[label(max = 300)] //~ ERROR
struct Request {
    secure: bool,
}

#[derive(LabelSet)]
struct Reply {
    #[label(rename_all = "camelCase")] //~ ERROR
    from_cache: bool,
}

#[derive(LabelValue)]
enum Method {
    #[label(max = 1)] //~ ERROR
    Get,
    Post,
}

fn main() {}

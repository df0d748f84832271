//! What is unconventional in names, whatever the metric is: each has a name, and is told at the
//! name that is meant.

#![deny(deprecated)]

use metrics_core::{Collector, Gauge, Histogram, LabelSet, LabelValue};

#[derive(Collector)]
#[collector(namespace = "app", const_labels(job = "api", le = "1"))] //~ ERROR //~ ERROR
struct Metrics {
    /// In camelCase.
    #[metric(name = "openFiles")] //~ ERROR
    open_files: Gauge,
    /// Named as a recording rule is.
    #[metric(name = "queue:length")] //~ ERROR
    queue_length: Gauge,
    /// Not in seconds.
    wait_milliseconds: Gauge, //~ ERROR
    /// A unit cut short.
    cache_kb: Gauge, //~ ERROR
    /// The namespace, twice.
    app_threads: Gauge, //~ ERROR
}

#[derive(Collector)]
#[collector(new)]
struct Buckets {
    /// Finer than anyone looks.
    #[metric(buckets = linear(0, 1, 200))] //~ ERROR
    size_bytes: Histogram,
}

#[derive(LabelSet)]
struct Labels {
    instance: bool, //~ ERROR
    quantile: bool,
    #[label(rename = "isOpen")] //~ ERROR
    is_open: bool,
}

#[derive(LabelValue)]
enum Cause {
    Timeout,
    #[label(rename = "")] //~ ERROR
    None,
}

fn main() {}

//! Constant labels of a field and of a group are judged as those of a struct are.

#![deny(deprecated)]

use metrics_core::{Collector, Gauge};

#[derive(Collector)]
struct Metrics {
    /// Set by Prometheus.
    #[metric(const_labels(job = "api"))] //~ ERROR
    open_files: Gauge,
    /// A histogram's.
    #[metric(gauge, const_labels(le = "1"))] //~ ERROR
    size: u64,
    /// The same of a type.
    #[metric(const_labels(quantile = "1"))] //~ ERROR
    depth: Gauge,
    /// In camelCase.
    #[metric(gauge, name = "length", value = self.size, const_labels(sizeClass = "1"))] //~ ERROR
    #[metric(gauge, name = "width", value = self.size, const_labels(job = "1"), allow(scraper_label))]
    #[metric(skip)]
    length: u64,
    #[metric(flatten, const_labels(instance = "a"))] //~ ERROR
    first: Group,
    #[metric(flatten, const_labels(instance = "b"), allow(scraper_label))]
    second: Group,
}

#[derive(Collector)]
struct Group {
    /// Threads.
    threads: Gauge,
}

fn main() {}

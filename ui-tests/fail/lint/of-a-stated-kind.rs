//! What is unconventional for the kind that an attribute states: of plain data, and of each value
//! that is computed from a field.

#![deny(deprecated)]

use std::collections::HashMap;

use metrics_core::{Collector, Counter, Histogram, LabelSet};

#[derive(LabelSet, PartialEq, Eq, Hash)]
struct Labels {
    ok: bool,
}

#[derive(Collector)]
struct Metrics {
    /// A counter that does not say so.
    #[metric(counter)]
    requests: u64, //~ ERROR
    /// Nor does this.
    #[metric(counter, name = "answers")] //~ ERROR
    answers_by_outcome: HashMap<Labels, u64>,
    /// No counter.
    #[metric(gauge)]
    connections_total: u64, //~ ERROR
    /// As the samples of a histogram.
    #[metric(gauge)]
    items_count: u64, //~ ERROR
    /// Jobs, by three names.
    #[metric(gauge, name = "jobs_gauge", value = self.jobs.len())] //~ ERROR
    #[metric(counter, name = "jobs_ms", value = self.jobs.len())] //~ ERROR //~ ERROR
    #[metric(counter, name = "jobs", value = self.jobs.len(), allow(missing_total))]
    jobs: Vec<u32>,
    /// After several metrics of one field, a type is still asked for its own kind.
    misses: Total, //~ ERROR
    /// Of no kind, so nothing is unconventional.
    #[metric(untyped)]
    readings_total: u64,
    /// Allowed, and it does not occur.
    #[metric(gauge, allow(missing_total))] //~ ERROR
    depth: u64,
}

type Total = Counter;

#[derive(Collector)]
struct Generic<T: Send + Sync + 'static> {
    /// Of a type that needs no parameter.
    #[metric(gauge, name = "parts_total", value = 1)] //~ ERROR
    #[metric(skip)]
    of: T,
    /// Behind it.
    hits: Counter, //~ ERROR
    /// Seconds.
    wait_seconds: Histogram,
}

fn main() {}

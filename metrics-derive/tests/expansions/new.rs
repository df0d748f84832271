//! The derived `new`, and what it needs.

#[derive(Collector)]
#[collector(namespace = "shop", subsystem = "http", const_labels(tier = "edge"), new(pub(crate)))]
pub struct Http {
    /// Requests finished.
    #[metric(name = "requests_total", max_series = 100)]
    requests: CounterVec<Request>,
    /// Time to answer.
    #[metric(unit = "seconds", buckets = [0.1, 1.0])]
    duration_seconds: Histogram,
    #[metric(skip)]
    limit: u64,
}

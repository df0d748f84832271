//! Constant labels of one metric.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(const_labels(tier = "edge"), new)]
struct Http {
    /// Requests.
    #[metric(const_labels(tier = "core"))] //~ ERROR
    requests_total: Counter,
    /// Replies.
    #[metric(const_labels(code = "ok", code = "error"))] //~ ERROR
    replies_total: Counter,
    /// Errors.
    #[metric(const_labels(__code = "ok"))] //~ ERROR
    errors_total: Counter,
    /// Retries.
    #[metric(name = "retries_total", const_labels(code = "ok"))]
    retries_ok: Counter,
    /// Retries.
    #[metric(name = "retries_total", const_labels(code = "ok"))] //~ ERROR
    retries_failed: Counter,
    /// Hits.
    #[metric(const_labels = "code")] //~ ERROR
    hits_total: Counter,
}

fn main() {}

//! Which labels a family has is said by its type.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Http {
    /// Requests finished.
    #[metric(labels("method"))] //~ ERROR
    requests_total: Counter,
}

fn main() {}

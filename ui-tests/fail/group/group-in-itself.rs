//! A group cannot lie in itself.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Node {
    /// Jobs finished.
    jobs_total: Counter,
    #[metric(flatten, prefix = "child")]
    child: Option<Box<Node>>, //~ ERROR
}

fn main() {}

//! The fields of a packed struct cannot be borrowed, and collecting borrows them.

use std::sync::Arc;

use metrics_core::{Collector, Counter};

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(Collector)]
#[repr(packed)] //~ ERROR
struct Http {
    #[metric(flatten, prefix = "pool")]
    pool: Arc<Pool>,
}

#[derive(Collector)]
#[repr(C, packed(2))] //~ ERROR
struct Jobs {
    #[metric(flatten, prefix = "pool")]
    pool: Arc<Pool>,
}

fn main() {}

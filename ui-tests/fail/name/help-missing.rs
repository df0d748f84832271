//! Each metric says what it counts.

use metrics_core::{Collector, Counter, Gauge};

#[derive(Collector)]
struct Queue {
    length: Gauge, //~ ERROR
    ///
    pushed_total: Counter, //~ ERROR
    #[metric(name = "popped_total")]
    popped: Counter, //~ ERROR
}

#[derive(Collector)]
struct Stack {
    #[metric(help = "")] //~ ERROR
    depth: Gauge,
    #[metric(help = "  ")] //~ ERROR
    peak_depth: Gauge,
}

fn main() {}

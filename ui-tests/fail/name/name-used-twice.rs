//! Two metrics of a struct have different names.

use metrics_core::{Collector, Counter, Gauge};

#[derive(Collector)]
struct Orders {
    /// Orders placed.
    placed_total: Counter,
    /// Orders placed by phone.
    #[metric(name = "placed_total")] //~ ERROR
    by_phone: Counter,
    /// Orders placed by mail.
    #[metric(name = "placed_total")] //~ ERROR
    by_mail: Counter,
}

#[derive(Collector)]
struct Queue {
    /// What is processed.
    #[metric(name = "type")]
    kind: Gauge,
    /// How it is processed.
    r#type: Gauge, //~ ERROR
}

fn main() {}

//! A struct may have methods, constants and traits by the names that the derives use.

#![deny(warnings)]

use metrics_core::{Collector, Counter, Format, Gauge, LabelSet, Registry};

#[derive(Collector)]
#[collector(namespace = "shop")]
struct Orders {
    /// Orders placed.
    placed_total: Counter,
    /// Orders that wait.
    waiting: Gauge,
}

impl Orders {
    const TREE: u8 = 1;
    const DESCS: u8 = 2;
    const CHECKS: u8 = 3;

    fn new() -> Self {
        Self { placed_total: Counter::new(), waiting: Gauge::new() }
    }

    fn describe(&self) -> &'static str {
        "orders"
    }

    fn collect(&self) -> u64 {
        self.placed_total.get()
    }

    fn descs(&self) -> u8 {
        Self::TREE + Self::DESCS + Self::CHECKS
    }

    fn emit(&self) {
        self.waiting.set(4.0);
    }

    fn as_group(&self) {}

    fn trust(&self) {}
}

#[derive(LabelSet)]
struct Labels {
    names: bool,
    labels: bool,
    index: bool,
}

impl Labels {
    const NAMES: usize = 3;
    const LABELS: usize = 3;

    fn index(&self) -> usize {
        Self::NAMES + Self::LABELS + usize::from(self.names && self.labels && self.index)
    }
}

fn main() {
    let registry = Registry::new();
    let orders = registry.register(Orders::new()).unwrap();
    orders.emit();
    orders.as_group();
    orders.trust();
    orders.placed_total.inc();
    assert_eq!((orders.describe(), orders.collect(), orders.descs()), ("orders", 1, 6));
    assert_eq!(Labels { names: true, labels: true, index: true }.index(), 7);
    let text = registry.encode(Format::Text).into_string();
    assert!(text.contains("\nshop_placed_total 1\n"), "{text}");
    assert!(text.contains("\nshop_waiting 4\n"), "{text}");
}

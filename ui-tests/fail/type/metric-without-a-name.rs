//! A metric by itself has no name to be registered under.

use metrics_core::{Counter, Registry};

static HITS: Counter = Counter::new();

fn main() {
    let registry = Registry::new();
    let _ = registry.register(Counter::new()); //~ ERROR
    let _ = registry.register(&HITS); //~ ERROR
}

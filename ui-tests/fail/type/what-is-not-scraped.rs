//! A registry is scraped, and registered with; a collector is neither.

use metrics_core::{Collector, Gatherer, Gauge, Registerer, Registry};

#[derive(Collector)]
#[collector(new)]
struct Jobs {
    /// Jobs that wait.
    waiting: Gauge,
}

fn serve(_: impl Gatherer) {}

fn set_up(_: &impl Registerer) {}

fn main() {
    let registry = Registry::new();
    set_up(&registry);
    set_up(&Jobs::new()); //~ ERROR
    serve(registry);
    serve(Jobs::new()); //~ ERROR
}

//! The same, with the mistake in the attribute that asks for `new`.

use metrics_core::{Collector, Counter, Registry};

#[derive(Collector)]
#[collector(namspace = "shop", new)] //~ ERROR
struct Http {
    /// Requests finished.
    requests_total: Counter,
}

static HTTP: Http = Http::new();

fn main() {
    Registry::new().register(&HTTP).unwrap();
    HTTP.requests_total.inc();
}

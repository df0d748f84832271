//! What cannot be a collector at all is still taken for one elsewhere.

use metrics_core::{Collector, Counter, Registry};

#[derive(Collector)]
struct Requests(Counter); //~ ERROR

#[derive(Collector)]
struct Http {
    /// Jobs finished.
    jobs_total: Counter,
    #[metric(flatten)]
    requests: Requests,
}

fn main() {
    let http = Http { jobs_total: Counter::new(), requests: Requests(Counter::new()) };
    Registry::new().register(http).unwrap();
    Registry::new().register(Requests(Counter::new())).unwrap();
}

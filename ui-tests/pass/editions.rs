//! The same in every edition: a case in this crate's own, and doc tests in the ones before it
//! (`src/editions.rs`).

#![deny(warnings)]

use std::sync::Arc;
use std::time::Duration;

use metrics_core::unit::Seconds;
use metrics_core::{
    Collector, Counter, CounterVec, Describe, Format, Gauge, Histogram, HistogramVec, LabelSet,
    LabelValue, Registry,
};

#[derive(Clone, Copy, LabelValue)]
#[label(rename_all = "snake_case")]
enum Outcome {
    Ok,
    NotFound,
}

#[derive(LabelValue)]
#[label(transparent)]
struct Tenant(String);

#[derive(LabelSet)]
struct Request<'a> {
    outcome: Outcome,
    #[label(max = 300)]
    route: &'a str,
    #[label(max = 10)]
    tenant: Tenant,
}

#[derive(LabelSet)]
struct Lookup {
    outcome: Outcome,
    // No keyword in the first of them, and one that is reserved in the last.
    r#gen: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections in use.
    used_connections: Gauge,
}

#[derive(Collector)]
#[collector(namespace = "shop", const_labels(tier = "edge"), new)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request<'static>>,
    /// Time to look up.
    #[metric(buckets = exponential(0.001, 2.0, 10))]
    lookup_seconds: HistogramVec<Lookup>,
    /// Time to answer.
    #[metric(buckets = [0.1, 1, 10])]
    duration_seconds: Histogram<Seconds>,
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
    #[metric(flatten, prefix = "replica", argument)]
    replica: Option<Arc<Pool>>,
    /// Jobs that wait.
    #[metric(gauge, name = "jobs", value = self.r#async.len())]
    #[metric(skip)]
    r#async: Vec<u8>,
    /// Jobs done.
    #[metric(counter)]
    done_total: u64,
}

#[derive(Collector)]
#[collector(snapshot = Self::look)]
struct Looks;

impl Looks {
    fn look(&self) -> Option<Look> {
        Some(Look { r#try: true })
    }
}

#[derive(Collector)]
struct Look {
    /// Whether it was tried.
    #[metric(gauge)]
    r#try: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Total<M: Send + Sync + 'static> {
    /// What there is.
    sum_total: Counter,
    #[metric(skip)]
    of: std::marker::PhantomData<M>,
}

fn main() {
    let registry = Registry::new();
    let replica = Some(Arc::new(Pool::new()));
    let http = registry.register(Http::new(replica, vec![1, 2], 3)).unwrap();
    registry.register(Looks).unwrap();
    assert_eq!(Total::<u8>::descs().len(), 1);
    let _ = Total::<u8>::new(std::marker::PhantomData);
    let tenant = Tenant("a".to_owned());
    http.requests_total.with(Request { outcome: Outcome::NotFound, route: "/", tenant }).inc();
    http.lookup_seconds.with(Lookup { outcome: Outcome::Ok, r#gen: false }).observe(0.1);
    http.duration_seconds.observe(Duration::from_millis(50));
    let text = registry.encode(Format::Text).into_string();
    for line in [
        "shop_requests_total{outcome=\"not_found\",route=\"/\",tenant=\"a\",tier=\"edge\"} 1",
        "shop_lookup_seconds_count{gen=\"false\",outcome=\"ok\",tier=\"edge\"} 1",
        "shop_duration_seconds_bucket{tier=\"edge\",le=\"0.1\"} 1",
        "shop_replica_used_connections{tier=\"edge\"} 0",
        "shop_jobs{tier=\"edge\"} 2",
        "shop_done_total{tier=\"edge\"} 3",
        "try 1",
    ] {
        assert!(text.contains(&format!("\n{}\n", line)), "{} in {}", line, text);
    }
}

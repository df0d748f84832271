//! Items in functions are out of reach of every path.

#![deny(warnings)]

use metrics_core::Describe;

fn first() -> usize {
    use metrics_core::{Collector, Counter, CounterVec, Histogram, LabelSet, LabelValue};

    const BUCKETS: [f64; 2] = [0.1, 1.0];

    #[derive(LabelValue)]
    enum Method {
        Get,
    }

    #[derive(LabelSet)]
    struct Request<'a> {
        method: Method,
        #[label(max = 300)]
        route: &'a str,
    }

    #[derive(Collector)]
    #[collector(new)]
    struct Pool {
        /// Connections made.
        connections_total: Counter,
    }

    #[derive(Collector)]
    #[collector(new)]
    struct Http {
        /// Requests finished.
        requests_total: CounterVec<Request<'static>>,
        /// Time to answer.
        #[metric(buckets = &BUCKETS)]
        duration_seconds: Histogram,
        #[metric(flatten)]
        pool: Pool,
    }

    static HTTP: Http = Http::new();
    let route = String::from("/cart");
    HTTP.requests_total.with(Request { method: Method::Get, route: &route }).inc();
    HTTP.duration_seconds.observe(0.5);
    HTTP.pool.connections_total.inc();
    Http::descs().len()
}

fn second() -> usize {
    #[derive(metrics_core::Collector)]
    #[collector(new)]
    struct Http {
        /// Requests finished.
        requests_total: metrics_core::Counter,
    }

    let http = Http::new();
    http.requests_total.inc();
    Http::descs().len()
}

fn main() {
    assert_eq!(first(), 3);
    assert_eq!(second(), 1);
}

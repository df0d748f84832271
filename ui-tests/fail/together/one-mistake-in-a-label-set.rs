//! A label set with a mistake is a label set all the same.

use metrics_core::{Collector, CounterVec, HistogramVec, LabelSet, LabelValue, Registry};

#[derive(LabelValue)]
#[label(rename_all = "lowercase")]
enum Method {
    Get,
    Post,
}

#[derive(LabelSet)]
struct Request<'a> {
    #[label(rename = "http-method")] //~ ERROR
    method: Method,
    #[label(max = 300)]
    route: &'a str,
}

#[derive(LabelSet)]
struct Reply {
    #[label(renam = "cached")] //~ ERROR
    from_cache: bool,
}

#[derive(Collector)]
#[collector(namespace = "shop", new)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request<'static>>,
    /// Time to answer.
    duration_seconds: HistogramVec<Reply>,
}

static HTTP: Http = Http::new();

fn main() {
    Registry::new().register(&HTTP).unwrap();
    let route = String::from("/cart");
    HTTP.requests_total.with(Request { method: Method::Get, route: &route }).inc();
    HTTP.requests_total.with(Request { method: Method::Post, route: "/pay" }).inc();
    HTTP.duration_seconds.with(Reply { from_cache: true }).observe(0.1);
}

//! Labels are a struct literal: the compiler's words, at the user's token.

use metrics_core::{Collector, CounterVec, LabelSet, LabelValue};

#[derive(LabelValue)]
enum Method {
    Get,
    Post,
}

#[derive(LabelSet)]
struct Request<'a> {
    method: Method,
    #[label(max = 300)]
    route: &'a str,
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request<'static>>,
}

static HTTP: Http = Http::new();

fn main() {
    let route = String::from("/cart");
    HTTP.requests_total.with(Request { method: Method::Get }).inc(); //~ ERROR
    HTTP.requests_total.with(Request { method: Method::Get, route }).inc(); //~ ERROR
    HTTP.requests_total.with(Request { method: "post", route: "/cart" }).inc(); //~ ERROR
    HTTP.requests_total.with(Request { verb: Method::Post, route: "/cart" }).inc(); //~ ERROR
}

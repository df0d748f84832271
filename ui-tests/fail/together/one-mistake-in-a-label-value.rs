//! A label value with a mistake is a label value all the same.

use metrics_core::{Collector, CounterVec, LabelSet, LabelValue, Registry};

#[derive(LabelValue)]
#[label(rename_all = "lower")] //~ ERROR
enum Method {
    Get,
    Post,
}

#[derive(LabelValue)]
enum Status {
    Ok,
    #[label(rename = "Ok")] //~ ERROR
    Fine,
}

#[derive(LabelValue)]
#[label(transparant)] //~ ERROR
struct Tenant(String);

#[derive(LabelSet)]
struct Request {
    method: Method,
    status: Status,
    #[label(max = 10)]
    tenant: Tenant,
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request>,
}

static HTTP: Http = Http::new();

fn main() {
    Registry::new().register(&HTTP).unwrap();
    let tenant = Tenant(String::from("acme"));
    let request = Request { method: Method::Get, status: Status::Ok, tenant };
    HTTP.requests_total.with(request).inc();
}

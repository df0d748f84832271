//! Label values around one other value.

#![deny(warnings)]

use std::borrow::Cow;
use std::sync::Arc;

use metrics_core::{CounterVec, LabelSet, LabelValue};

#[derive(LabelValue)]
#[label(transparent)]
struct Tenant(Arc<str>);

#[derive(LabelValue)]
#[label(transparent)]
struct Port {
    number: u16,
}

#[derive(LabelValue)]
#[label(transparent)]
struct Route<'a>(&'a str);

#[derive(LabelValue)]
#[label(transparent)]
struct Id<T>(T);

#[derive(LabelSet)]
struct Request<'a> {
    #[label(max = 2, overflow = "others")]
    tenant: Tenant,
    #[label(max = 100)]
    port: Port,
    #[label(max = 100)]
    route: Route<'a>,
    #[label(max = 100)]
    id: Id<u64>,
    #[label(unbounded)]
    agent: Cow<'a, str>,
}

static REQUESTS: CounterVec<Request<'static>> = CounterVec::new();

fn main() {
    let path = String::from("/cart");
    for tenant in ["a", "b", "c", "d", "c"] {
        let request = Request {
            tenant: Tenant(tenant.into()),
            port: Port { number: 443 },
            route: Route(&path),
            id: Id(7),
            agent: Cow::Borrowed("curl"),
        };
        REQUESTS.with(request).inc();
    }
    assert_eq!(Request::NAMES, ["tenant", "port", "route", "id", "agent"]);
    let series = format!("{REQUESTS:?}");
    for tenant in ["a", "b", "others"] {
        let values = format!("{:?}", [tenant, "443", "/cart", "7", "curl"]);
        assert!(series.contains(&values), "{series}");
    }
    assert!(!series.contains("\"c\""), "{series}");
}

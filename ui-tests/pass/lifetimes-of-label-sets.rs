//! Label sets that borrow, from one place or several.

#![deny(warnings)]

use std::borrow::Cow;

use metrics_core::{CounterVec, LabelSet};

#[derive(LabelSet)]
struct Request<'method, 'route> {
    #[label(max = 10)]
    method: &'method str,
    #[label(max = 300)]
    route: Cow<'route, str>,
    secure: bool,
}

#[derive(LabelSet)]
struct Nested<'a, 'b: 'a> {
    #[label(max = 10)]
    name: &'a &'b str,
}

static REQUESTS: CounterVec<Request<'static, 'static>> = CounterVec::new();
static NESTED: CounterVec<Nested<'static, 'static>> = CounterVec::new();

fn main() {
    let method = String::from("get");
    {
        let route = format!("/{method}");
        let request = Request { method: &method, route: Cow::Borrowed(&route), secure: true };
        REQUESTS.with(request).inc();
        NESTED.with(Nested { name: &route.as_str() }).inc();
    }
    let request = Request { method: "get", route: Cow::Owned("/get".to_owned()), secure: true };
    assert_eq!(REQUESTS.with(request).get(), 1);
    assert_eq!(NESTED.with(Nested { name: &"/get" }).get(), 1);
}

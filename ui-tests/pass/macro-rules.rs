//! Structs that a macro of the user's writes.

#![deny(warnings)]

use metrics_core::{
    ClosedLabel, Collector, Counter, CounterVec, Describe, Gauge, Histogram, LabelSet, LabelValue,
};

macro_rules! label {
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        #[derive(LabelValue)]
        enum $name {
            $(#[label(rename = $value)] $variant,)*
        }
    };
}

macro_rules! labels {
    ($name:ident { $($label:ident: $ty:ty $(, max $max:literal)?;)* }) => {
        #[derive(LabelSet)]
        struct $name {
            $($(#[label(max = $max)])? $label: $ty,)*
        }
    };
}

macro_rules! metrics {
    (
        $(#[$attr:meta])*
        $vis:vis $name:ident in $namespace:literal {
            $($field:ident: $ty:ty = $metric:literal, $help:literal;)*
        }
        buckets $buckets:expr
    ) => {
        $(#[$attr])*
        #[derive(Collector)]
        #[collector(namespace = $namespace, new)]
        $vis struct $name {
            $(
                #[doc = $help]
                #[metric(name = $metric)]
                $field: $ty,
            )*
            #[metric(help = "Time to answer.", buckets = $buckets)]
            duration_seconds: Histogram,
        }
    };
}

label!(Method { Get = "get", Post = "post" });

labels!(Request {
    method: Method;
    route: &'static str, max 300;
});

metrics! {
    /// The metrics of the server.
    pub(crate) Http in "shop" {
        requests: CounterVec<Request> = "requests_total", "Requests finished.";
        retries: Counter = "retries_total", "Requests retried.";
        in_flight: Gauge = "in_flight_requests", "Requests being served.";
    }
    buckets [0.1, 1.0]
}

static HTTP: Http = Http::new();

fn main() {
    HTTP.requests.with(Request { method: Method::Get, route: "/cart" }).inc();
    HTTP.requests.with(Request { method: Method::Post, route: "/cart" }).inc();
    HTTP.retries.inc();
    HTTP.in_flight.inc();
    HTTP.duration_seconds.observe(0.5);
    assert_eq!(Method::VALUES, ["get", "post"]);
    let descs = Http::descs();
    assert_eq!(descs[0].name(), "shop_requests_total");
    assert_eq!(descs[0].help(), "Requests finished.");
    assert_eq!(descs[3].name(), "shop_duration_seconds");
    assert_eq!(HTTP.duration_seconds.snapshot().buckets.len(), 2);
}

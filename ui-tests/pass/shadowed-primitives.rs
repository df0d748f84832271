//! Even the names of the primitive types may be the user's own.

#![deny(warnings)]
#![allow(non_camel_case_types)]

mod user {
    pub struct u64;
    pub struct u32;
    pub struct usize;
    pub struct f64;
    pub struct str;
    pub struct bool;

    #[derive(metrics_core::LabelValue)]
    pub enum Outcome {
        Good,
        Bad,
    }

    #[derive(metrics_core::LabelValue)]
    #[label(transparent)]
    pub struct Tenant(pub &'static core::primitive::str);

    #[derive(metrics_core::LabelSet)]
    pub struct Call {
        pub outcome: Outcome,
    }

    #[derive(metrics_core::LabelSet)]
    pub struct Order {
        #[label(max = 10)]
        pub tenant: Tenant,
    }

    #[derive(metrics_core::Collector)]
    #[collector(namespace = "shop", const_labels(tier = "edge"), new)]
    pub struct Http {
        /// Calls finished.
        pub calls_total: metrics_core::CounterVec<Call>,
        /// Orders placed.
        pub orders_total: metrics_core::CounterVec<Order>,
        /// Time to answer.
        #[metric(buckets = [1, 2])]
        pub duration_seconds: metrics_core::Histogram,
    }
}

static HTTP: user::Http = user::Http::new();

fn main() {
    HTTP.calls_total.with(user::Call { outcome: user::Outcome::Good }).inc();
    HTTP.calls_total.with(user::Call { outcome: user::Outcome::Bad }).inc();
    HTTP.orders_total.with(user::Order { tenant: user::Tenant("acme") }).inc();
    HTTP.duration_seconds.observe(1.5);
    assert_eq!(HTTP.duration_seconds.snapshot().count, 1);
}

//! What the user calls their own things is their own affair.

#![deny(warnings)]
#![allow(unused_macros)]

mod user {
    #![allow(non_camel_case_types)]

    pub mod std {}
    pub mod core {}
    pub mod alloc {}
    pub mod metrics_core {}
    pub mod metrics_derive {}

    pub struct Result;
    pub struct Option;
    pub struct Vec;
    pub struct String;
    pub struct Box;
    pub struct Desc;
    pub struct Registry;
    pub struct Label;
    pub struct Plain;
    pub struct Spec;
    pub struct Tree;

    pub enum Names {
        Some,
        None,
        Ok,
        Err,
    }
    #[allow(unused_imports)]
    pub use Names::*;

    pub trait Clone {
        fn clone(&self) {}
    }
    pub trait Copy {}
    pub trait Send {}
    pub trait Sync {}
    pub trait FnOnce {}
    pub trait Family {}
    pub trait Group {}
    pub trait Init {}
    pub trait Collector {}
    pub trait LabelSet {}
    pub trait LabelValue {}

    /// Has methods of everything, by names that a macro might call.
    pub trait Everything {
        fn emit(&self) {}
        fn tree(&self) {}
        fn index(&self) {}
        fn collect(&self) {}
        fn describe(&self) {}
        fn with_text(&self) {}
        fn with_texts(&self) {}
        fn len(&self) {}
        fn as_group(&self) {}
    }
    impl<T: ?Sized> Everything for T {}

    macro_rules! module_path {
        () => {
            compile_error!("the user's own macro")
        };
    }
    macro_rules! file {
        () => {
            compile_error!("the user's own macro")
        };
    }
    macro_rules! line {
        () => {
            compile_error!("the user's own macro")
        };
    }
    macro_rules! concat {
        ($($tokens:tt)*) => {
            compile_error!("the user's own macro")
        };
    }
    macro_rules! stringify {
        ($($tokens:tt)*) => {
            compile_error!("the user's own macro")
        };
    }
    macro_rules! panic {
        ($($tokens:tt)*) => {
            compile_error!("the user's own macro")
        };
    }
    macro_rules! assert {
        ($($tokens:tt)*) => {
            compile_error!("the user's own macro")
        };
    }
    macro_rules! unreachable {
        ($($tokens:tt)*) => {
            compile_error!("the user's own macro")
        };
    }

    #[derive(::metrics_core::LabelValue)]
    pub enum Outcome {
        Ok,
        Err,
        Some,
        None,
    }

    #[derive(::metrics_core::LabelValue)]
    #[label(transparent)]
    pub struct Tenant(pub &'static str);

    #[derive(::metrics_core::LabelSet)]
    pub struct Call {
        pub outcome: Outcome,
        pub index: bool,
    }

    #[derive(::metrics_core::LabelSet)]
    pub struct Order<'a> {
        #[label(max = 10)]
        pub tenant: Tenant,
        #[label(unbounded)]
        pub read: &'a str,
    }

    #[derive(::metrics_core::Collector)]
    #[collector(new)]
    pub struct Pool {
        /// Connections in use.
        pub used_connections: ::metrics_core::Gauge,
    }

    #[derive(::metrics_core::Collector)]
    #[collector(namespace = "shop", new)]
    pub struct Http {
        /// Calls finished.
        pub calls_total: ::metrics_core::CounterVec<Call>,
        /// Orders placed.
        pub orders_total: ::metrics_core::CounterVec<Order<'static>>,
        /// Time to answer.
        #[metric(buckets = linear(1, 1, 3))]
        pub duration_seconds: ::metrics_core::Histogram,
        #[metric(flatten, prefix = "pool")]
        pub pool: Pool,
        #[metric(skip)]
        pub descs: u8,
        #[metric(skip)]
        pub scrape: u8,
        /// Room.
        #[metric(gauge)]
        #[metric(counter, name = "next_total", help = "Next.", value = self.descs + 1)]
        pub room: u8,
        /// Hits.
        #[metric(init = all, max_series = 8)]
        pub hits_total: ::metrics_core::CounterVec<Call>,
        /// Peers.
        #[metric(ttl = "1h", max_series = 8, const_labels(index = "no"))]
        pub peers_total: ::metrics_core::CounterVec<Order<'static>>,
    }

    #[derive(::metrics_core::Collector)]
    #[collector(snapshot = Self::take)]
    pub struct Snapshot;

    impl Snapshot {
        fn take(&self) -> Pool {
            Pool::new()
        }
    }
}

static HTTP: user::Http = user::Http::new(1, 2, 3);

fn main() {
    let registry = metrics_core::Registry::new();
    registry.register(&HTTP).unwrap();
    registry.register(user::Snapshot).unwrap();
    HTTP.calls_total.with(user::Call { outcome: user::Outcome::Ok, index: true }).inc();
    let tenant = user::Tenant("acme");
    HTTP.orders_total.with(user::Order { tenant, read: "no" }).inc();
    HTTP.duration_seconds.observe(1.5);
    let text = registry.encode(metrics_core::Format::Text).into_string();
    assert!(text.contains("shop_calls_total{index=\"true\",outcome=\"Ok\"} 1\n"), "{text}");
    assert!(text.contains("shop_orders_total{read=\"no\",tenant=\"acme\"} 1\n"), "{text}");
    assert!(text.contains("shop_next_total 2\n"), "{text}");
    assert!(text.contains("shop_hits_total{index=\"false\",outcome=\"Ok\"} 0\n"), "{text}");
    assert!(text.contains("shop_duration_seconds_bucket{le=\"2\"} 1\n"), "{text}");
}

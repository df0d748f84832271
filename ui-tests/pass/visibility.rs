//! `new` is as visible as the struct, or less; fields keep their own visibility.

#![deny(warnings)]

mod http {
    use metrics_core::{Collector, Counter, CounterVec, LabelSet, LabelValue};

    #[derive(LabelValue)]
    pub(crate) enum Method {
        Get,
    }

    #[derive(LabelSet)]
    pub(super) struct Request {
        pub(super) method: Method,
    }

    #[derive(Collector)]
    #[collector(new)]
    pub(super) struct Http {
        /// Requests finished.
        pub(super) requests_total: CounterVec<Request>,
        /// Requests retried.
        retries_total: Counter,
        #[metric(flatten, prefix = "pool")]
        pub(in crate::http) pool: Pool,
    }

    #[derive(Collector)]
    #[collector(new(pub(self)))]
    pub struct Pool {
        /// Connections made.
        pub connections_total: Counter,
    }

    #[derive(Collector)]
    #[collector(new(pub(crate)))]
    pub struct Jobs {
        /// Jobs finished.
        pub finished_total: Counter,
    }

    #[derive(Collector)]
    #[collector(new(pub(in crate::http)))]
    pub struct Queue {
        /// Jobs pushed.
        pub pushed_total: Counter,
    }

    pub fn queue() -> Queue {
        Queue::new()
    }

    impl Http {
        pub(super) fn retry(&self) -> u64 {
            self.retries_total.inc();
            self.pool.connections_total.inc();
            self.retries_total.get() + self.pool.connections_total.get()
        }
    }
}

static HTTP: http::Http = http::Http::new();
static JOBS: http::Jobs = http::Jobs::new();

fn main() {
    HTTP.requests_total.with(http::Request { method: http::Method::Get }).inc();
    JOBS.finished_total.inc();
    http::queue().pushed_total.inc();
    assert_eq!(HTTP.retry(), 2);
}

//! Derived items that a library exports. `missing_docs` and clippy have nothing to say of what
//! the macros write beside them; neither looks at the programs in `pass/`.

#![deny(missing_docs, unreachable_pub, unused_qualifications, clippy::all, clippy::pedantic)]

use metrics_core::{
    Collector, Counter, CounterVec, Gauge, Histogram, HistogramVec, LabelSet, LabelValue,
};

/// How a request went.
#[derive(Debug, LabelValue)]
#[label(rename_all = "snake_case")]
pub enum Outcome {
    /// As it should.
    Ok,
    /// It did not.
    Failed,
}

/// Who pays.
#[derive(Debug, LabelValue)]
#[label(transparent)]
pub struct Tenant(pub String);

/// The labels of a request.
#[derive(Debug, LabelSet)]
pub struct Request<'a> {
    /// How it went.
    pub outcome: Outcome,
    /// What was asked for.
    #[label(max = 300)]
    pub route: &'a str,
}

/// The labels of an order.
#[derive(Debug, LabelSet)]
#[label(boxed)]
pub struct Order {
    /// How it went.
    pub outcome: Outcome,
}

/// The labels of a session.
#[derive(Debug, LabelSet)]
pub struct Session {
    /// Whose it is.
    #[label(unbounded)]
    pub tenant: Tenant,
}

/// The metrics of a pool.
#[derive(Collector, Debug)]
#[collector(new)]
pub struct Pool {
    /// Connections in use.
    pub used_connections: Gauge,
}

/// The metrics of a server.
#[derive(Collector, Debug)]
#[collector(namespace = "shop", const_labels(tier = "edge"), new)]
pub struct Http {
    /// Requests finished.
    pub requests_total: CounterVec<Request<'static>>,
    /// Time to place an order.
    #[metric(unit = "seconds", buckets = exponential(0.001, 2.0, 10))]
    pub order_seconds: HistogramVec<Order>,
    /// Sessions opened.
    pub sessions_total: CounterVec<Session>,
    /// Time to answer.
    #[metric(buckets = [0.1, 1, 10])]
    pub duration_seconds: Histogram,
    /// Bytes sent.
    pub sent_bytes_total: Counter,
    /// The pool.
    #[metric(flatten, prefix = "pool")]
    pub pool: Pool,
    /// The pool of the replica, if there is one.
    #[metric(flatten, prefix = "replica", argument)]
    pub replica: Option<Pool>,
    /// How many requests are served at once.
    #[metric(skip)]
    pub limit: usize,
    /// How many are let wait.
    #[metric(skip)]
    pub backlog: usize,
    /// Retries.
    #[metric(max_series = 3, ttl = "1h", const_labels(of = "all"))]
    pub retries_total: CounterVec<Request<'static>>,
    /// Hits.
    #[metric(init = all)]
    pub hits_total: CounterVec<Order>,
    /// Room.
    #[metric(gauge)]
    #[metric(gauge, name = "twice_room", value = self.room * 2)]
    pub room: u64,
}

/// Metrics that are looked at.
#[derive(Collector, Debug)]
#[collector(snapshot = Self::take, new)]
pub struct Snapshot {
    /// How many there are.
    #[metric(skip)]
    pub used: u32,
}

impl Snapshot {
    fn take(&self) -> Result<Pool, std::num::ParseFloatError> {
        let pool = Pool::new();
        pool.used_connections.set("1".parse::<f64>()? + f64::from(self.used));
        Ok(pool)
    }
}

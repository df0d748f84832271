//! Derived items that a library exports. `missing_docs` and clippy have nothing to say of what
//! the macros write beside them; neither looks at the programs in `pass/`.

#![deny(missing_docs, unreachable_pub, unused_qualifications, clippy::all, clippy::pedantic)]

use std::fmt::Display;
use std::pin::Pin;

use metrics_core::{
    Collector, Counter, CounterVec, ErrorLabel, ErrorOf, FunctionCollector, Gauge, Histogram,
    HistogramVec, LabelSet, LabelValue, NativeHistogram, SummaryVec, counted, in_flight,
    instrumented, timed,
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

const TOP_ERROR: f64 = 0.001;
const FACTOR: f64 = 1.5;

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
    /// Time to wait.
    #[metric(quantiles = [(0.5, 0.05), (0.99, TOP_ERROR)], max_age = "1m", age_buckets = 3)]
    pub wait_seconds: SummaryVec<Order>,
    /// Sizes.
    #[metric(native(factor = FACTOR, zero_threshold = 1e-9, min_reset = "1h"), buckets = [1, 10])]
    pub size_bytes: NativeHistogram,
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

/// What is wrong with an order.
#[derive(Debug, ErrorLabel)]
pub enum OrderError {
    /// There is none left.
    SoldOut(String),
}

/// How orders end.
#[derive(Debug, LabelSet)]
pub struct Ordered {
    /// By their errors.
    pub error: ErrorOf<OrderError>,
    /// And by how they end.
    pub outcome: metrics_core::Outcome,
}

/// The functions of this module.
pub static FUNCTIONS: FunctionCollector = FunctionCollector::new();
/// Orders.
pub static ORDERS: CounterVec<Ordered> = CounterVec::new();
static SECONDS: Histogram = Histogram::new();
static RUNNING: Gauge = Gauge::new();

/// A function that does nothing but to call another one.
///
/// # Errors
///
/// If `text` is no number.
#[instrumented(collector = FUNCTIONS)]
#[timed(SECONDS)]
pub fn parse(text: &str) -> Result<u8, std::num::ParseIntError> {
    text.parse()
}

/// A function that begins with items.
///
/// # Errors
///
/// Never.
#[instrumented(collector = FUNCTIONS, ok_if = Result::is_ok, buckets = [0.1, 1])]
#[in_flight(RUNNING)]
pub fn with_items(mut numbers: Vec<u8>) -> Result<Vec<u8>, OrderError> {
    use std::mem::take;
    const ONE: u8 = 1;
    fn one() -> u8 {
        ONE
    }
    numbers.push(one());
    Ok(take(&mut numbers))
}

/// The same, which returns nothing.
#[instrumented]
#[timed(SECONDS)]
pub fn nothing_with_items(numbers: &mut Vec<u8>) {
    const ONE: u8 = 1;
    numbers.push(ONE);
}

/// A function that returns something hidden.
#[instrumented]
#[must_use]
pub fn hidden(text: &str) -> impl Display + '_ {
    text.trim()
}

/// An order.
///
/// # Errors
///
/// If there is none left.
#[counted(ORDERS, labels(error, outcome))]
#[instrumented]
pub async fn order(item: &str, count: u32) -> Result<u32, OrderError> {
    if count == 0 {
        return Err(OrderError::SoldOut(item.to_owned()));
    }
    std::future::ready(count).await;
    Ok(count)
}

/// A future in a box.
#[must_use]
#[instrumented]
#[timed(SECONDS)]
pub fn boxed(count: u32) -> Pin<Box<dyn Future<Output = Result<u32, OrderError>> + Send>> {
    Box::pin(order("tea", count))
}

/// A future.
#[instrumented]
#[counted(ORDERS, labels(error, outcome))]
pub fn future(count: u32) -> impl Future<Output = Result<u32, OrderError>> {
    order("tea", count)
}

#[instrumented(collector = FUNCTIONS)]
impl Pool {
    /// How many connections are in use.
    #[must_use]
    pub fn used(&self) -> f64 {
        self.used_connections.get()
    }

    /// Whether there are any.
    ///
    /// # Errors
    ///
    /// If there are none.
    pub fn any(&self) -> Result<(), OrderError> {
        if self.used() > 0.0 { Ok(()) } else { Err(OrderError::SoldOut(String::new())) }
    }
}

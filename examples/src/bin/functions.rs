//! Functions that are measured by an attribute, sync and async: how often they are called, how the
//! calls end, how long they take, and how many are running.
//!
//! ```text
//! cargo run -p examples --bin functions
//! ```
//!
//! makes some calls, of which some fail, panic or are cancelled, and prints what a scrape would
//! find.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, reason = "a program talks to its user")]

use std::error::Error;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::time::Duration;

use metrics_core::{
    Collector, CounterVec, ErrorLabel, ErrorOf, Format, Gauge, HistogramVec, LabelSet, LabelValue,
    Outcome, counted, default_registry, in_flight, instrumented, timed,
};
use tokio::time::{sleep, timeout};

// An attribute alone needs no set-up: the functions are in the default registry.

/// An `Err` is an error, however the `Result` is spelled and the function left.
#[instrumented]
fn parse(text: &str) -> Result<u32, std::num::ParseIntError> {
    let count = text.trim().parse()?;
    Ok(count)
}

/// What else is an error can be said.
#[instrumented(error_if = Option::is_none, buckets = [0.000_001, 0.001])]
fn price(item: &str) -> Option<u64> {
    match item {
        "tea" => Some(450),
        "cup" => Some(1_200),
        "poster" => panic!("nobody knows the price of a poster"),
        _ => None,
    }
}

struct Shop {
    metrics: Arc<ShopMetrics>,
}

// All functions of a block at once.
#[instrumented]
impl Shop {
    fn open() -> Self {
        Self { metrics: Arc::default() }
    }

    /// Attributes stand on each other: this one is counted by the error that it returns, too, timed
    /// by item and method of payment, and held in a gauge while it runs. Labels are taken before
    /// the body runs.
    #[counted(self.metrics.orders_total, labels(outcome, error))]
    #[timed(self.metrics.order_seconds, labels(item = item, method = method))]
    #[in_flight(self.metrics.open_orders)]
    async fn order(&self, item: &str, count: u32, method: Method) -> Result<u64, OrderError> {
        let price = price(item).ok_or_else(|| OrderError::Unknown(item.to_owned()))?;
        if count > 10 {
            return Err(OrderError::SoldOut { left: 10 });
        }
        self.pay(method).await;
        Ok(price * u64::from(count))
    }

    async fn pay(&self, method: Method) {
        sleep(match method {
            Method::Card => Duration::from_millis(20),
            Method::Invoice => Duration::from_secs(3600),
        })
        .await;
    }
}

#[derive(Clone, Copy, LabelValue)]
#[label(rename_all = "lowercase")]
enum Method {
    Card,
    Invoice,
}

/// The variants are the values of a label. What they carry is not.
#[derive(Debug, ErrorLabel)]
#[label(rename_all = "snake_case")]
enum OrderError {
    SoldOut { left: u32 },
    Unknown(String),
}

#[derive(LabelSet)]
struct Ended {
    outcome: Outcome,
    error: ErrorOf<OrderError>,
}

#[derive(LabelSet)]
struct Ordered<'a> {
    #[label(max = 100)]
    item: &'a str,
    method: Method,
}

#[derive(Collector, Default)]
#[collector(namespace = "shop", new)]
struct ShopMetrics {
    /// Orders, by how they ended.
    orders_total: CounterVec<Ended>,
    /// Time to place an order.
    #[metric(unit = "seconds", buckets = [0.01, 0.1, 1.0])]
    order_seconds: HistogramVec<Ordered<'static>>,
    /// Orders that are being placed.
    open_orders: Gauge,
}

/// Functions that return a future are measured while it runs, not while it is made.
#[instrumented]
fn later(millis: u64) -> impl Future<Output = u64> {
    async move {
        sleep(Duration::from_millis(millis)).await;
        millis
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    for text in ["3", "12", "many"] {
        match parse(text) {
            Ok(count) => println!("{count} items"),
            Err(error) => println!("`{text}`: {error}"),
        }
    }
    if catch_unwind(|| price("poster")).is_err() {
        println!("a panic is an outcome, too");
    }

    let shop = Shop::open();
    default_registry().register(Arc::clone(&shop.metrics))?;
    for (item, count) in [("tea", 3), ("cup", 12), ("car", 1)] {
        match shop.order(item, count, Method::Card).await {
            Ok(cents) => println!("{count} {item}: {cents} cents"),
            Err(OrderError::SoldOut { left }) => println!("{count} {item}: only {left} are left"),
            Err(OrderError::Unknown(item)) => println!("there is no {item}"),
        }
    }
    // A future that is dropped on its way is cancelled: no gauge keeps it.
    let invoice = shop.order("tea", 1, Method::Invoice);
    if timeout(Duration::from_millis(30), invoice).await.is_err() {
        println!("nobody waits for an invoice");
    }
    // One that is never polled was no call.
    drop(later(1));
    println!("and {} ms later:\n", later(5).await);

    print!("{}", default_registry().encode(Format::Text).into_string());
    Ok(())
}

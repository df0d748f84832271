//! What is measured.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::StatusCode;
use metrics_core::{
    Collector, Counter, CounterVec, Desc, Descs, Gauge, Histogram, HistogramVec, Kind, LabelSet,
    LabelValue, Scrape,
};

use crate::shop::Shop;

/// A closed label: the compiler knows all its values, so looking a series up is arithmetic.
#[derive(Clone, Copy, LabelValue)]
#[label(rename_all = "lowercase")]
pub(crate) enum Method {
    Get,
    Post,
    Other,
}

impl From<&http::Method> for Method {
    fn from(method: &http::Method) -> Self {
        match *method {
            http::Method::GET => Self::Get,
            http::Method::POST => Self::Post,
            _ => Self::Other,
        }
    }
}

/// Codes by their first digit: few series, and what alerts ask for.
#[derive(Clone, Copy, LabelValue)]
pub(crate) enum Status {
    #[label(rename = "2xx")]
    Success,
    #[label(rename = "4xx")]
    ClientError,
    #[label(rename = "5xx")]
    ServerError,
    #[label(rename = "other")]
    Other,
}

impl From<StatusCode> for Status {
    fn from(code: StatusCode) -> Self {
        match code.as_u16() {
            200..300 => Self::Success,
            400..500 => Self::ClientError,
            500..600 => Self::ServerError,
            _ => Self::Other,
        }
    }
}

#[derive(LabelSet)]
pub(crate) struct Answered<'a> {
    method: Method,
    /// An open label: any text, but of at most 50 routes. Further ones are counted as `other`.
    #[label(max = 50)]
    route: &'a str,
    status: Status,
}

#[derive(LabelSet)]
pub(crate) struct Asked<'a> {
    method: Method,
    #[label(max = 50)]
    route: &'a str,
}

#[derive(Collector)]
#[collector(namespace = "shop", subsystem = "http", const_labels(tier = "edge"), new)]
pub(crate) struct HttpMetrics {
    /// Requests that were answered, by method, route and class of status.
    requests_total: CounterVec<Answered<'static>>, // shop_http_requests_total
    /// Time from the request to its answer, by method and route.
    #[metric(unit = "seconds", buckets = exponential(0.000_5, 2.0, 12))]
    duration_seconds: HistogramVec<Asked<'static>>,
    /// Requests being answered now.
    in_flight_requests: Gauge,
}

/// How an order ends.
#[derive(Clone, Copy, LabelValue)]
#[label(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Paid,
    Declined,
    SoldOut,
}

#[derive(LabelSet)]
pub(crate) struct Order {
    pub outcome: Outcome,
}

#[derive(LabelSet)]
pub(crate) struct Search<'a> {
    /// Visitors write what they like: without a bound this label would have any number of values.
    #[label(max = 100)]
    pub term: &'a str,
}

#[derive(Collector)]
#[collector(namespace = "shop", new)]
pub(crate) struct ShopMetrics {
    /// Products read from the catalog since the start.
    pub products_loaded_total: Counter,
    /// How many items a cart holds at most.
    pub cart_limit_items: Gauge,
    /// Searches, by what was searched for.
    pub searches_total: CounterVec<Search<'static>>,
    /// Orders, by how they ended.
    pub orders_total: CounterVec<Order>,
    /// Money taken, in cents.
    pub sales_cents_total: Counter,
    // Metrics that belong together are a struct of their own, and lie in any number of others.
    #[metric(flatten, prefix = "payment_pool")]
    pub payment_pool: PoolMetrics, // shop_payment_pool_…
}

#[derive(Collector)]
#[collector(new)]
pub(crate) struct PoolMetrics {
    /// Payments that were begun and have not ended.
    pub waiting_payments: Gauge,
    /// Connections being used now.
    pub busy_connections: Gauge,
    /// Time until a connection was free.
    #[metric(unit = "seconds", buckets = [0.001, 0.01, 0.1, 1.0])]
    pub wait_seconds: Histogram,
}

// Metrics are constants: nothing to start up, and every part of the program may update them.
pub(crate) static HTTP: HttpMetrics = HttpMetrics::new();
pub(crate) static SHOP: ShopMetrics = ShopMetrics::new();

/// Measures every request: an axum middleware.
pub(crate) async fn measure(request: Request, next: Next) -> Response {
    let method = request.method().into();
    // The route, not the path: `/search/{term}` is one series, what is searched for is not.
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("none", MatchedPath::as_str);

    // Both are guards: they also count a request whose client has gone.
    let _in_flight = HTTP.in_flight_requests.track();
    let _timer = HTTP.duration_seconds.with(Asked { method, route }).start_timer();

    let response = next.run(request).await;
    let status = response.status().into();
    HTTP.requests_total.with(Answered { method, route, status }).inc();
    response
}

/// A collector written by hand: it has no cells, and asks the shop when it is scraped.
pub(crate) struct StockCollector {
    shop: Arc<Shop>,
    items: Desc,
}

impl StockCollector {
    pub(crate) fn new(shop: Arc<Shop>) -> Self {
        let items = Desc::builder("shop_stock_items", "Items in stock, by product.")
            .kind(Kind::Gauge)
            .labels(["product"])
            .build();
        Self { shop, items }
    }
}

impl Collector for StockCollector {
    fn describe(&self, descs: &mut Descs) {
        descs.push(&self.items);
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        for (product, items) in self.shop.stock() {
            scrape.gauge(&self.items, &[product], f64::from(items));
        }
    }
}

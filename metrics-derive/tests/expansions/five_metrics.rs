//! A struct of five metrics.

#[derive(Collector)]
#[collector(namespace = "shop")]
struct Shop {
    /// Orders taken.
    orders_total: Counter,
    /// Orders that wait.
    queue_length: Gauge,
    /// Look-ups in the cache of prices.
    lookups_total: CounterVec<Cache>,
    /// Money that was returned.
    returned_euros_total: FloatCounter,
    /// Time it takes to reserve an order's items.
    reserve_seconds: Histogram,
}

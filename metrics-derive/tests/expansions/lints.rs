//! A lint that the macro decides, and one that the type does.

#[derive(Collector)]
struct Orders {
    /// Orders placed.
    placedOrders: Gauge,
    /// Orders delivered.
    delivered: Delivered,
}

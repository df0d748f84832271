//! Metric names are made of letters, digits and `_`, and do not begin with a digit.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
struct Http {
    /// Requests finished.
    #[metric(name = "http-requests_total")] //~ ERROR
    requests: Counter,
    /// Replies with a status of 200 to 299.
    #[metric(name = "2xx_total")] //~ ERROR
    successes: Counter,
    /// Bytes sent.
    #[metric(name = "sent bytes_total")] //~ ERROR
    sent: Counter,
    /// Bytes received.
    #[metric(name = "http.received.bytes_total")] //~ ERROR
    received: Counter,
    /// Requests that took too long.
    #[metric(name = "délais_total")] //~ ERROR
    timeouts: Counter,
}

fn main() {}

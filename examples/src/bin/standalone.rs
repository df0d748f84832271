//! The smallest program with metrics: one struct, one static, and a server of its own.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, reason = "tells its user where the metrics are")]

use std::error::Error;
use std::thread::sleep;
use std::time::Duration;

use metrics_core::server::Server;
use metrics_core::{Collector, Counter, Registry};

#[derive(Collector)]
#[collector(namespace = "standalone", new)]
struct Metrics {
    /// Rounds of the loop.
    rounds_total: Counter,
}

static METRICS: Metrics = Metrics::new();

fn main() -> Result<(), Box<dyn Error>> {
    let registry = Registry::new();
    registry.register(&METRICS)?;
    let server = Server::start("127.0.0.1:9465", registry)?;
    println!("{}", server.url());
    loop {
        METRICS.rounds_total.inc();
        sleep(Duration::from_secs(1));
    }
}

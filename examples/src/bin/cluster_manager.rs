//! A collector written by hand: many metrics from one expensive look at another system.
//!
//! This is the example of the Go client's documentation, whole. A cluster manager knows of each
//! host how often it ran out of memory and how much of it is used. It has no counters to update: it
//! is asked, once a scrape, and both metrics are made of that one answer.
//!
//! ```text
//! cargo run -p examples --bin cluster_manager [ADDR]
//! ```
//!
//! prints the URL of the metrics and serves until it is stopped.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, reason = "tells its user where the metrics are")]

use std::env;
use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use metrics_core::server::Server;
use metrics_core::{
    Collector, ConstDesc, Descs, Registerer, Registry, Scrape, desc, describe_by_collect, labels,
};

const OOM_CRASHES: ConstDesc = desc!(
    "clustermanager_oom_crashes_total",
    "Number of OOM crashes.",
    kind = Counter,
    labels(host),
);
const RAM_USAGE: ConstDesc = desc!(
    "clustermanager_ram_usage_bytes",
    "RAM usage as reported to the cluster manager.",
    kind = Gauge,
    labels(host),
);

/// The manager of the cluster in one zone.
///
/// It knows nothing of zones: the label is added around it, by whoever registers it.
#[derive(Default)]
struct ClusterManager {
    assessments: AtomicU32,
}

/// What is known of a host at one moment.
struct Host {
    name: &'static str,
    oom_crashes: u32,
    ram_usage: f64,
}

impl ClusterManager {
    /// Stands for a call that takes its time, and should be made as rarely as possible.
    ///
    /// Every time it finds one more crash on each host, and 1 KiB less in use.
    fn really_expensive_assessment_of_the_system_state(&self) -> [Host; 2] {
        let crashes = self.assessments.fetch_add(1, Relaxed);
        let left = |bytes: u32| f64::from(bytes) - 1024.0 * f64::from(crashes);
        [
            Host {
                name: "foo.example.org",
                oom_crashes: 42 + crashes,
                ram_usage: left(3_221_225_472),
            },
            Host {
                name: "bar.example.org",
                oom_crashes: 2001 + crashes,
                ram_usage: left(805_306_368),
            },
        ]
    }
}

impl Collector for ClusterManager {
    /// The metrics are always the same, so that one assessment tells which they are. A collector
    /// that cannot say so pushes its descriptors here.
    fn describe(&self, descs: &mut Descs) {
        describe_by_collect(self, descs);
    }

    /// May run on several threads at the same moment: for two scrapes, there are two assessments.
    fn collect(&self, scrape: &mut Scrape<'_>) {
        for host in self.really_expensive_assessment_of_the_system_state() {
            scrape.counter(&OOM_CRASHES, &[host.name], host.oom_crashes);
            scrape.gauge(&RAM_USAGE, &[host.name], host.ram_usage);
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let addr = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:9466".to_owned());

    // A pedantic registry also checks in each scrape that collectors send what they described.
    let registry = Registry::pedantic();
    for zone in ["db", "ca"] {
        registry.with_labels(labels! { zone }).register(ClusterManager::default())?;
    }

    let server = Server::start(addr, registry)?;
    println!("{}", server.url());
    server.wait();
    Ok(())
}

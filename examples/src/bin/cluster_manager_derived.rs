//! The collector of `cluster_manager`, derived: the same families and values, from the same one
//! look at another system.
//!
//! What is known at one moment is a struct of plain data, with a field for each family. The
//! collector says which function makes one.
//!
//! ```text
//! cargo run -p examples --bin cluster_manager_derived [ADDR]
//! ```
//!
//! prints the URL of the metrics and serves until it is stopped.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, reason = "tells its user where the metrics are")]

use std::env;
use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use metrics_core::server::Server;
use metrics_core::{Collector, LabelSet, Registerer, Registry};

/// The manager of the cluster in one zone.
///
/// It knows nothing of zones: the label is added around it, by whoever registers it.
#[derive(Collector, Default)]
#[collector(
    namespace = "clustermanager",
    snapshot = Self::really_expensive_assessment_of_the_system_state
)]
struct ClusterManager {
    #[metric(skip)]
    assessments: AtomicU32,
}

/// What is known of the hosts at one moment.
#[derive(Collector)]
struct Assessment {
    /// Number of OOM crashes.
    #[metric(counter)]
    oom_crashes_total: Vec<(Host, u32)>,
    /// RAM usage as reported to the cluster manager.
    #[metric(gauge)]
    ram_usage_bytes: Vec<(Host, f64)>,
}

#[derive(Clone, Copy, LabelSet)]
struct Host {
    #[label(unbounded)]
    host: &'static str,
}

impl ClusterManager {
    /// Stands for a call that takes its time, and should be made as rarely as possible.
    ///
    /// Every time it finds one more crash on each host, and 1 KiB less in use. For two scrapes at
    /// the same moment there are two assessments.
    fn really_expensive_assessment_of_the_system_state(&self) -> Assessment {
        let crashes = self.assessments.fetch_add(1, Relaxed);
        let left = |bytes: u32| f64::from(bytes) - 1024.0 * f64::from(crashes);
        let hosts = ["foo.example.org", "bar.example.org"].map(|host| Host { host });
        Assessment {
            oom_crashes_total: hosts.into_iter().zip([42 + crashes, 2001 + crashes]).collect(),
            ram_usage_bytes: hosts
                .into_iter()
                .zip([left(3_221_225_472), left(805_306_368)])
                .collect(),
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let addr = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:9467".to_owned());

    // A pedantic registry also checks in each scrape that collectors send what they described.
    let registry = Registry::pedantic();
    for zone in ["db", "ca"] {
        registry.with_labels([("zone", zone)]).register(ClusterManager::default())?;
    }

    let server = Server::start(addr, registry)?;
    println!("{}", server.url());
    server.wait();
    Ok(())
}

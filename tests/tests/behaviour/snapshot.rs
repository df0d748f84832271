//! Collectors that take one snapshot a scrape: D12.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use metrics_core::{Collector, Counter, Describe, Format, LabelSet, Registry};

use crate::support::text;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, LabelSet)]
struct Host {
    #[label(unbounded)]
    host: String,
}

#[derive(Collector)]
struct Assessment {
    /// Crashes.
    #[metric(counter)]
    crashes_total: BTreeMap<Host, u32>,
    /// Hosts.
    #[metric(gauge)]
    hosts: usize,
}

#[derive(Collector, Default)]
#[collector(namespace = "cluster", const_labels(zone = "db"), snapshot = Self::assess)]
struct Cluster {
    /// Assessments.
    assessments_total: Counter,
    #[metric(skip)]
    fails: AtomicU32,
}

impl Cluster {
    fn assess(&self) -> Result<Assessment, String> {
        self.assessments_total.inc();
        match self.fails.load(Ordering::Relaxed) {
            0 => {
                let crashes_total = BTreeMap::from([(Host { host: "a".into() }, 3)]);
                Ok(Assessment { crashes_total, hosts: 1 })
            }
            1 => Err("no answer".to_owned()),
            _ => panic!("lost"),
        }
    }
}

#[test]
fn d12_a_snapshot_is_taken_once_a_scrape() {
    let names: Vec<_> = Cluster::descs().iter().map(|desc| desc.name().to_owned()).collect();
    assert_eq!(names, ["cluster_assessments_total", "cluster_crashes_total", "cluster_hosts"]);
    let registry = Registry::new();
    let cluster = registry.register(Cluster::default()).unwrap();
    assert_eq!(cluster.assessments_total.get(), 0, "registering takes none");
    let body = text(&registry);
    assert_eq!(cluster.assessments_total.get(), 1);
    assert!(body.contains("\ncluster_crashes_total{host=\"a\",zone=\"db\"} 3\n"), "{body}");
    assert!(body.contains("\ncluster_hosts{zone=\"db\"} 1\n"), "{body}");
}

#[test]
fn d14_a_snapshot_that_fails_costs_its_metrics_alone() {
    let registry = Registry::new();
    let cluster = registry.register(Cluster::default()).unwrap();
    for (fails, said) in [(1, "no answer"), (2, "lost")] {
        cluster.fails.store(fails, Ordering::Relaxed);
        let encoded = registry.encode(Format::Text);
        assert_eq!(encoded.errors.len(), 1, "{}", encoded.errors);
        assert!(encoded.errors.to_string().contains(said), "{}", encoded.errors);
        let body = encoded.into_string();
        assert!(body.contains("\ncluster_assessments_total"), "{body}");
        assert!(!body.contains("hosts"), "{body}");
    }
    cluster.fails.store(0, Ordering::Relaxed);
    assert!(text(&registry).contains("cluster_hosts"));
}

#[derive(Collector)]
struct Sizes<const N: usize> {
    /// Sizes.
    #[metric(gauge)]
    sizes: usize,
}

/// Needs no fields, and may be generic.
#[derive(Collector)]
#[collector(snapshot = sizes, new)]
struct Bare;

/// Any function of the collector will do.
fn sizes(_: &Bare) -> Option<Sizes<3>> {
    (size_of::<Bare>() == 0).then_some(Sizes { sizes: 3 })
}

#[derive(Collector)]
#[collector(snapshot = Self::sizes)]
struct Generic<T, const N: usize>
where
    T: Clone + Into<usize>,
{
    #[metric(skip)]
    sizes: T,
}

impl<T: Clone + Into<usize>, const N: usize> Generic<T, N> {
    fn sizes(&self) -> Sizes<N> {
        Sizes { sizes: self.sizes.clone().into() + N }
    }
}

#[derive(Collector)]
struct Outer {
    #[metric(flatten, prefix = "bare")]
    bare: Bare,
    #[metric(flatten, prefix = "generic")]
    generic: Generic<u8, 4>,
    /// Up.
    #[metric(gauge)]
    up: bool,
}

#[test]
fn snapshots_lie_in_groups() {
    let registry = Registry::new();
    registry
        .register(Outer { bare: Bare::new(), generic: Generic { sizes: 2 }, up: true })
        .unwrap();
    let body = text(&registry);
    for line in ["bare_sizes 3", "generic_sizes 6", "up 1"] {
        assert!(body.contains(&format!("{line}\n")), "{line} in\n{body}");
    }
}

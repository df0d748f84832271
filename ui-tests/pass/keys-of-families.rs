//! What is said of the series of a family, and units as types: also of generic structs, and with
//! labels of one metric.

#![deny(warnings)]

use std::time::Duration;

use metrics_core::unit::Seconds;
use metrics_core::{
    Collector, Counter, CounterVec, Describe, Format, Histogram, HistogramVec, LabelSet, Registry,
    StripedCounterVec,
};

#[derive(LabelSet)]
struct Peer<'a> {
    #[label(unbounded)]
    peer: &'a str,
}

#[derive(LabelSet)]
struct Cached {
    cached: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Generic<L: LabelSet, const N: usize> {
    /// Calls.
    #[metric(max_series = 2)]
    calls_total: CounterVec<L>,
    /// Time of calls.
    #[metric(max_series = 2, ttl = "7d", buckets = [0.5], const_labels(shard = "a"))]
    call_seconds: HistogramVec<Peer<'static>, Seconds>,
    #[metric(skip)]
    shards: [u8; N],
}

#[derive(Collector)]
#[collector(namespace = "cache", new)]
struct Cache {
    /// Lookups.
    #[metric(init = all, max_series = 2)]
    lookups_total: StripedCounterVec<Cached>,
    /// Errors.
    #[metric(name = "errors_total", const_labels(kind = "read"))]
    read_errors: Counter,
    /// Errors.
    #[metric(name = "errors_total", const_labels(kind = "write"))]
    write_errors: Counter,
    /// Time to answer.
    #[metric(unit = "seconds")]
    answer_seconds: Histogram<Seconds>,
    #[metric(flatten, const_labels(layer = "one"), argument)]
    one: Generic<Cached, 1>,
    #[metric(flatten, const_labels(layer = "two"), argument)]
    two: Option<Generic<Cached, 2>>,
    #[metric(flatten, prefix = "peer", argument)]
    peer: Generic<Peer<'static>, 3>,
}

fn main() {
    let one = Generic::new([0; 1]);
    assert_eq!(one.shards.len(), 1);
    let cache = Cache::new(one, Some(Generic::new([0; 2])), Generic::new([0; 3]));
    cache.read_errors.inc();
    cache.write_errors.add(2);
    cache.answer_seconds.observe(Duration::from_millis(250));
    cache.one.call_seconds.with(Peer { peer: "a" }).observe(Duration::from_millis(250));
    for peer in ["a", "b", "c", "d"] {
        cache.peer.calls_total.with(Peer { peer }).inc();
    }
    let registry = Registry::new();
    registry.register(cache).unwrap();
    let text = registry.encode(Format::Text).into_string();
    for line in [
        "cache_lookups_total{cached=\"false\"} 0",
        "cache_errors_total{kind=\"write\"} 2",
        "cache_answer_seconds_sum 0.25",
        "cache_call_seconds_count{layer=\"one\",peer=\"a\",shard=\"a\"} 1",
        "cache_peer_calls_total{peer=\"other\"} 2",
    ] {
        assert!(text.contains(&format!("\n{line}\n")), "{line} in {text}");
    }
    assert_eq!(Cache::descs()[3].unit(), Some("seconds"));
}

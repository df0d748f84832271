//! A metric with a unit takes what the unit measures, and no bare number.

use std::time::Duration;

use metrics_core::unit::{Bytes, Seconds};
use metrics_core::{Counter, Gauge, Histogram, HistogramVec, LabelSet};

#[derive(LabelSet)]
struct Peer {
    #[label(unbounded)]
    peer: String,
}

fn measure(
    latency: &Histogram<Seconds>,
    by_peer: &HistogramVec<Peer, Seconds>,
    age: &Gauge<Seconds>,
    busy: &Counter<Seconds>,
    sent: &Counter<Bytes>,
    plain: &Histogram,
) {
    latency.observe(0.25); //~ ERROR
    by_peer.with(Peer { peer: String::new() }).observe(250); //~ ERROR
    age.set(3.0); //~ ERROR
    busy.add(1); //~ ERROR
    busy.inc(); //~ ERROR
    sent.add(Duration::from_secs(1)); //~ ERROR
    plain.observe(Duration::from_secs(1)); //~ ERROR
}

fn main() {
    let _ = measure;
}

//! What a field is, its type decides and not how the type is written.

#![deny(warnings)]

use metrics_core::{Collector, Counter, CounterVec, Describe, Gauge, Histogram, Kind, LabelSet};

mod names {
    pub type Hits = metrics_core::Counter;
    pub use metrics_core::Histogram as Latency;
}

trait Backend {
    type Load;
}

struct Disk;

impl Backend for Disk {
    type Load = Gauge;
}

#[derive(LabelSet)]
struct Cached {
    cached: bool,
}

type By<L> = CounterVec<L>;
type Pooled = Option<Pool>;

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections in use.
    used_connections: Gauge,
}

macro_rules! with_field {
    ($ty:ty) => {
        /// A type out of a macro.
        #[derive(Collector)]
        #[collector(new)]
        struct FromMacro {
            /// What the macro was given.
            given_total: $ty,
        }
    };
}

with_field!(Counter);

#[derive(Collector)]
struct Http {
    /// Through a module.
    hits_total: names::Hits,
    /// By another name.
    #[metric(unit = "seconds")]
    latency_seconds: names::Latency,
    /// By a trait.
    load: <Disk as Backend>::Load,
    /// In parentheses.
    #[allow(unused_parens)]
    misses_total: (Counter),
    /// From the root.
    waits_seconds: ::metrics_core::Histogram,
    /// With the labels as a parameter.
    requests_total: By<Cached>,
    #[metric(flatten)]
    pool: Pooled,
    #[metric(flatten)]
    made: FromMacro,
}

fn main() {
    let kinds: Vec<_> = Http::descs().iter().filter_map(|desc| desc.kind()).collect();
    let (counter, gauge, histogram) = (Kind::Counter, Kind::Gauge, Kind::Histogram);
    assert_eq!(kinds, [counter, histogram, gauge, counter, histogram, counter, gauge, counter]);
    let http = Http {
        hits_total: names::Hits::new(),
        latency_seconds: Histogram::new(),
        load: Gauge::new(),
        misses_total: Counter::new(),
        waits_seconds: Histogram::new(),
        requests_total: CounterVec::new(),
        pool: None,
        made: FromMacro::new(),
    };
    http.requests_total.with(Cached { cached: true }).inc();
    let _ = Pool::new();
}

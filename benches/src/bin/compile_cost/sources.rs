//! What is compiled: the same metrics, as each library wants them written.

use std::fmt::Write as _;

/// A library, and a struct of five metrics by its macros. `@` stands for a number.
pub(crate) struct Derive {
    pub(crate) name: &'static str,
    /// Nothing for this library.
    dependencies: &'static str,
    pub(crate) preamble: &'static str,
    pub(crate) one: &'static str,
}

impl Derive {
    pub(crate) fn dependencies(&self) -> String {
        if self.dependencies.is_empty() { ours(&["derive"]) } else { self.dependencies.to_owned() }
    }
}

/// This library, with some features.
pub(crate) fn ours(features: &[&str]) -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../metrics-core");
    format!(
        "metrics-core = {{ path = {path:?}, default-features = false, features = {features:?} }}"
    )
}

/// What the default features build on.
pub(crate) fn bare() -> &'static str {
    "proc-macro2 = \"1\"\n\
     quote = \"1\"\n\
     syn = { version = \"3\", features = [\"full\", \"visit-mut\"] }\n\
     itoa = \"1\"\n\
     memchr = \"2\"\n\
     once_cell = \"1\"\n\
     prost = { version = \"0.14\", default-features = false, features = [\"derive\", \"std\"] }\n\
     xxhash-rust = { version = \"0.8\", features = [\"xxh64\"] }\n\
     zmij = \"1\"\n"
}

/// Twenty groups of fifty metrics.
pub(crate) fn groups() -> String {
    let mut source =
        String::from("#![allow(dead_code)]\nuse metrics_core::{Collector, Counter};\n");
    for group in 0..20 {
        let _ = writeln!(source, "#[derive(Collector)] pub struct Group{group} {{");
        for metric in 0..50 {
            let _ = writeln!(source, "/// Things.\nthings_{group}_{metric}_total: Counter,");
        }
        source.push_str("}\n");
    }
    source
}

/// The struct that flattens them.
pub(crate) fn tree() -> String {
    let mut source = String::from("#[derive(Collector)] pub struct Tree {\n");
    for group in 0..20 {
        let _ = writeln!(source, "#[metric(flatten)] group{group}: Group{group},");
    }
    source.push_str("}\n");
    source
}

pub(crate) const DERIVES: [Derive; 5] = [
    Derive {
        name: "metrics-core",
        dependencies: "",
        preamble: "#![allow(dead_code)]
use metrics_core::{Collector, Counter, CounterVec, Gauge, Histogram, LabelSet, LabelValue};
#[derive(Clone, Copy, LabelValue)]
pub enum Method { Get, Head, Post, Put, Delete, Patch }
",
        one: "
#[derive(LabelSet)]
pub struct Labels@<'a> { method: Method, #[label(max = 100)] path: &'a str }
#[derive(Collector)]
#[collector(new)]
pub struct Metrics@ {
    /// Requests.
    requests@_total: Counter,
    /// Errors.
    errors@_total: Counter,
    /// In flight.
    in_flight@: Gauge,
    /// Durations.
    #[metric(buckets = [0.1, 1.0])]
    duration@: Histogram,
    /// By path.
    by_path@_total: CounterVec<Labels@<'static>>,
}",
    },
    Derive {
        name: "fastmetrics",
        dependencies: "fastmetrics = { version = \"=0.7.1\", features = [\"derive\"] }",
        preamble: "#![allow(dead_code)]
use fastmetrics::derive::*;
use fastmetrics::metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram};
#[derive(Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum Method { Get, Head, Post, Put, Delete, Patch }
",
        one: "
#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
pub struct Labels@ { method: Method, path: String }
#[derive(Default, Register)]
pub struct Metrics@ {
    /// Requests.
    requests@: Counter,
    /// Errors.
    errors@: Counter,
    /// In flight.
    in_flight@: Gauge,
    /// Durations.
    duration@: Histogram,
    /// By path.
    by_path@: Family<Labels@, Counter>,
}",
    },
    Derive {
        name: "measured",
        dependencies: "measured = { version = \"=0.0.25\", features = [\"paracord\"] }\nparacord = \"0.1\"",
        preamble: "#![allow(dead_code)]
use measured::*;
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, FixedCardinalityLabel)]
pub enum Method { Get, Head, Post, Put, Delete, Patch }
",
        one: "
#[derive(Clone, Copy, LabelGroup)]
#[label(set = Labels@Set)]
pub struct Labels@<'a> { method: Method, #[label(dynamic_with = paracord::ParaCord)] path: &'a str }
#[derive(MetricGroup)]
pub struct Metrics@ {
    /// Requests.
    requests@: Counter,
    /// Errors.
    errors@: Counter,
    /// In flight.
    in_flight@: Gauge,
    /// Durations.
    duration@: Histogram<2>,
    /// By path.
    by_path@: CounterVec<Labels@Set>,
}",
    },
    Derive {
        name: "vise",
        dependencies: "vise = \"=0.3.2\"",
        preamble: "#![allow(dead_code)]
use vise::*;
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, EncodeLabelValue)]
#[metrics(rename_all = \"snake_case\")]
pub enum Method { Get, Head, Post, Put, Delete, Patch }
",
        one: "
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct Labels@ { method: Method, path: String }
#[derive(Debug, Metrics)]
pub struct Metrics@ {
    /// Requests.
    requests@: Counter,
    /// Errors.
    errors@: Counter,
    /// In flight.
    in_flight@: Gauge,
    /// Durations.
    #[metrics(buckets = Buckets::values(&[0.1, 1.0]))]
    duration@: Histogram,
    /// By path.
    by_path@: Family<Labels@, Counter>,
}",
    },
    Derive {
        name: "prometric",
        dependencies: "prometric = { version = \"=0.2.2\", default-features = false }
prometric-derive = \"=0.2.2\"
prometheus = \"=0.14.0\"",
        preamble: "#![allow(dead_code)]
use prometric::{Counter, Gauge, Histogram};
use prometric_derive::metrics;
",
        one: "
#[metrics(scope = \"app\")]
pub struct Metrics@ {
    /// Requests.
    #[metric]
    requests@: Counter,
    /// Errors.
    #[metric]
    errors@: Counter,
    /// In flight.
    #[metric]
    in_flight@: Gauge,
    /// Durations.
    #[metric(buckets = [0.1, 1.0])]
    duration@: Histogram,
    /// By path.
    #[metric(labels = [\"method\", \"path\"])]
    by_path@: Counter,
}",
    },
];

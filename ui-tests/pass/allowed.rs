//! Whatever is unconventional can be allowed, by name, where it stands.

#![deny(warnings)]

use metrics_core::{
    Collector, Counter, CounterVec, Gauge, Histogram, HistogramVec, LabelSet, LabelValue,
};

#[derive(LabelValue)]
enum Cause {
    #[label(rename = "", allow(empty_value))]
    None,
    Timeout,
}

#[derive(LabelSet)]
struct Request {
    #[label(allow(scraper_label))]
    job: bool,
    #[label(rename = "isOpen", allow(camel_case))]
    open: bool,
    cause: Cause,
}

#[derive(Collector)]
#[collector(new)]
struct Fields {
    /// No `_total`.
    #[metric(allow(missing_total))]
    requests: CounterVec<Request>,
    /// `_total`.
    #[metric(allow(total_of_other))]
    threads_total: Gauge,
    /// An ending of histograms.
    #[metric(allow(reserved_suffix))]
    items_count: Gauge,
    /// Its type.
    #[metric(allow(type_in_name))]
    depth_gauge: Gauge,
    /// No base unit.
    #[metric(allow(base_unit))]
    wait_milliseconds: Histogram,
    /// An abbreviation.
    #[metric(allow(abbreviated_unit))]
    wait_ms: Histogram,
    /// In camelCase.
    #[metric(name = "openFiles", allow(camel_case))]
    open_files: Gauge,
    /// As a recording rule.
    #[metric(name = "queue:length", allow(colon))]
    length: Gauge,
    /// Very many lines.
    #[metric(buckets = linear(1, 1, 200), allow(many_buckets))]
    size: HistogramVec<Size>,
}

#[derive(LabelSet)]
struct Size {
    compressed: bool,
}

#[derive(Collector)]
#[collector(namespace = "app", const_labels(instance = "a", le = "1"), new)]
#[collector(allow(repeated_namespace, scraper_label, reserved_label, missing_total))]
struct Whole {
    /// Twice.
    app_threads: Gauge,
    /// No `_total`.
    requests: Counter,
}

fn main() {
    let fields = Fields::new();
    fields.requests.with(Request { job: true, open: false, cause: Cause::Timeout }).inc();
    fields.requests.with(Request { job: true, open: true, cause: Cause::None }).inc();
    fields.size.with(Size { compressed: true }).observe(3.0);
    let whole = Whole::new();
    whole.requests.inc();
    whole.app_threads.set(1.0);
}

//! The bounds on closed families, up to which nothing is said.

#![deny(warnings)]

use metrics_core::{Collector, CounterVec, HistogramVec, LabelSet};

/// 2^12 = 4096 series, the most that lie inside a struct.
#[derive(LabelSet)]
struct Inline {
    a: bool,
    b: bool,
    c: bool,
    d: bool,
    e: bool,
    f: bool,
    g: bool,
    h: bool,
    i: bool,
    j: bool,
    k: bool,
    l: bool,
}

/// Twice as many, elsewhere.
#[derive(LabelSet)]
#[label(boxed)]
struct Boxed {
    a: bool,
    b: bool,
    c: bool,
    d: bool,
    e: bool,
    f: bool,
    g: bool,
    h: bool,
    i: bool,
    j: bool,
    k: bool,
    l: bool,
    m: bool,
}

type Times = HistogramVec<Boxed>;

#[derive(Collector)]
#[collector(new)]
struct Many {
    /// As many as can be.
    #[metric(max_series = 4096)]
    inline_total: CounterVec<Inline>,
    /// More.
    boxed_total: CounterVec<Boxed>,
    /// Eight lines each.
    #[metric(buckets = [1, 2, 3, 4, 5])]
    few_lines: Times,
    /// 14 lines each, as was meant.
    #[metric(max_series = 8192)]
    many_lines: Times,
}

static MANY: Many = Many::new();

fn main() {
    let b = Boxed {
        a: true,
        b: true,
        c: true,
        d: true,
        e: true,
        f: true,
        g: true,
        h: true,
        i: true,
        j: true,
        k: true,
        l: true,
        m: true,
    };
    MANY.boxed_total.with(b).inc();
}

//! A collector has at least one metric.

use metrics_core::Collector;

#[derive(Collector)]
struct Unit; //~ ERROR

#[derive(Collector)]
struct Braces {} //~ ERROR

#[derive(Collector)]
struct Skipped { //~ ERROR
    #[metric(skip)]
    queue: Vec<String>,
    #[metric(skip)]
    limit: usize,
}

fn main() {}

//! A collector is a struct whose fields have names, because the names become the metrics'.

use metrics_core::{Collector, Counter};

#[derive(Collector)]
enum Outcome { //~ ERROR
    Accepted(Counter),
    Refused(Counter),
}

#[derive(Collector)]
union Either { //~ ERROR
    counter: std::mem::ManuallyDrop<Counter>,
}

#[derive(Collector)]
struct Requests(Counter, Counter); //~ ERROR

fn main() {}

//! A snapshot is a function of the collector, and returns another one.

use metrics_core::{Collector, Gauge};

#[derive(Collector)]
#[collector(snapshot = Self::assess)] //~ ERROR
struct Number;

impl Number {
    fn assess(&self) -> u64 {
        1
    }
}

#[derive(Collector)]
#[collector(snapshot = Self::assess)] //~ ERROR
struct Plain;

impl Plain {
    fn assess(&self) -> Result<Gauge, String> {
        Ok(Gauge::new())
    }
}

#[derive(Collector)]
#[collector(snapshot = Self::asess)] //~ ERROR
struct Misspelt;

#[derive(Collector)]
#[collector(snapshot = Self::assess)] //~ ERROR
struct OfNothing;

impl OfNothing {
    fn assess() -> Part {
        Part { size: 1 }
    }
}

#[derive(Collector)]
#[collector(snapshot = Self::assess)] //~ ERROR
struct Mutable;

impl Mutable {
    fn assess(&mut self) -> Part {
        Part { size: 1 }
    }
}

#[derive(Collector)]
struct Part {
    /// Size.
    #[metric(gauge)]
    size: u32,
}

fn main() {}

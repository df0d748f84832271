//! A snapshot is taken by a function that is named.

use metrics_core::Collector;

#[derive(Collector)]
#[collector(snapshot)] //~ ERROR
struct Nothing;

#[derive(Collector)]
#[collector(snapshot = "Self::assess")] //~ ERROR
struct Text;

#[derive(Collector)]
#[collector(snapshot = Self::assess())] //~ ERROR
struct Call;

#[derive(Collector)]
#[collector(snapshot = |it: &Self| it.assess())] //~ ERROR
struct Closure;

#[derive(Collector)]
struct Field {
    #[metric(snapshot = Self::assess)] //~ ERROR
    field: u8,
}

fn main() {}

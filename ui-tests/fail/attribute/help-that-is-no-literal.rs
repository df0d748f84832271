//! The help text is a string literal.

use metrics_core::{Collector, Counter};

const HELP: &str = "Orders placed.";

#[derive(Collector)]
struct Orders {
    #[metric(help = HELP)] //~ ERROR
    placed_total: Counter,
    #[metric(help = concat!("Orders", " paid."))] //~ ERROR
    paid_total: Counter,
    #[metric(help = 3)] //~ ERROR
    refunded_total: Counter,
}

fn main() {}

//! Label names are made of letters, digits and `_`: no colons either.

use metrics_core::{Collector, Counter, LabelSet};

#[derive(LabelSet)]
struct Reply {
    #[label(rename = "status-code", max = 60)] //~ ERROR
    status: u16,
    #[label(rename = "shop:tier")] //~ ERROR
    paid: bool,
    #[label(rename = "2xx")] //~ ERROR
    success: bool,
    größe: bool, //~ ERROR
}

#[derive(Collector)]
#[collector(const_labels(größe = "XL"))] //~ ERROR
struct Orders {
    /// Orders placed.
    placed_total: Counter,
}

fn main() {}

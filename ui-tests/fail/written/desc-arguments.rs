//! A name, a help text, and then keys.

use metrics_core::{ConstDesc, desc};

const NO_HELP: ConstDesc = desc!("orders_total"); //~ ERROR
const KEYS_FOR_HELP: ConstDesc = desc!("orders_total", kind = Counter); //~ ERROR
const EMPTY_HELP: ConstDesc = desc!("orders_total", " "); //~ ERROR
const WITH_KEYS: ConstDesc = desc!(
    name = "orders_total", //~ ERROR
    help = "Orders placed.", //~ ERROR
);
const MADE: ConstDesc = desc!(concat!("orders", "_total"), "Orders placed."); //~ ERROR
const NUMBER: ConstDesc = desc!("orders_total", 7); //~ ERROR
const NO_COMMA: ConstDesc = desc!("orders_total" "Orders placed."); //~ ERROR
const CRATE: ConstDesc = desc!(
    crate = metrics_core, //~ ERROR
    "orders_total",
    "Orders placed.",
    labels(host),
);

fn main() {
    let help = "Orders placed.";
    assert_eq!(help.len(), 14);
    let _ = desc!("orders_total", help); //~ ERROR
}

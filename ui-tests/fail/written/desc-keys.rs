//! Keys of a descriptor: each mistake at its token.

use metrics_core::{ConstDesc, desc};

const KEYS: ConstDesc = desc!(
    "orders_total",
    "Orders placed.",
    "Counter", //~ ERROR
    kidn = Counter, //~ ERROR
    buckets = [1.0], //~ ERROR
    crate = ::metrics_core, //~ ERROR
    kind, //~ ERROR
    unit = seconds, //~ ERROR
    labels = host, //~ ERROR
    labels(zone), //~ ERROR
    const_label("zone", "eu"), //~ ERROR
    const_labels("zone" = "eu"), //~ ERROR
);
const COUNTER: ConstDesc = desc!("a_total", "A.", kind = counter); //~ ERROR
const PATH: ConstDesc = desc!("a_total", "A.", kind = Kind::Counter); //~ ERROR
const TEXT: ConstDesc = desc!("a_total", "A.", kind = "counter"); //~ ERROR
const TIMER: ConstDesc = desc!("a_total", "A.", kind = Timer); //~ ERROR
const UNIT: ConstDesc = desc!("a_seconds", "A.", unit = "Seconds"); //~ ERROR
const NAMES: ConstDesc = desc!("a_total", "A.", labels("host", 7, zone rack)); //~ ERROR //~ ERROR //~ ERROR
const NO_NAMES: ConstDesc = desc!("a_total", "A.", labels()); //~ ERROR

fn main() {}

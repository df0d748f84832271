//! Names of a descriptor: of the metric, of its labels, and what they may not be together.

use metrics_core::{ConstDesc, desc};

const DASH: ConstDesc = desc!("orders-total", "Orders."); //~ ERROR
const EMPTY: ConstDesc = desc!("", "Orders."); //~ ERROR
const DIGIT: ConstDesc = desc!("2xx_total", "Replies."); //~ ERROR
const UNDERSCORE: ConstDesc = desc!("_orders_total", "Orders."); //~ ERROR
const UNIT: ConstDesc = desc!("orders_total", "Orders.", unit = "bytes"); //~ ERROR
const OTHER_UNIT: ConstDesc = desc!("orders_seconds_total", "Orders.", unit = "bytes"); //~ ERROR
const LABELS: ConstDesc = desc!(
    "orders_total",
    "Orders.",
    labels(__zone, größe, host, host), //~ ERROR //~ ERROR //~ ERROR
    const_labels(
        __tier = "edge", //~ ERROR
        host = "a", //~ ERROR
        rack = "7",
        rack = "8", //~ ERROR
        shard = 7, //~ ERROR
    ),
);
const HISTOGRAM: ConstDesc = desc!(
    "reply_seconds",
    "Time to reply.",
    kind = Histogram,
    labels(le), //~ ERROR
    const_labels(quantile = "edge"),
);
const SUMMARY: ConstDesc = desc!(
    "reply_seconds",
    "Time to reply.",
    kind = Summary,
    labels(le),
    const_labels(quantile = "edge"), //~ ERROR
);

fn main() {}

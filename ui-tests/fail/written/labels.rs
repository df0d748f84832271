//! What is wrong in a call of `labels!`, all at once.

use metrics_core::labels;

fn main() {
    let (zone, shard, rack) = ("eu", 7, 1);
    let pairs = labels! {
        zone: zone,
        größe: 3, //~ ERROR
        __shard: shard, //~ ERROR
        zone: rack, //~ ERROR
        "host": "a", //~ ERROR
        path = "/", //~ ERROR
        user:, //~ ERROR
        7, //~ ERROR
        load: 0.5, //~ ERROR
        a::b: 3, //~ ERROR
        rack: shard zone, //~ ERROR
        missing, //~ ERROR
        list: vec![1], //~ ERROR
    };
    let _: &[(&str, &str)] = &pairs;
}

//! A metric of one's own says how it is written.

use metrics_core::{Counter, OwnVec};

struct Peak;

struct Queues {
    peaks: OwnVec<Peak>,   //~ ERROR
    hits: OwnVec<Counter>, //~ ERROR
}

fn main() {}

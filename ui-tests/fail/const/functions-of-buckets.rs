//! What the functions of `buckets` refuse, in constants.

use metrics_core::buckets;

const FLAT: [f64; 3] = buckets::linear(1.0, 0.0); //~ ERROR
const FROM_ZERO: [f64; 3] = buckets::exponential(0.0, 2.0); //~ ERROR
const SHRINKING: [f64; 3] = buckets::exponential(1.0, 0.5); //~ ERROR
const NONE: [f64; 0] = buckets::linear(1.0, 1.0); //~ ERROR

fn main() {
    let _ = (FLAT, FROM_ZERO, SHRINKING, NONE);
}

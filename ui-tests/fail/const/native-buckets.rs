//! What a native histogram is asked for, in constants.

use metrics_core::{NativeHistogram, NativeOptions};

const OPTIONS: NativeOptions = NativeOptions::new();
const SHRINKING: NativeHistogram = NativeHistogram::with_options(OPTIONS.bucket_factor(0.5)); //~ ERROR
const BELOW: NativeHistogram = NativeHistogram::with_options(OPTIONS.zero_threshold(-1.0)); //~ ERROR

fn main() {
    let _ = (SHRINKING, BELOW);
}

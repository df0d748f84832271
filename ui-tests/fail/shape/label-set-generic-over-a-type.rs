//! The number of a closed family's series is a constant, so its labels' types are known.

use metrics_core::{LabelSet, LabelValue};

#[derive(LabelSet)]
struct Call<M: LabelValue> { //~ ERROR
    method: M,
    secure: bool,
}

fn main() {}

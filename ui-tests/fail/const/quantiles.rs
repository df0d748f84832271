//! What a summary is asked for, in constants.

use metrics_core::Summary;

const PERCENT: Summary = Summary::with_objectives(&[(99.0, 0.01)]); //~ ERROR
const NEGATIVE: Summary = Summary::with_objectives(&[(-0.5, 0.01)]); //~ ERROR
const TWICE: Summary = Summary::with_objectives(&[(0.5, 0.01), (0.5, 0.02)]); //~ ERROR
const WITHIN_ALL: Summary = Summary::with_objectives(&[(0.5, 1.5)]); //~ ERROR

fn main() {
    let _ = (PERCENT, NEGATIVE, TWICE, WITHIN_ALL);
}

//! Names of exemplars' labels are checked where they are made.

use metrics_core::{Counter, ExemplarLabels, Traced};

const DASH: ExemplarLabels<1> = ExemplarLabels::new(["trace-id"]); //~ ERROR
const RESERVED: ExemplarLabels<1> = ExemplarLabels::new(["__trace"]); //~ ERROR
const TWICE: ExemplarLabels<2> = ExemplarLabels::new(["trace_id", "trace_id"]); //~ ERROR
const LONG: ExemplarLabels<2> = ExemplarLabels::new([ //~ ERROR
    "the_identity_of_the_trace_that_this_request_was_a_part_of_when_it_began",
    "the_identity_of_the_span_that_this_request_was_a_part_of_when_it_ended",
]);

fn main() {
    let orders = Traced::<Counter>::new();
    orders.inc_with_exemplar(&DASH.with(["1"]));
    orders.inc_with_exemplar(&RESERVED.with(["1"]));
    orders.inc_with_exemplar(&TWICE.with(["1", "2"]));
    orders.inc_with_exemplar(&LONG.with(["1", "2"]));
}

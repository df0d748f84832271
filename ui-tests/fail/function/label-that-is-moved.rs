//! Row 152: a label's value that is given away is missing in the body.
use metrics_core::{CounterVec, LabelSet, counted};

#[derive(LabelSet)]
struct Request {
    #[label(max = 100)]
    route: String,
}

static REQUESTS: CounterVec<Request> = CounterVec::new();

#[counted(REQUESTS, labels(route = route))]
fn body_that_needs_it(route: String) -> usize {
    route.len() //~ ERROR
}

fn main() {
    body_that_needs_it(String::new());
}

//! Rows 147, 151 and 152: the values of labels are the arguments as they are at entry.
use metrics_core::{CounterVec, LabelSet, LabelValue, counted};

#[derive(Clone, Copy, LabelValue)]
enum Method {
    Get,
}

#[derive(LabelSet)]
struct Request {
    method: Method,
    #[label(max = 100)]
    route: String,
}

static REQUESTS: CounterVec<Request> = CounterVec::new();

#[counted(REQUESTS, labels(method = methd, route = String::new()))] //~ ERROR
fn no_such_argument(method: Method) {
    let _ = method;
}

#[counted(REQUESTS, labels(method = method, route = String::new()))] //~ ERROR
fn argument_without_a_name(_: Method) {}

#[counted(REQUESTS, labels(method = made, route = String::new()))] //~ ERROR
fn local_of_the_body() {
    let made = Method::Get;
    let _ = made;
}

fn main() {
    no_such_argument(Method::Get);
    argument_without_a_name(Method::Get);
    local_of_the_body();
}

//! Rows 148 to 150 and 155: the labels of a call are checked at their tokens.
use metrics_core::{
    CounterVec, ErrorLabel, ErrorOf, LabelSet, LabelValue, Outcome, counted,
};

#[derive(Clone, Copy, LabelValue)]
enum Method {
    Get,
}

#[derive(LabelSet)]
struct Request<'a> {
    method: Method,
    #[label(max = 100)]
    route: &'a str,
}

#[derive(LabelSet)]
struct Ended {
    method: Method,
    outcome: Outcome,
}

#[derive(ErrorLabel)]
enum OrderError {
    Declined,
}

#[derive(LabelSet)]
struct Order {
    error: ErrorOf<OrderError>,
}

#[derive(LabelSet)]
struct Odd {
    outcome: bool,
}

static REQUESTS: CounterVec<Request<'static>> = CounterVec::new();
static ENDED: CounterVec<Ended> = CounterVec::new();
static ORDERS: CounterVec<Order> = CounterVec::new();
static ODD: CounterVec<Odd> = CounterVec::new();

#[counted(REQUESTS, labels(method = method))] //~ ERROR
fn label_missing(method: Method) {}

#[counted(REQUESTS, labels(method = method, rout = "/"))] //~ ERROR
fn no_such_label(method: Method) {}

#[counted(REQUESTS, labels(method = method, route = 7))] //~ ERROR
fn value_of_another_type(method: Method) {}

#[counted(REQUESTS, labels(method = method, route = "/", outcome))] //~ ERROR
fn no_label_for_the_outcome(method: Method) {}

#[counted(ODD, labels(outcome))] //~ ERROR
fn label_that_is_no_outcome() {}

#[counted(ORDERS, labels(error))] //~ ERROR
fn nothing_that_fails() -> u8 {
    1
}

#[counted(ORDERS, labels(error))] //~ ERROR
fn other_error() -> Result<u8, String> {
    Ok(1)
}

#[counted(REQUESTS, labels = Request { method })] //~ ERROR
fn literal_without_a_label(method: Method) {}

#[counted(ENDED, labels = Request { method, route: "/" })] //~ ERROR
fn literal_of_another_set(method: Method) {}

#[counted(REQUESTS, labels(method = method, route = route))] //~ ERROR
fn value_that_is_moved(method: Method, route: String) {}

fn main() {
    let _ = label_missing(Method::Get);
    let _ = no_such_label(Method::Get);
    let _ = value_of_another_type(Method::Get);
    let _ = no_label_for_the_outcome(Method::Get);
    let _ = label_that_is_no_outcome();
    let _ = nothing_that_fails();
    let _ = other_error();
    let _ = literal_without_a_label(Method::Get);
    let _ = literal_of_another_set(Method::Get);
    let _ = value_that_is_moved(Method::Get, String::new());
    let _ = OrderError::Declined;
}

//! Labels of a call that are not written as labels are.
use metrics_core::{CounterVec, GaugeVec, LabelSet, LabelValue, Outcome, counted, in_flight};

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

static REQUESTS: CounterVec<Request<'static>> = CounterVec::new();
static RUNNING: GaugeVec<Ended> = GaugeVec::new();

#[counted(REQUESTS, labels(method = method, method = method, route = "/"))] //~ ERROR
fn label_given_twice(_method: Method) {}

#[counted(REQUESTS, labels(method, route = "/"))] //~ ERROR
fn label_without_a_value(_method: Method) {}

#[counted(REQUESTS, labels())] //~ ERROR
fn no_labels(_method: Method) {}

#[in_flight(RUNNING, labels(method = Method::Get, outcome))] //~ ERROR
fn outcome_in_flight() {}

#[counted(REQUESTS, labels(method = method; route = "/"))] //~ ERROR
fn not_a_list(_method: Method) {}

fn main() {
    label_given_twice(Method::Get);
    label_without_a_value(Method::Get);
    no_labels(Method::Get);
    outcome_in_flight();
    not_a_list(Method::Get);
    let (_, _) = (&REQUESTS, &RUNNING);
}

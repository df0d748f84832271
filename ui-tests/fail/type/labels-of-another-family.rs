//! A family takes its own label set: the compiler's words, at the user's token.

use metrics_core::{Collector, CounterVec, LabelSet};

#[derive(LabelSet)]
struct Request {
    secure: bool,
}

#[derive(LabelSet)]
struct Reply {
    from_cache: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Http {
    /// Requests finished.
    requests_total: CounterVec<Request>,
}

static HTTP: Http = Http::new();

fn main() {
    HTTP.requests_total.with(Reply { from_cache: true }).inc(); //~ ERROR
}

//! Some keys are words: writing them says it all.

use metrics_core::{Collector, Counter, LabelSet, LabelValue};

#[derive(Collector)]
#[collector(new = true)] //~ ERROR
struct Http {
    /// Requests finished.
    requests_total: Counter,
    #[metric(flatten = true)] //~ ERROR
    pool: Pool,
    #[metric(skip = "yes")] //~ ERROR
    name: String,
}

#[derive(Collector)]
#[collector(new)]
struct Pool {
    /// Connections made.
    connections_total: Counter,
}

#[derive(LabelSet)]
#[label(boxed = false)] //~ ERROR
struct Request {
    secure: bool,
}

#[derive(LabelSet)]
struct Reply {
    #[label(unbounded = true)] //~ ERROR
    host: String,
}

#[derive(LabelValue)]
#[label(transparent(yes))] //~ ERROR
struct Tenant(String);

fn main() {}

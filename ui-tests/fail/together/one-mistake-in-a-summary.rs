//! A wrong quantile or factor is one error, also of a struct that is made, used and registered.

use metrics_core::{Collector, Counter, NativeHistogram, Registry, Summary};

#[derive(Collector)]
#[collector(new)]
struct Literal {
    /// Time to answer.
    #[metric(quantiles = [(50, 0.05)])] //~ ERROR
    answer_seconds: Summary,
}

const RANK: f64 = 50.0;

#[derive(Collector)]
#[collector(new)]
struct Constant {
    /// Time to answer.
    #[metric(quantiles = [(RANK, 0.05)])] //~ ERROR
    answer_seconds: Summary,
}

const FACTOR: f64 = 0.5;

#[derive(Collector)]
#[collector(new)]
struct Factor {
    /// Time to answer.
    #[metric(native = FACTOR)] //~ ERROR
    answer_seconds: NativeHistogram,
}

#[derive(Collector)]
#[collector(new)]
struct Type {
    /// Requests.
    #[metric(quantiles = [(0.5, 0.05)])]
    requests_total: Counter, //~ ERROR
}

static LITERAL: Literal = Literal::new();
static CONSTANT: Constant = Constant::new();
static FACTORS: Factor = Factor::new();
static TYPE: Type = Type::new();

fn main() {
    let registry = Registry::new();
    registry.register(&LITERAL).unwrap();
    registry.register(&CONSTANT).unwrap();
    registry.register(&FACTORS).unwrap();
    registry.register(&TYPE).unwrap();
    LITERAL.answer_seconds.observe(0.5);
    CONSTANT.answer_seconds.observe(0.5);
    FACTORS.answer_seconds.observe(0.5);
    TYPE.requests_total.inc();
}

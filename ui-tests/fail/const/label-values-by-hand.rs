//! A closed label that is written by hand has each text once: else two series would be one.

use metrics_core::{ClosedLabel, CounterVec, LabelSet, LabelValue};

struct Quarter(usize);

impl LabelValue for Quarter {
    fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(Self::VALUES[self.0])
    }
}

impl ClosedLabel for Quarter {
    const VALUES: &'static [&'static str] = &["first", "second", "third", "first"];

    fn index(&self) -> usize {
        self.0
    }
}

#[derive(LabelSet)]
struct Closed {
    #[label(rename = "when")]
    quarter: Quarter, //~ ERROR
    online: bool,
}

#[derive(LabelSet)]
struct Open<'a> {
    #[label(max = 10)]
    shop: &'a str,
    quarter: Quarter, //~ ERROR
}

static SALES: CounterVec<Closed> = CounterVec::new();
static ORDERS: CounterVec<Open<'static>> = CounterVec::new();

fn main() {
    SALES.with(Closed { quarter: Quarter(0), online: true }).inc();
    ORDERS.with(Open { shop: "tea", quarter: Quarter(3) }).inc();
}

//! Every type that a label may have.

#![deny(warnings)]

use std::borrow::Cow;
use std::sync::Arc;

use metrics_core::{Collector, CounterVec, Format, LabelSet, LabelValue, Registry};

#[derive(LabelValue)]
enum Closed {
    A,
    B,
}

#[derive(LabelValue)]
#[label(transparent)]
struct Id(u32);

#[derive(LabelValue)]
#[label(transparent)]
struct Outer(Id);

#[derive(LabelSet)]
struct Texts<'a> {
    #[label(max = 4)]
    borrowed: &'a str,
    #[label(max = 4)]
    owned: String,
    #[label(max = 4)]
    either: Cow<'a, str>,
    #[label(max = 4)]
    boxed: Box<str>,
    #[label(max = 4)]
    shared: Arc<str>,
}

#[derive(LabelSet)]
struct Numbers {
    #[label(max = 4)]
    small: u8,
    #[label(max = 4)]
    signed: i64,
    #[label(max = 4)]
    large: u128,
    #[label(unbounded)]
    id: Outer,
    flag: bool,
    closed: Closed,
}

#[derive(Collector)]
#[collector(new)]
struct All {
    /// By text.
    texts_total: CounterVec<Texts<'static>>,
    /// By number.
    numbers_total: CounterVec<Numbers>,
}

fn main() {
    let all = All::new();
    all.texts_total
        .with(Texts {
            borrowed: "a",
            owned: "b".to_owned(),
            either: Cow::Borrowed("c"),
            boxed: "d".into(),
            shared: "e".into(),
        })
        .inc();
    for closed in [Closed::A, Closed::B] {
        let numbers =
            Numbers { small: 1, signed: -2, large: 3, id: Outer(Id(4)), flag: true, closed };
        all.numbers_total.with(numbers).inc();
    }
    let registry = Registry::new();
    registry.register(all).unwrap();
    let text = registry.encode(Format::Text).into_string();
    let line = "borrowed=\"a\",boxed=\"d\",either=\"c\",owned=\"b\",shared=\"e\"";
    assert!(text.contains(line), "{text}");
    let line = "closed=\"B\",flag=\"true\",id=\"4\",large=\"3\",signed=\"-2\",small=\"1\"";
    assert!(text.contains(line), "{text}");
}

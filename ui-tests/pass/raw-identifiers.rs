//! `r#` is Rust's, and no part of a name in the exposition.

#![deny(warnings)]
#![allow(non_camel_case_types)]

use metrics_core::{
    Collector, Counter, CounterVec, Describe, Format, LabelSet, LabelValue, Registry,
};

#[derive(LabelValue)]
enum r#match {
    r#true,
    r#false,
}

#[derive(LabelSet)]
struct r#struct {
    r#type: r#match,
    #[label(max = 5)]
    r#use: &'static str,
}

#[derive(Collector)]
#[collector(new, allow(missing_total))]
struct r#loop {
    /// Turns of the loop.
    r#while: Counter,
    /// Ways out of the loop.
    r#break: CounterVec<r#struct>,
    #[metric(skip)]
    r#for: u32,
}

static LOOP: r#loop = r#loop::new(3);

fn main() {
    let registry = Registry::new();
    registry.register(&LOOP).unwrap();
    LOOP.r#while.inc();
    LOOP.r#break.with(r#struct { r#type: r#match::r#true, r#use: "let" }).inc();
    assert_eq!(LOOP.r#for, 3);
    let text = registry.encode(Format::Text).into_string();
    assert!(text.contains("\nwhile 1\n"), "{text}");
    assert!(text.contains("break{type=\"true\",use=\"let\"} 1\n"), "{text}");
    let place = r#loop::descs()[1].place().field.unwrap();
    assert_eq!((place.ty, place.field), ("loop", "break"));
}

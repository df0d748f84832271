//! The order of what was gathered: S40, S46, S47.

use metrics_core::proto::LabelPair;
use metrics_core::{Desc, Registry, Scrape};

use crate::support::{Custom, text};

fn written(collect: impl Fn(&mut Scrape<'_>) + Send + Sync + 'static) -> String {
    let registry = Registry::new();
    registry.register(Custom::new(&[], collect)).unwrap();
    text(&registry)
}

#[test]
fn s40_a_descriptor_keeps_the_order_in_which_values_are_given() {
    let desc = Desc::builder("x", "").labels(["b", "a"]).build();
    let sent = desc.clone();
    let registry = Registry::new();
    let collect = move |scrape: &mut Scrape<'_>| scrape.gauge(&sent, &["of b", "of a"], 1.0);
    registry.register(Custom::new(&[], collect)).unwrap();
    for _ in 0..2 {
        assert!(text(&registry).ends_with("\nx{a=\"of a\",b=\"of b\"} 1\n"));
    }
    assert!(desc.labels().eq(["b", "a"]));
}

#[test]
fn s46_values_are_compared_and_names_are_not() {
    let found = written(|scrape| {
        let desc = |label: &'static str| Desc::builder("x", "").labels([label]).build();
        scrape.gauge(&desc("a"), &["3"], 1.0);
        scrape.gauge(&desc("b"), &["2"], 1.0);
        scrape.gauge(&desc("c"), &["1"], 1.0);
        // As texts, not as numbers; and many labels after few, whatever their values.
        scrape.gauge(&desc("a"), &["10"], 1.0);
        scrape.gauge(&Desc::builder("x", "").labels(["a", "b"]).build(), &["0", "0"], 1.0);
    });
    let series: Vec<_> = found.lines().filter(|line| !line.starts_with('#')).collect();
    let expected =
        ["x{c=\"1\"} 1", "x{a=\"10\"} 1", "x{b=\"2\"} 1", "x{a=\"3\"} 1", "x{a=\"0\",b=\"0\"} 1"];
    assert_eq!(series, expected);
}

#[test]
fn s47_labels_are_ordered_by_their_bytes() {
    let registry = Registry::new();
    let collect = |scrape: &mut Scrape<'_>| {
        let desc = Desc::builder("x", "").labels(["é", "b", "a"]).const_label("Z", "").build();
        scrape.gauge(&desc, &["", "", ""], 1.0);
    };
    registry.register(Custom::new(&[], collect)).unwrap();
    let families = registry.gather().families;
    let names: Vec<_> = families[0].metric[0].label.iter().map(LabelPair::name).collect();
    assert_eq!(names, ["Z", "a", "b", "é"]);
}

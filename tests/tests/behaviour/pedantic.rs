//! Pedantic registries: S32, S43, S44.

use metrics_core::{Desc, DescBuilder, GatherErrorKind, Registry, Scrape};

use crate::support::{Custom, errors, gauge};

/// What a registry says of a collector that describes one metric and sends another.
fn sent(registry: &Registry, described: &Desc, sent: Desc) -> Vec<GatherErrorKind> {
    let values = vec!["v"; sent.labels().len()];
    let collect = move |scrape: &mut Scrape<'_>| scrape.gauge(&sent, &values, 1.0);
    registry.register(Custom::new(std::slice::from_ref(described), collect)).unwrap();
    errors(registry).iter().map(|error| error.kind().clone()).collect()
}

/// Only a pedantic registry refuses what was sent.
fn is_refused(described: &Desc, other: &Desc) {
    assert!(sent(&Registry::new(), described, other.clone()).is_empty(), "{other}");
    let found = sent(&Registry::pedantic(), described, other.clone());
    assert!(matches!(&found[..], [GatherErrorKind::Unregistered { .. }]), "{other}: {found:?}");
}

#[test]
fn s32_what_was_not_described_counts_as_seen() {
    let registry = Registry::pedantic();
    let collect = |scrape: &mut Scrape<'_>| {
        scrape.gauge(&gauge("surprise"), &[], 1.0);
        scrape.gauge(&gauge("surprise"), &[], 2.0);
    };
    registry.register(Custom::new(&[gauge("x")], collect)).unwrap();
    let found: Vec<_> = errors(&registry).iter().map(|error| error.kind().clone()).collect();
    assert!(
        matches!(
            &found[..],
            [GatherErrorKind::Unregistered { .. }, GatherErrorKind::Duplicate { .. }]
        ),
        "{found:?}"
    );
}

#[test]
fn s43_help_and_unit_are_as_described() {
    let desc = |help: &'static str, unit: &'static str| Desc::builder("x", help).unit(unit).build();
    let described = desc("one", "bytes");
    is_refused(&described, &desc("two", "bytes"));
    is_refused(&described, &desc("one", "meters"));
    assert!(sent(&Registry::pedantic(), &described, desc("one", "bytes")).is_empty());
}

#[test]
fn s44_labels_are_as_described() {
    let desc = || Desc::builder("x", "");
    let described = desc().const_label("c", "1").labels(["a", "b"]).build();
    let others: [DescBuilder; 6] = [
        desc().const_label("c", "2").labels(["a", "b"]),
        desc().const_label("d", "1").labels(["a", "b"]),
        desc().const_label("c", "1").labels(["a", "z"]),
        desc().const_label("c", "1").labels(["a"]),
        desc().const_label("c", "1").labels(["a", "b", "z"]),
        desc().const_labels([("b", "v"), ("c", "1")]).labels(["a"]),
    ];
    for other in others {
        is_refused(&described, &other.build());
    }
    // Their order is that of their names anyway.
    let turned = desc().labels(["b", "a"]).const_label("c", "1").build();
    assert!(sent(&Registry::pedantic(), &described, turned).is_empty());
}

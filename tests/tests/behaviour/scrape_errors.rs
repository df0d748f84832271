//! What a scrape says went wrong, and in which order it looks: S28–S31, S33.

use metrics_core::{Desc, GatherErrorKind, Kind, Registry, Scrape};

use crate::support::{Custom, gauge};

fn collecting(collect: impl Fn(&mut Scrape<'_>) + Send + Sync + 'static) -> Registry {
    let registry = Registry::new();
    registry.register(Custom::new(&[], collect)).unwrap();
    registry
}

#[test]
fn s28_errors_are_counted_and_listed() {
    let errors = |count: usize| {
        let registry = collecting(move |scrape| {
            (0..count).for_each(|_| scrape.error(&gauge("x"), "gone"));
        });
        registry.gather().errors
    };
    let two = errors(2);
    assert_eq!(two.to_string(), format!("2 error(s) occurred:\n* {}\n* {}", two[0], two[1]));
    let one = errors(1);
    assert_eq!(one.to_string(), format!("1 error(s) occurred:\n* {}", one[0]));
    assert!(errors(0).into_result().is_ok());
}

#[test]
fn s29_what_is_wrong_with_the_descriptor_comes_first() {
    let registry = collecting(|scrape| {
        let invalid = Desc::invalid("no idea");
        scrape.gauge(&invalid, &["surplus"], 1.0);
        scrape.error(&invalid, "gone");
    });
    let errors = registry.gather().errors;
    assert_eq!(errors.len(), 2);
    for error in &errors {
        assert!(matches!(error.kind(), GatherErrorKind::InvalidDesc { .. }), "{error}");
        assert!(error.to_string().contains("no idea"), "{error}");
    }
}

#[test]
fn s30_help_is_named_as_it_is_and_as_it_was() {
    let registry = collecting(|scrape| {
        scrape.gauge(&Desc::new("x", "one"), &[], 1.0);
        // Of another kind and unit as well, which is looked at after the help.
        scrape.counter(&Desc::builder("x", "two").unit("bytes").build(), &[], 1_u64);
    });
    let gathered = registry.gather();
    assert_eq!(gathered.errors.len(), 1);
    let message = gathered.errors[0].to_string();
    assert!(message.contains("has help `two`, and before it had `one`"), "{message}");
    assert_eq!(gathered.families[0].help(), "one");
}

#[test]
fn s31_a_family_that_collides_blocks_no_other() {
    let registry = collecting(|scrape| {
        let histogram = |scrape: &mut Scrape<'_>, name: &'static str| {
            scrape.histogram(&Desc::new(name, ""), &[], 0, 0.0, &[]);
        };
        histogram(scrape, "x");
        histogram(scrape, "x_count");
        scrape.gauge(&Desc::new("x_count_sum", ""), &[], 1.0);
        // Nor is its kind remembered: it collides again, and is of no other kind than before.
        scrape.gauge(&Desc::new("x_count", ""), &[], 1.0);
    });
    let gathered = registry.gather();
    let names: Vec<_> = gathered.families.iter().map(|family| family.name().to_owned()).collect();
    assert_eq!(names, ["x", "x_count_sum"]);
    let kinds: Vec<_> = gathered.errors.iter().map(|error| error.kind().clone()).collect();
    assert!(
        matches!(&kinds[..], [
            GatherErrorKind::SuffixCollision { existing: first, .. },
            GatherErrorKind::SuffixCollision { existing: second, .. },
        ] if first.name() == "x" && second.name() == "x"),
        "{kinds:?}"
    );
}

#[test]
fn s33_a_family_of_refused_metrics_blocks_others() {
    let registry = collecting(|scrape| {
        let refused = Desc::builder("x", "").labels(["quantile"]).build();
        scrape.summary(&refused, &["1"], 0, 0.0, &[]);
        scrape.gauge(&Desc::new("x", ""), &[], 1.0);
        scrape.gauge(&Desc::new("x_sum", ""), &[], 1.0);
        scrape.summary(&Desc::new("x", ""), &[], 0, 0.0, &[]);
    });
    let gathered = registry.gather();
    let kinds: Vec<_> = gathered.errors.iter().map(|error| error.kind().clone()).collect();
    assert!(
        matches!(
            &kinds[..],
            [
                GatherErrorKind::ReservedLabel { label: "quantile", .. },
                GatherErrorKind::InconsistentKind { kind: Kind::Gauge, known: Kind::Summary, .. },
                GatherErrorKind::SuffixCollision { .. },
            ]
        ),
        "{kinds:?}"
    );
    assert_eq!(gathered.families.len(), 1);
}

#[test]
fn s31_the_first_metric_decides_the_kind() {
    let registry = collecting(|scrape| {
        let desc = Desc::builder("x", "").labels(["a"]).build();
        scrape.untyped(&desc, &["1"], 1.0);
        scrape.gauge(&desc, &["2"], 2.0);
        scrape.untyped(&desc, &["3"], 3.0);
    });
    let gathered = registry.gather();
    assert_eq!(gathered.families[0].metric.len(), 2);
    assert!(matches!(
        gathered.errors[0].kind(),
        GatherErrorKind::InconsistentKind { kind: Kind::Gauge, known: Kind::Untyped, .. }
    ));
    assert_eq!(gathered.errors.len(), 1);
}

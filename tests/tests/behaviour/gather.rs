//! Scrapes: S19–S47, S76, D5, D14, K4–K7, K15.

use std::sync::Arc;
use std::time::{Duration, Instant, UNIX_EPOCH};

use metrics_core::proto::{LabelPair, MetricFamily};
use metrics_core::sample::{Millis, Sample};
use metrics_core::{Desc, Format, GatherError, GatherErrorKind, Kind, Registry, Scrape};

use crate::support::{Custom, errors, gauge, in_time, one, silent, text};

fn collecting(
    descs: &[Desc],
    collect: impl Fn(&mut Scrape<'_>) + Send + Sync + 'static,
) -> Registry {
    let registry = Registry::new();
    registry.register(Custom::new(descs, collect)).unwrap();
    registry
}

#[test]
fn s19_an_empty_registry_gathers_nothing() {
    let gathered = Registry::new().gather();
    assert!(gathered.families.is_empty() && gathered.errors.is_empty());
    assert_eq!(text(&Registry::new()), "");
}

#[test]
fn s25_an_error_costs_its_metric_only() {
    let (good, bad) = (gauge("good"), gauge("bad"));
    let registry = collecting(&[good.clone(), bad.clone()], move |scrape| {
        scrape.error(&bad, "the disk is gone");
        scrape.gauge(&good, &[], 1.0);
        scrape.gauge(&bad, &["surplus"], 1.0);
    });
    let encoded = registry.encode(Format::Text);
    let found: Vec<_> = encoded.errors.iter().map(|error| error.kind().clone()).collect();
    assert!(matches!(&found[..], [
        GatherErrorKind::Collect { desc, .. },
        GatherErrorKind::LabelCount { expected: 0, got: 1, .. },
    ] if desc.name() == "bad"));
    let message = encoded.errors.to_string();
    assert!(message.starts_with("2 error(s) occurred:\n* metric `bad`"), "{message}");
    assert!(message.contains("the disk is gone") && message.contains("gather.rs:"), "{message}");
    assert_eq!(encoded.into_string(), "# HELP good help\n# TYPE good gauge\ngood 1\n");
}

#[test]
fn s26_a_panic_is_reported_once_and_keeps_what_was_sent() {
    let (before, after) = (gauge("before"), gauge("after"));
    let registry = collecting(&[before.clone(), after.clone()], move |scrape| {
        scrape.gauge(&before, &[], 1.0);
        assert!(after.name().is_empty(), "out of luck");
        scrape.gauge(&after, &[], 1.0);
    });
    registry.register(one(&gauge("other"))).unwrap();
    for _ in 0..2 {
        let gathered = registry.gather();
        let names: Vec<_> = gathered.families.iter().map(|f| f.name().to_owned()).collect();
        assert_eq!(names, ["before", "other"]);
        assert_eq!(gathered.errors.len(), 1);
        let message = gathered.errors.to_string();
        assert!(message.contains("Custom") && message.contains("out of luck"), "{message}");
    }
}

#[test]
fn s29_an_invalid_desc_drops_the_metric() {
    let invalid = Desc::builder("x", "").labels(["__a"]).build();
    let registry = collecting(&[], move |scrape| scrape.gauge(&invalid, &["1"], 1.0));
    let errors = errors(&registry);
    assert!(matches!(errors[0].kind(), GatherErrorKind::InvalidDesc { .. }));
}

#[test]
fn s30_help_unit_and_kind_must_agree() {
    let first = Desc::builder("x", "help").unit("bytes").build();
    let help = Desc::builder("x", "other").unit("bytes").const_label("a", "1").build();
    let unit = Desc::builder("x", "help").unit("meters").const_label("a", "2").build();
    let kind = Desc::builder("x", "help").unit("bytes").const_label("a", "3").build();
    let registry = collecting(&[], move |scrape| {
        scrape.gauge(&first, &[], 1.0);
        scrape.gauge(&help, &[], 2.0);
        scrape.gauge(&unit, &[], 3.0);
        scrape.counter(&kind, &[], 4_u64);
    });
    let found: Vec<_> = errors(&registry).iter().map(|error| error.kind().clone()).collect();
    assert!(matches!(
        &found[..],
        [
            GatherErrorKind::InconsistentHelp { .. },
            GatherErrorKind::InconsistentUnit { .. }, // K4
            GatherErrorKind::InconsistentKind { kind: Kind::Counter, known: Kind::Gauge, .. },
        ]
    ));
    assert_eq!(registry.gather().families[0].metric.len(), 1);
}

#[test]
fn s31_help_is_always_set_and_the_unit_only_if_there_is_one() {
    let (plain, bytes) = (Desc::new("a", ""), Desc::builder("b", "").unit("bytes").build());
    let registry = collecting(&[], move |scrape| {
        scrape.untyped(&plain, &[], 1.0);
        scrape.untyped(&bytes, &[], 1.0);
    });
    let families = registry.gather().families;
    assert_eq!((families[0].help.as_deref(), families[0].unit.as_deref()), (Some(""), None));
    assert_eq!(families[1].unit.as_deref(), Some("bytes"));
}

#[test]
fn s32_a_pedantic_registry_refuses_what_was_not_described() {
    let (described, surprise) = (gauge("described"), gauge("surprise"));
    let written = described.clone();
    let collector = Arc::new(Custom::new(&[described], move |scrape: &mut Scrape<'_>| {
        scrape.gauge(&written, &[], 1.0);
        scrape.gauge(&surprise, &[], 1.0);
    }));
    let plain = Registry::new();
    plain.register(Arc::clone(&collector)).unwrap();
    assert!(errors(&plain).is_empty());
    let pedantic = Registry::pedantic();
    pedantic.register(collector).unwrap();
    let found = errors(&pedantic);
    assert!(
        matches!(found[0].kind(), GatherErrorKind::Unregistered { desc } if desc.name() == "surprise")
    );
    assert_eq!(pedantic.gather().families.len(), 1);

    // The same name with other labels was not described either.
    let (described, sent) = (
        Desc::builder("x", "help").labels(["a"]).build(),
        Desc::builder("x", "help").labels(["b"]).build(),
    );
    let pedantic = Registry::pedantic();
    let collect = move |scrape: &mut Scrape<'_>| scrape.gauge(&sent, &["1"], 1.0);
    pedantic.register(Custom::new(&[described], collect)).unwrap();
    assert!(matches!(errors(&pedantic)[0].kind(), GatherErrorKind::Unregistered { .. }));

    // Of an unchecked collector nothing is known.
    let unchecked = Registry::pedantic();
    let desc = gauge("x");
    let collect = move |scrape: &mut Scrape<'_>| scrape.gauge(&desc, &[], 1.0);
    unchecked.register(Custom::new(&[], collect)).unwrap();
    assert!(errors(&unchecked).is_empty());
}

#[test]
fn s33_a_family_that_lost_all_blocks_others_and_is_not_shown() {
    let described = gauge("described");
    let lost = Desc::builder("lost", "one").build();
    let other_help = Desc::builder("lost", "two").build();
    let registry = Registry::pedantic();
    let descs = [described.clone()];
    let collector = Custom::new(&descs, move |scrape: &mut Scrape<'_>| {
        scrape.gauge(&lost, &[], 1.0);
        scrape.gauge(&other_help, &[], 1.0);
        scrape.gauge(&described, &[], 1.0);
    });
    registry.register(collector).unwrap();
    let gathered = registry.gather();
    assert_eq!(gathered.families.len(), 1);
    let found: Vec<_> = gathered.errors.iter().map(GatherError::kind).collect();
    assert!(matches!(
        found[..],
        [GatherErrorKind::Unregistered { .. }, GatherErrorKind::InconsistentHelp { .. }]
    ));
}

#[test]
fn s35_s36_suffix_collisions() {
    let histogram = |scrape: &mut Scrape<'_>| {
        scrape.histogram(&Desc::new("x", ""), &[], 0, 0.0, &[]);
    };
    let summary = |scrape: &mut Scrape<'_>| scrape.summary(&Desc::new("x", ""), &[], 0, 0.0, &[]);
    let check = |of: fn(&mut Scrape<'_>), suffix: &'static str, collides: bool| {
        let name = format!("x{suffix}");
        for other_first in [false, true] {
            let other = Desc::new(name.clone(), "");
            let registry = collecting(&[], move |scrape| {
                if other_first {
                    scrape.gauge(&other, &[], 1.0);
                }
                of(scrape);
                if !other_first {
                    scrape.gauge(&other, &[], 1.0);
                }
            });
            let gathered = registry.gather();
            assert_eq!(gathered.errors.is_empty(), !collides, "{suffix} first: {other_first}");
            if collides {
                let kind = gathered.errors[0].kind();
                assert!(matches!(kind, GatherErrorKind::SuffixCollision { .. }));
                assert_eq!(gathered.families.len(), 1);
            }
        }
    };
    for suffix in ["_count", "_sum", "_bucket"] {
        check(histogram, suffix, true);
    }
    check(summary, "_count", true);
    check(summary, "_sum", true);
    check(summary, "_bucket", false);
    for suffix in ["_total", "_created", "_info"] {
        check(histogram, suffix, false); // S37
    }
}

#[test]
fn s37_a_bare_suffix_is_a_name() {
    let registry = collecting(&[], |scrape| {
        scrape.gauge(&Desc::new("_sum", ""), &[], 1.0);
        scrape.histogram(&Desc::new("x", ""), &[], 0, 0.0, &[]);
    });
    assert!(errors(&registry).is_empty());
}

#[test]
fn s38_a_label_of_the_kind_drops_the_metric() {
    let registry = collecting(&[], |scrape| {
        let le = Desc::builder("h", "").labels(["le"]).build();
        scrape.histogram(&le, &["x"], 0, 0.0, &[]);
        let quantile = Desc::builder("s", "").const_label("quantile", "x").build();
        scrape.summary(&quantile, &[], 0, 0.0, &[]);
        scrape.gauge(&Desc::builder("g", "").labels(["le"]).build(), &["x"], 1.0);
    });
    let found: Vec<_> = errors(&registry).iter().map(|error| error.kind().clone()).collect();
    assert!(matches!(
        &found[..],
        [
            GatherErrorKind::ReservedLabel { label: "le", .. },
            GatherErrorKind::ReservedLabel { label: "quantile", .. },
        ]
    ));
    assert_eq!(registry.gather().families.len(), 1);
}

#[test]
fn d13_errors_name_both_places() {
    let registry = collecting(&[], |scrape| {
        scrape.gauge(&Desc::new("x", "one"), &[], 1.0);
        scrape.gauge(&Desc::new("x", "two"), &[], 1.0);
    });
    let message = errors(&registry)[0].to_string();
    let places = message.matches("gather.rs:").count();
    assert!(places == 2 && message.contains("\n  there: "), "{message}");
}

#[test]
fn d14_a_payload_that_panics_once_more_hangs_nothing() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            assert!(std::thread::panicking(), "not when it is dropped by the scrape");
        }
    }
    let registry = Registry::new();
    for _ in 0..3 {
        let collector = Custom::new(&[], |_: &mut Scrape<'_>| std::panic::panic_any(Bomb));
        registry.register(collector).unwrap();
    }
    registry.register(one(&gauge("x"))).unwrap();
    let gathered = in_time(move || registry.gather());
    assert_eq!((gathered.families.len(), gathered.errors.len()), (1, 3));
}

#[test]
fn whole_numbers_of_any_type_are_counters() {
    let registry = collecting(&[], |scrape| {
        scrape.counter(&Desc::new("a", ""), &[], 1);
        scrape.counter(&Desc::new("b", ""), &[], [0; 3].len());
        scrape.counter(&Desc::new("c", ""), &[], 7_u8);
    });
    let found = text(&registry);
    assert!(found.contains("a 1\n") && found.contains("b 3\n") && found.contains("c 7\n"));
}

#[test]
fn s41_the_same_series_twice_is_dropped() {
    let desc = Desc::builder("x", "").labels(["b", "a"]).build();
    let other = Desc::builder("x", "").labels(["a", "b"]).build();
    let registry = collecting(&[], move |scrape| {
        scrape.gauge(&desc, &["1", "2"], 1.0);
        scrape.gauge(&desc, &["2", "1"], 2.0);
        scrape.gauge(&other, &["2", "1"], 3.0);
    });
    let gathered = registry.gather();
    assert!(matches!(gathered.errors[0].kind(), GatherErrorKind::Duplicate { labels, .. }
        if labels[..] == [("a".into(), "2".into()), ("b".into(), "1".into())]));
    assert_eq!(gathered.errors.len(), 1);
    let values: Vec<_> =
        gathered.families[0].metric.iter().map(|m| m.gauge.unwrap().value()).collect();
    assert_eq!(values, [2.0, 1.0], "the first of the two is kept");
}

#[test]
fn s41_series_of_two_moments_are_two() {
    let registry = collecting(&[], |scrape| {
        let desc = Desc::new("x", "");
        for (value, at) in [(1.0, 1), (2.0, 2), (3.0, 1)] {
            scrape.sample_at(&desc, &[], Sample::Gauge(value), Millis(at));
        }
        scrape.gauge(&desc, &[], 4.0);
    });
    let gathered = registry.gather();
    assert_eq!(gathered.errors.len(), 1);
    assert!(matches!(gathered.errors[0].kind(), GatherErrorKind::Duplicate { .. }));
    let found: Vec<_> = gathered.families[0]
        .metric
        .iter()
        .map(|metric| (metric.gauge.unwrap().value(), metric.timestamp_ms))
        .collect();
    assert_eq!(found, [(1.0, Some(1)), (2.0, Some(2)), (4.0, None)]);
}

#[test]
fn s41_the_texts_of_a_series_are_kept_apart() {
    let registry = collecting(&[], |scrape| {
        for (labels, values) in [
            (&["a", "bb"][..], &["1", "2"][..]),
            (&["a", "b"], &["1b", "2"]),
            (&["ab"], &["c"]),
            (&["a"], &["bc"]),
        ] {
            let desc = Desc::builder("x", "").labels(labels.iter().copied()).build();
            scrape.gauge(&desc, values, 1.0);
        }
    });
    assert!(errors(&registry).is_empty());
}

#[test]
fn s46_of_equal_labels_the_earlier_is_first_and_now_is_last() {
    let registry = collecting(&[], |scrape| {
        let desc = Desc::new("x", "");
        scrape.sample_at(&desc, &[], Sample::Gauge(3.0), Millis(3_000));
        scrape.sample_at(&desc, &[], Sample::Gauge(1.0), Millis(-1_000));
        scrape.gauge(&desc, &[], 0.0);
        scrape.sample_at(&desc, &[], Sample::Gauge(2.0), Millis(2_000));
    });
    let families = registry.gather().families;
    let found: Vec<_> = families[0].metric.iter().map(|metric| metric.timestamp_ms).collect();
    assert_eq!(found, [Some(-1_000), Some(2_000), Some(3_000), None]);
}

#[test]
fn s76_a_moment_is_the_millisecond_it_lies_in() {
    let micros = Duration::from_micros;
    for (moment, millis) in [
        (UNIX_EPOCH + micros(1_395_066_363_123_999), 1_395_066_363_123),
        (UNIX_EPOCH, 0),
        (UNIX_EPOCH - micros(1), -1),
        (UNIX_EPOCH - micros(1_000), -1),
        (UNIX_EPOCH - micros(1_001), -2),
    ] {
        assert_eq!(Millis::from(moment), Millis(millis));
    }
}

#[test]
fn k15_names_that_are_written_alike_are_refused() {
    let registry = collecting(&[], |scrape| {
        scrape.gauge(&Desc::new("a.b", ""), &[], 1.0);
        scrape.gauge(&Desc::new("a_b", ""), &[], 2.0);
        // The samples of a histogram are written, too.
        scrape.histogram(&Desc::new("x.y", ""), &[], 0, 0.0, &[]);
        scrape.gauge(&Desc::new("x-y_sum", ""), &[], 3.0);
    });
    let gathered = registry.gather();
    let names: Vec<_> = gathered.families.iter().map(MetricFamily::name).collect();
    assert_eq!(names, ["a.b", "x.y"]);
    let found: Vec<_> = gathered.errors.iter().map(GatherError::kind).collect();
    assert!(
        matches!(
            found[..],
            [GatherErrorKind::NamesMeet { desc, existing }, GatherErrorKind::SuffixCollision { .. }]
                if desc.name() == "a_b" && existing.name() == "a.b"
        ),
        "{found:?}"
    );
    let message = gathered.errors.to_string();
    assert!(message.contains("is written as `a_b`, and so is `a.b`"), "{message}");
}

#[test]
fn k15_series_whose_labels_are_written_alike_are_refused() {
    let registry = collecting(&[], |scrape| {
        for label in ["a.b", "a_b"] {
            scrape.gauge(&Desc::builder("x", "").labels([label]).build(), &["1"], 1.0);
        }
        let both = Desc::builder("y", "").labels(["a.b", "a_b"]).build();
        scrape.gauge(&both, &["1", "2"], 1.0);
    });
    let gathered = registry.gather();
    let mut found: Vec<_> = gathered.errors.iter().map(|e| e.kind().to_string()).collect();
    found.sort();
    assert_eq!(
        found,
        [
            "has an invalid descriptor: labels `a_b` and `a.b` are both written as `a_b`",
            "was collected before with the same labels, {a_b=\"1\"}",
        ]
    );
    assert_eq!(gathered.families.len(), 1);
}

#[test]
fn s42_label_sets_may_differ_within_a_family() {
    let registry = collecting(&[], |scrape| {
        scrape.gauge(&Desc::builder("x", "").labels(["a"]).build(), &["1"], 1.0);
        scrape.gauge(&Desc::builder("x", "").labels(["b"]).build(), &["1"], 2.0);
    });
    assert!(errors(&registry).is_empty());
    assert_eq!(registry.gather().families[0].metric.len(), 2);
}

#[test]
fn s45_to_s47_the_order_of_everything() {
    let registry = Registry::new();
    for name in ["b", "é", "Z", "a"] {
        registry.register(one(&gauge(name))).unwrap();
    }
    let names: Vec<_> =
        registry.gather().families.iter().map(|family| family.name().to_owned()).collect();
    assert_eq!(names, ["Z", "a", "b", "é"]);

    let registry = collecting(&[], |scrape| {
        let two = Desc::builder("x", "").labels(["b", "a"]).build();
        scrape.gauge(&two, &["1", "2"], 1.0);
        scrape.gauge(&two, &["2", "1"], 2.0);
        scrape.gauge(&Desc::builder("x", "").labels(["z"]).build(), &["9"], 3.0);
        scrape.gauge(&Desc::builder("x", "").build(), &[], 4.0);
    });
    let families = registry.gather().families;
    let values: Vec<_> =
        families[0].metric.iter().map(|metric| metric.gauge.unwrap().value()).collect();
    assert_eq!(values, [4.0, 3.0, 2.0, 1.0]);
    let labels: Vec<_> = families[0].metric[2].label.iter().map(LabelPair::name).collect();
    assert_eq!(labels, ["a", "b"]);
}

#[test]
fn k7_a_metric_of_another_kind_than_described_is_dropped() {
    let desc = gauge("x");
    let registry = collecting(std::slice::from_ref(&desc.clone()), move |scrape| {
        scrape.counter(&desc, &[], 1_u64);
    });
    let found = errors(&registry);
    assert!(matches!(found[0].kind(), GatherErrorKind::InconsistentKind { .. }));
}

#[test]
fn s34_of_two_conflicting_metrics_the_first_registered_wins() {
    for _ in 0..10 {
        let registry = Registry::new();
        for value in 0..8 {
            let collector = Custom::new(&[], move |scrape: &mut Scrape<'_>| {
                std::thread::sleep(Duration::from_millis(8 - value));
                let value = f64::from(u32::try_from(value).unwrap());
                scrape.gauge(&Desc::new("x", ""), &[], value);
            });
            registry.register(collector).unwrap();
        }
        let gathered = registry.gather();
        assert_eq!(gathered.families[0].metric[0].gauge.unwrap().value(), 0.0);
        assert_eq!(gathered.errors.len(), 7);
    }
}

#[test]
fn s21_slow_collectors_run_side_by_side() {
    const NAMES: [&str; 20] = [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r",
        "s", "t",
    ];
    let registry = Registry::new();
    for name in NAMES {
        let desc = gauge(name);
        let written = desc.clone();
        let collector = Custom::new(&[desc], move |scrape: &mut Scrape<'_>| {
            std::thread::sleep(Duration::from_millis(50));
            scrape.gauge(&written, &[], 1.0);
        });
        registry.register(collector).unwrap();
    }
    registry.register(silent(&[gauge("fast")])).unwrap();
    for _ in 0..3 {
        let start = Instant::now();
        let gathered = registry.gather();
        let elapsed = start.elapsed();
        assert_eq!(gathered.families.len(), 20);
        assert!(elapsed < Duration::from_millis(250), "{elapsed:?}");
    }
}

#[test]
fn s20_collectors_may_change_the_registry() {
    let registry = Arc::new(Registry::new());
    let inner = Arc::clone(&registry);
    let collector = Custom::new(&[], move |_: &mut Scrape<'_>| {
        let _ = inner.register(one(&gauge("late")));
    });
    registry.register(collector).unwrap();
    let [first, second] = in_time(move || [text(&registry), text(&registry)]);
    assert!(first.is_empty() && second.contains("late 1\n"), "{first}, {second}");
}

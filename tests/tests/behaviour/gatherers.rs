//! Many registries: S18, S48–S52, B12, J11, J12, J17–J20, K3, K16.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Barrier};
use std::thread;

use metrics_core::{
    Candidate, Collector, Concatenated, Counter, Desc, Descs, Format, GatherErrorKind, Gatherer,
    Gatherers, Gauge, Histogram, Kind, RegisterErrorKind, Registerer, Registry, Scrape, Scraped,
    TextFileError, Wrapped, collector_fn, gatherer_fn, write_text_file,
};

use crate::support::{gauge, one, silent, text};

fn with(descs: impl IntoIterator<Item = Desc>) -> Registry {
    let registry = Registry::new();
    for desc in descs {
        registry.register(one(&desc)).unwrap();
    }
    registry
}

fn names(gatherer: &impl Gatherer) -> Vec<String> {
    gatherer.gather().families.iter().map(|family| family.name().to_owned()).collect()
}

fn labelled(name: &'static str, value: &'static str) -> Desc {
    Desc::builder(name, "help").kind(Kind::Gauge).const_label("a", value).build()
}

#[test]
fn s48_errors_say_which_gatherer_they_come_from() {
    let broken = || {
        let collect = |scrape: &mut Scrape<'_>| {
            scrape.error(&gauge("lost"), "gone");
            scrape.gauge(&gauge("kept"), &[], 1.0);
        };
        let registry = Registry::new();
        registry.register(collector_fn(collect).described([])).unwrap();
        registry
    };
    let inner = Gatherers::new().with(with([])).with(broken());
    let all = Gatherers::new().with(inner).with(with([gauge("fine")]));
    let gathered = all.gather();
    assert_eq!(names(&all), ["fine", "kept"]);
    assert_eq!(gathered.errors.len(), 1);
    assert_eq!(gathered.errors[0].gatherers(), [1, 2]);
    let message = gathered.errors[0].to_string();
    assert!(
        message.starts_with("[from Gatherer #1] [from Gatherer #2] metric `lost`"),
        "{message}"
    );
    assert!(Gatherers::new().gather().families.is_empty());
}

#[test]
fn s49_the_first_of_two_that_contradict_each_other_wins() {
    let first = with([labelled("x", "1"), labelled("x", "2"), gauge("same")]);
    let other_help = with([Desc::builder("x", "other").kind(Kind::Gauge).build()]);
    let other_kind = Registry::new();
    other_kind.register(Counter::named("same", "help")).unwrap();
    let overlaps = with([labelled("x", "2"), labelled("x", "3")]);
    let all = Gatherers::from_iter([first, other_help, other_kind, overlaps]);
    let gathered = all.gather();
    let found: Vec<_> =
        gathered.errors.iter().map(|e| (e.gatherers()[0], e.kind().clone())).collect();
    assert!(
        matches!(&found[..], [
        (2, GatherErrorKind::InconsistentHelp { .. }),
        (3, GatherErrorKind::InconsistentKind { kind: Kind::Counter, known: Kind::Gauge, .. }),
        (4, GatherErrorKind::Duplicate { labels, .. }),
    ] if labels[..] == [("a".into(), "2".into())]),
        "{found:?}"
    );
    assert_eq!(names(&all), ["same", "x"]);
    let values: Vec<_> =
        gathered.families[1].metric.iter().map(|m| m.label[0].value().to_owned()).collect();
    assert_eq!(values, ["1", "2", "3"]);
}

#[test]
fn s49_suffix_collisions_leave_the_later_family_out() {
    let histogram = Registry::new();
    histogram.register(Histogram::named("x", "")).unwrap();
    let count = Registry::new();
    count.register(Counter::named("x_count", "")).unwrap();
    let all = Gatherers::new().with(histogram).with(count);
    let gathered = all.gather();
    assert_eq!(gathered.families.len(), 1);
    assert!(matches!(gathered.errors[0].kind(), GatherErrorKind::SuffixCollision { .. }));
    assert_eq!(gathered.errors.len(), 1);
}

#[test]
fn k3_the_unit_is_kept_and_compared() {
    let unit = |unit: &'static str, value: &'static str| {
        with([Desc::builder("x", "").unit(unit).const_label("a", value).kind(Kind::Gauge).build()])
    };
    let all = Gatherers::new().with(unit("bytes", "1")).with(unit("meters", "2"));
    let gathered = all.with(unit("bytes", "3")).gather();
    assert_eq!(gathered.families[0].unit.as_deref(), Some("bytes"));
    assert_eq!(gathered.families[0].metric.len(), 2);
    assert!(matches!(gathered.errors[0].kind(), GatherErrorKind::InconsistentUnit { .. }));
}

#[test]
fn d14_a_panicking_gatherer_is_one_error() {
    let panics = gatherer_fn(|| -> Scraped { panic!("out of luck") });
    for all in [
        Box::new(Gatherers::new().with(with([gauge("x")])).with(panics)) as Box<dyn Gatherer>,
        Box::new(
            Concatenated::new()
                .with(with([gauge("x")]))
                .with(gatherer_fn(|| -> Scraped { panic!("out of luck") })),
        ),
    ] {
        let gathered = all.gather();
        assert_eq!((gathered.families.len(), gathered.errors.len()), (1, 1));
        let message = gathered.errors[0].to_string();
        assert!(
            message.starts_with("[from Gatherer #2] ")
                && message.ends_with("panicked: out of luck"),
            "{message}"
        );
    }
}

#[test]
fn s51_side_by_side_nothing_is_compared() {
    let all = Concatenated::new()
        .with(with([gauge("b"), gauge("c")]))
        .with(with([gauge("a"), gauge("b")]));
    assert_eq!(names(&all), ["a", "b", "b", "c"]);
    assert!(all.gather().errors.is_empty());
    let broken = collector_fn(|scrape: &mut Scrape<'_>| scrape.error(&gauge("x"), "gone"));
    let registry = Registry::new();
    registry.register(broken).unwrap();
    let gathered = all.with(registry).gather();
    assert_eq!(gathered.errors[0].gatherers(), [3]);
}

#[test]
fn j18_a_transaction_ends_when_the_families_are_written() {
    let calls = Arc::new(AtomicUsize::new(0));
    let gatherer = |registry: Registry| {
        let calls = Arc::clone(&calls);
        gatherer_fn(move || {
            let calls = Arc::clone(&calls);
            registry.scrape().on_done(move || {
                calls.fetch_add(1, Relaxed);
            })
        })
    };
    // Many transactions are one, whichever way they are put together (J20).
    let merged = Gatherers::new().with(gatherer(with([gauge("a")]))).with(gatherer(with([])));
    let both = Concatenated::new().with(merged).with(gatherer(with([gauge("b")])));
    let scraped = both.scrape();
    assert_eq!(calls.load(Relaxed), 0);
    assert!(scraped.names().eq(["a", "b"]));
    let encoded = scraped.encode(Format::Text);
    assert_eq!(calls.load(Relaxed), 3);
    assert!(encoded.into_string().contains("\na 1\n"));
    let _ = both.gather();
    assert_eq!(calls.load(Relaxed), 6);
    drop(both.scrape());
    assert_eq!(calls.load(Relaxed), 9);
}

#[test]
fn d14_a_panic_at_the_end_of_a_transaction_is_an_error() {
    let registry = with([gauge("x")]);
    let encoded = registry.scrape().on_done(|| panic!("too late")).encode(Format::Text);
    assert!(encoded.errors.len() == 1 && encoded.errors[0].to_string().contains("too late"));
    assert!(encoded.into_string().ends_with("\nx 1\n"));
    drop(registry.scrape().on_done(|| panic!("nobody is told")));
}

#[test]
fn j11_a_closure_may_leave_families_out() {
    let registry = with([gauge("a"), gauge("b")]);
    let some = gatherer_fn(|| {
        let mut scraped = registry.scrape();
        scraped.retain(|name| name == "b");
        scraped
    });
    assert_eq!(names(&some), ["b"]);
    assert_eq!(names(&&some), ["b"]);
}

#[test]
fn b12_a_registry_is_a_collector() {
    let inner = Arc::new(Registry::new());
    inner.with_prefix("in_").register(Gauge::named("a", "help")).unwrap();
    inner.register(one(&gauge("b"))).unwrap();
    let outer = Registry::new();
    outer.with_labels([("part", "x")]).register(Arc::clone(&inner)).unwrap();
    assert_eq!(
        text(&outer),
        "\
# HELP b help
# TYPE b gauge
b{part=\"x\"} 1
# HELP in_a help
# TYPE in_a gauge
in_a{part=\"x\"} 0
"
    );
    // What it describes is taken.
    let taken = one(&Desc::builder("b", "help").kind(Kind::Gauge).const_label("part", "x").build());
    let error = outer.register(taken).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::DuplicateDesc { .. }));
    // Members that come later are collected, too (S18).
    inner.register(one(&gauge("c"))).unwrap();
    assert!(text(&outer).contains("\nc{part=\"x\"} 1\n"));
    // And compared with all others in a scrape.
    outer
        .register(
            collector_fn(|scrape: &mut Scrape<'_>| {
                scrape.gauge(&labelled("c", "1"), &[], 1.0);
                scrape.gauge(
                    &Desc::builder("c", "help").const_label("part", "x").build(),
                    &[],
                    1.0,
                );
            })
            .described([]),
        )
        .unwrap();
    let errors = outer.gather().errors;
    assert!(matches!(errors[0].kind(), GatherErrorKind::Duplicate { .. }) && errors.len() == 1);
}

#[test]
fn k16_a_registry_is_recognised_by_itself() {
    let (inner, twin) = (Arc::new(with([gauge("x")])), with([gauge("x")]));
    let outer = Registry::new();
    let registered = outer.register(Arc::clone(&inner)).unwrap();
    assert!(outer.register(Arc::clone(&inner)).unwrap_err().already_registered().is_some());
    assert!(!outer.unregister(&twin));
    // Its members change, and it is still the same.
    inner.register(one(&gauge("y"))).unwrap();
    inner.unregister(&one(&gauge("x")));
    assert!(outer.register(Arc::clone(&inner)).unwrap_err().already_registered().is_some());
    assert!(outer.unregister(&*registered));
    assert_eq!(text(&outer), "");
    // In a wrap it is another, and through an equal wrap the same (S57).
    let wrap = || outer.with_prefix("p_").with_labels([("a", "1")]);
    wrap().register(Arc::clone(&inner)).unwrap();
    outer.register(Arc::clone(&inner)).unwrap();
    inner.register(one(&gauge("z"))).unwrap();
    assert!(!outer.with_prefix("p_").unregister(&*inner));
    assert!(wrap().unregister(&*inner) && outer.unregister(&*inner));
    let wrapped = || Wrapped::new(Arc::clone(&inner)).with_labels([("a", "1")]).with_prefix("p_");
    wrap().register(Arc::clone(&inner)).unwrap();
    inner.unregister(&one(&gauge("z")));
    assert!(outer.unregister(&wrapped()));
    // An empty one, too, which the reference does not check.
    let empty = Arc::new(Registry::new());
    outer.register(Arc::clone(&empty)).unwrap();
    assert!(outer.register(Arc::clone(&empty)).unwrap_err().already_registered().is_some());
    assert!(outer.unregister(&*empty));
}

#[test]
fn a_registry_cannot_collect_from_itself() {
    let (a, b, c) =
        (Arc::new(Registry::new()), Arc::new(Registry::new()), Arc::new(Registry::new()));
    a.register(Arc::clone(&b)).unwrap();
    b.with_prefix("p_").register(Arc::clone(&c)).unwrap();
    for inside in [&a, &b, &c] {
        let error = inside.register(Arc::clone(&a)).unwrap_err();
        assert!(matches!(error.kind(), RegisterErrorKind::Cycle));
    }
    let error = c.register(Wrapped::new(Arc::clone(&a)).with_prefix("x_")).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::Cycle));
    // Twice the same is no circle.
    a.with_prefix("q_").register(c).unwrap();
}

#[test]
fn registries_that_are_registered_in_each_other_at_once_make_no_circle() {
    for round in 0..2000 {
        let ring = [(); 3].map(|()| Arc::new(Registry::new()));
        let size = 2 + round % 2;
        let start = Barrier::new(size);
        let registered = thread::scope(|scope| {
            let threads: Vec<_> = (0..size)
                .map(|i| {
                    let (inside, outside) = (Arc::clone(&ring[i]), &ring[(i + 1) % size]);
                    let start = &start;
                    scope.spawn(move || {
                        start.wait();
                        outside.register(inside)
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        let refused: Vec<_> = registered.into_iter().filter_map(Result::err).collect();
        assert_eq!(refused.len(), 1, "{refused:?}");
        assert!(matches!(refused[0].kind(), RegisterErrorKind::Cycle));
    }
}

#[test]
fn a_registry_in_a_box_is_the_same_one() {
    let boxed = &*Box::leak(Box::new(Box::new(Registry::new())));
    let outer = Arc::new(Registry::new());
    let error = boxed.register(boxed).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::Cycle));
    outer.with_prefix("p_").register(boxed).unwrap();
    let error = boxed.register(Arc::clone(&outer)).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::Cycle));
}

#[test]
fn a_collectors_drop_may_register_a_registry_while_another_one_is_registered() {
    /// Registers a registry when it is dropped.
    struct Last(Arc<Registry>);
    impl Drop for Last {
        fn drop(&mut self) {
            self.0.register(Registry::new()).unwrap();
        }
    }
    impl Collector for Last {
        fn describe(&self, descs: &mut Descs) {
            descs.push(&gauge("last"));
        }
        fn collect(&self, _: &mut Scrape<'_>) {}
    }
    let left = Arc::new(Registry::new());
    let refused = Registry::new();
    refused.register(one(&gauge("last"))).unwrap();
    let taken_back = [
        Candidate::new(Registry::new()),
        Candidate::new(silent(&[gauge("other")])),
        Candidate::new(Last(Arc::clone(&left))),
    ];
    drop(refused.register_all(taken_back).unwrap_err());
    assert_eq!(left.registered().len(), 1);
    let late = [
        Candidate::new(Registry::new()),
        Candidate::new(one(&gauge("last"))),
        Candidate::new(Last(Arc::clone(&left))),
    ];
    drop(refused.register_all(late).unwrap_err());
    assert_eq!(left.registered().len(), 2);
}

#[test]
fn k5_panics_of_a_registrys_members_stay_with_them() {
    struct Broken;
    impl Collector for Broken {
        fn describe(&self, descs: &mut Descs) {
            descs.push(&gauge("before"));
        }
        fn collect(&self, scrape: &mut Scrape<'_>) {
            scrape.gauge(&gauge("before"), &[], 1.0);
            panic!("out of luck");
        }
    }
    let inner = Registry::new();
    inner.register_all([Candidate::new(Broken), Candidate::new(one(&gauge("other")))]).unwrap();
    let outer = Registry::new();
    outer.with_prefix("p_").register(inner).unwrap();
    let gathered = outer.gather();
    assert_eq!(names(&outer), ["p_before", "p_other"]);
    assert_eq!(gathered.errors.len(), 1);
    let message = gathered.errors[0].to_string();
    assert!(message.contains("Broken") && message.contains("out of luck"), "{message}");
}

#[test]
fn s52_a_text_file_takes_the_place_of_another() {
    let folder = tests::Folder::new();
    let path = folder.join("metrics.prom");
    let files = || std::fs::read_dir(&*folder).unwrap().count();
    std::fs::write(&path, "old").unwrap();
    let registry = with([gauge("x")]);
    write_text_file(&path, &registry).unwrap();
    let expected = "# HELP x help\n# TYPE x gauge\nx 1\n";
    assert_eq!(std::fs::read_to_string(&path).unwrap(), expected);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o644);
    }
    assert_eq!(files(), 1);

    // What goes wrong leaves the target as it was, and nothing behind.
    registry.register(collector_fn(|s: &mut Scrape<'_>| s.error(&gauge("y"), "gone"))).unwrap();
    let error = write_text_file(&path, &registry).unwrap_err();
    assert!(matches!(&error, TextFileError::Scrape(errors) if errors.len() == 1));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), expected);
    assert_eq!(files(), 1);
    let panics = gatherer_fn(|| -> Scraped { panic!("out of luck") });
    let caught = std::panic::catch_unwind(|| write_text_file(&path, &panics));
    assert!(matches!(caught, Ok(Err(TextFileError::Scrape(_)))));
    assert_eq!(files(), 1);

    // A folder that is not there costs no scrape.
    let scrapes = AtomicUsize::new(0);
    let counts = gatherer_fn(|| {
        scrapes.fetch_add(1, Relaxed);
        Scraped::default()
    });
    let error = write_text_file(folder.join("not/there.prom"), &counts).unwrap_err();
    assert!(matches!(&error, TextFileError::Io { .. }) && error.to_string().contains("there.prom"));
    assert_eq!(scrapes.load(Relaxed), 0);
    // A target that cannot be replaced.
    std::fs::create_dir(folder.join("taken")).unwrap();
    write_text_file(folder.join("taken"), &with([])).unwrap_err();
    assert_eq!(files(), 2);
}

//! Bad input of every kind that reaches run time: a typed error that names the metric and the place,
//! and a registry that is as it was.
//!
//! Labels that a lookup lacks or does not know are no case here: label sets are types.

use std::panic::catch_unwind;
use std::sync::Arc;

use metrics_core::buckets::{self, BucketError};
use metrics_core::sample::{Bucket, InvalidSample, Quantile};
use metrics_core::{
    Candidate, Collector, CounterVec, Desc, DescBuilder, DescError, DynRegisterer, Format,
    GatherErrorKind, Histogram, Kind, LabelSet, RegisterErrorKind, Registerer, Registry, Scrape,
    StripedHistogram, Wrapped, collector_fn,
};

use crate::support::{gauge, one, silent};

#[derive(Collector, Default)]
struct Derived {
    /// Sizes.
    size_bytes: Histogram,
}

#[derive(Collector, Default)]
struct Late {
    /// Ages.
    age_seconds: Histogram,
}

#[derive(LabelSet)]
struct Hit {
    hit: bool,
}

#[track_caller]
fn known() -> DescBuilder {
    Desc::builder("known", "What is known.").kind(Kind::Gauge).unit("items")
}

/// What stands when the bad input comes.
fn standing(registry: Registry) -> Arc<Registry> {
    let dotted = Desc::builder("dotted.name", "help").kind(Kind::Gauge).build();
    let registered = registry.register_all([
        Candidate::new(one(&known().const_label("part", "standing").build())),
        Candidate::new(Derived::default()),
        Candidate::new(one(&gauge("age_seconds_count"))),
        Candidate::new(one(&dotted)),
        Candidate::new(silent(&[gauge("pair_a"), gauge("pair_b")])),
    ]);
    registered.unwrap();
    Arc::new(registry)
}

/// All that can be seen of a registry.
fn seen(registry: &Registry) -> (String, Vec<String>) {
    let encoded = registry.encode(Format::Text);
    assert!(encoded.errors.is_empty(), "{}", encoded.errors);
    (encoded.into_string(), seen_registered(registry))
}

fn seen_registered(registry: &Registry) -> Vec<String> {
    let registered = registry.registered().into_iter();
    let registered =
        registered.map(|one| format!("{:?} {} {:?}", one.ticket(), one.type_name(), one.descs()));
    registered.collect()
}

/// Whether a message names a place between two lines of this file.
fn names_a_line(message: &str, first: u32, last: u32) -> bool {
    let lines = message.split("bad_input.rs:").skip(1);
    let numbers = lines.map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
    numbers.flatten().any(|number| number.parse().is_ok_and(|n| (first..=last).contains(&n)))
}

/// A registration that is refused.
struct Refused {
    what: &'static str,
    line: u32,
    bad: Candidate,
    /// The name that the message says.
    name: &'static str,
    is_expected: fn(&RegisterErrorKind) -> bool,
    /// What can be registered under the same name all the same.
    good: Option<Desc>,
    /// Instead of a line of the case.
    place: Option<&'static str>,
}

impl Refused {
    #[track_caller]
    fn new<C: Collector>(
        what: &'static str,
        name: &'static str,
        bad: C,
        is_expected: fn(&RegisterErrorKind) -> bool,
    ) -> Self {
        let line = std::panic::Location::caller().line();
        let bad = Candidate::new(bad);
        Self { what, line, bad, name, is_expected, good: None, place: None }
    }

    /// A descriptor that is refused.
    #[track_caller]
    fn desc(
        what: &'static str,
        desc: DescBuilder,
        is_expected: fn(&RegisterErrorKind) -> bool,
    ) -> Self {
        Self::new(what, "bad", silent(&[desc.build()]), is_expected).with_good(gauge("bad"))
    }

    fn with_good(mut self, good: Desc) -> Self {
        self.good = Some(good);
        self
    }

    fn at(mut self, place: &'static str) -> Self {
        self.place = Some(place);
        self
    }
}

macro_rules! invalid {
    ($pattern:pat) => {
        |kind| matches!(kind, RegisterErrorKind::InvalidDesc { error: $pattern, .. })
    };
}

/// The buckets of a named histogram that were refused.
fn buckets_of(kind: &RegisterErrorKind) -> Option<&BucketError> {
    match kind {
        RegisterErrorKind::InvalidDesc { error: DescError::Other(error), .. } => {
            error.downcast_ref()
        }
        _ => None,
    }
}

#[track_caller]
fn bad() -> DescBuilder {
    Desc::builder("bad", "help").kind(Kind::Gauge)
}

fn refused() -> Vec<Refused> {
    // In this order, since a case ends where the next one begins.
    let mut cases = descriptors();
    cases.extend(metrics_and_wraps());
    cases.extend(contradictions());
    cases
}

#[rustfmt::skip] // A case begins where its description stands.
fn descriptors() -> Vec<Refused> {
    vec![
        Refused::new("an empty name", "", silent(&[Desc::new("", "help")]),
            invalid!(DescError::EmptyName)),
        Refused::desc("an empty label name", Desc::builder("bad", "help").labels([""]),
            invalid!(DescError::EmptyLabelName)),
        Refused::desc("an empty constant label name", Desc::builder("bad", "help").const_label("", "x"),
            invalid!(DescError::EmptyLabelName)),
        Refused::desc("a reserved label", Desc::builder("bad", "help").labels(["ok", "__zone"]),
            |kind| matches!(kind, RegisterErrorKind::InvalidDesc {
                error: DescError::ReservedLabelName(label), ..
            } if label == "__zone")),
        Refused::desc("a reserved constant label", Desc::builder("bad", "help").const_label("__zone", "eu"),
            invalid!(DescError::ReservedLabelName(_))),
        Refused::desc("a label twice", Desc::builder("bad", "help").labels(["a", "b", "a"]),
            |kind| matches!(kind, RegisterErrorKind::InvalidDesc {
                error: DescError::DuplicateLabelName(label), ..
            } if label == "a")),
        Refused::desc("a constant label twice", Desc::builder("bad", "help").const_labels([("a", "1"), ("a", "2")]),
            invalid!(DescError::DuplicateLabelName(_))),
        Refused::desc("a label that is constant and variable", Desc::builder("bad", "help").labels(["a"]).const_label("a", "1"),
            invalid!(DescError::DuplicateLabelName(_))),
        Refused::desc("labels that are written alike", Desc::builder("bad", "help").labels(["a.b", "a_b"]),
            invalid!(DescError::LabelNamesMeet { .. })),
        Refused::desc("a label of a histogram", Desc::builder("bad", "help").kind(Kind::Histogram).labels(["le"]),
            invalid!(DescError::LabelOfKind { label: "le", kind: Kind::Histogram })),
        Refused::desc("a constant label of a summary", Desc::builder("bad", "help").kind(Kind::Summary).const_label("quantile", "1"),
            invalid!(DescError::LabelOfKind { label: "quantile", kind: Kind::Summary })),
        Refused::new("a descriptor that could not be made", "", silent(&[Desc::invalid("no schema")]),
            |kind| kind.to_string().contains("no schema") && matches!(kind, RegisterErrorKind::InvalidDesc {
                error: DescError::Other(_), ..
            })),
    ]
}

#[rustfmt::skip]
fn metrics_and_wraps() -> Vec<Refused> {
    vec![
        Refused::new("the label of a named family is constant, too", "bad",
            CounterVec::<Hit>::named("bad", "help").const_label("hit", "true").build(),
            invalid!(DescError::DuplicateLabelName(_))).with_good(gauge("bad")),
        Refused::new("a constant label of a named histogram", "bad",
            Histogram::named("bad", "help").const_label("le", "1").build(),
            invalid!(DescError::LabelOfKind { .. })).with_good(gauge("bad")),
        Refused::new("buckets that do not increase", "bad",
            Histogram::named("bad", "help").buckets(&[1.0, 2.0, 2.0]).build(),
            |kind| matches!(buckets_of(kind), Some(BucketError::NotIncreasing { index: 2, .. })))
            .with_good(gauge("bad")),
        Refused::new("a bucket that is NaN", "bad",
            StripedHistogram::named("bad", "help").buckets(&[1.0, f64::NAN]).build(),
            |kind| matches!(buckets_of(kind), Some(BucketError::NaN { index: 1 })))
            .with_good(gauge("bad")),
        Refused::new("a wrap adds a label that is there", "bad",
            Wrapped::new(one(&bad().const_label("zone", "eu").build())).with_labels([("zone", "eu")]),
            invalid!(DescError::WrapLabel(_))).with_good(gauge("bad")),
        Refused::new("a wrap adds a label that is variable", "bad",
            Wrapped::new(silent(&[bad().labels(["zone"]).build()])).with_labels([("zone", "eu")]),
            invalid!(DescError::DuplicateLabelName(_))).with_good(gauge("bad")),
        Refused::new("a wrap adds a reserved label", "p_bad",
            Wrapped::new(one(&bad().build())).with_labels([("__zone", "eu")]).with_prefix("p_"),
            invalid!(DescError::ReservedLabelName(_))).with_good(gauge("p_bad")),
    ]
}

#[rustfmt::skip]
fn contradictions() -> Vec<Refused> {
    vec![
        Refused::new("another help", "known",
            silent(&[Desc::builder("known", "other").unit("items").const_label("part", "new").build()]),
            |kind| matches!(kind, RegisterErrorKind::InconsistentDesc { .. }))
            .with_good(known().const_label("part", "good").build()),
        Refused::new("another unit", "known",
            silent(&[Desc::builder("known", "What is known.").unit("bytes").const_label("part", "new").build()]),
            |kind| matches!(kind, RegisterErrorKind::InconsistentDesc { .. }))
            .with_good(known().const_label("part", "good").build()),
        Refused::new("another label", "known",
            silent(&[Desc::builder("known", "What is known.").unit("items").const_label("zone", "new").build()]),
            |kind| matches!(kind, RegisterErrorKind::InconsistentDesc { .. }))
            .with_good(known().const_label("part", "good").build()),
        Refused::new("a label that was constant and is variable", "known",
            silent(&[Desc::builder("known", "What is known.").unit("items").labels(["part"]).build()]),
            |kind| matches!(kind, RegisterErrorKind::InconsistentDesc { .. }))
            .with_good(known().const_label("part", "good").build()),
        Refused::new("another kind", "known",
            silent(&[Desc::builder("known", "What is known.").unit("items").kind(Kind::Counter).const_label("part", "new").build()]),
            |kind| matches!(kind, RegisterErrorKind::InconsistentKind {
                kind: Kind::Counter, existing_kind: Kind::Gauge, ..
            }))
            .with_good(known().const_label("part", "good").build()),
        Refused::new("a name that is written alike", "dotted_name", silent(&[gauge("dotted_name")]),
            |kind| matches!(kind, RegisterErrorKind::NamesMeet { .. }))
            .with_good(gauge("dotted:name")),
        Refused::new("a sample of a derived histogram", "size_bytes_count",
            one(&gauge("size_bytes_count")),
            |kind| matches!(kind, RegisterErrorKind::SuffixCollision { .. }))
            .with_good(gauge("size_bytes_total")),
        Refused::new("a derived histogram beside one of its samples", "age_seconds",
            Late::default(),
            |kind| matches!(kind, RegisterErrorKind::SuffixCollision { .. }))
            .at("bad_input::Late::age_seconds at "),
        Refused::new("the same once more", "known", one(&known().const_label("part", "standing").build()),
            |kind| matches!(kind, RegisterErrorKind::AlreadyRegistered(_))),
        Refused::new("a part of another collector", "pair_a", silent(&[gauge("bad"), gauge("pair_a")]),
            |kind| matches!(kind, RegisterErrorKind::DuplicateDesc { .. }))
            .with_good(gauge("bad")),
        Refused::new("two helps", "bad", silent(&[gauge("bad"), Desc::new("bad", "other")]),
            |kind| matches!(kind, RegisterErrorKind::InconsistentWithin { .. }))
            .with_good(gauge("bad")),
        Refused::new("two kinds", "bad",
            silent(&[bad().const_label("a", "1").build(),
                Desc::builder("bad", "help").kind(Kind::Counter).const_label("a", "2").build()]),
            |kind| matches!(kind, RegisterErrorKind::InconsistentWithin { .. }))
            .with_good(gauge("bad")),
        Refused::new("names of one collector that are written alike", "bad.name",
            silent(&[gauge("bad_name"), gauge("bad.name")]),
            |kind| matches!(kind, RegisterErrorKind::NamesMeet { .. }))
            .with_good(gauge("bad.name")),
        Refused::new("a panic while it is described", "",
            collector_fn(|_: &mut Scrape<'_>| panic!("on purpose")),
            |kind| matches!(kind, RegisterErrorKind::DescribePanicked { message, .. } if message == "on purpose"))
            .at("CollectorFn<behaviour::bad_input::contradictions"),
    ]
}

#[test]
fn what_is_refused_leaves_the_registry_as_it_was() {
    let count = refused().len();
    for make in [Registry::new, Registry::pedantic, || Registry::new().forgetting()] {
        for case in 0..count {
            let registry = standing(make());
            let before = seen(&registry);
            let mut cases = refused();
            let last = cases.get(case + 1).map_or(u32::MAX, |next| next.line - 1);
            let Refused { what, line, bad, name, is_expected, good, place } = cases.remove(case);

            // Between two that would be taken, in one transaction.
            let fresh = || Candidate::new(one(&gauge("fresh")));
            let late = Candidate::new(one(&gauge("late")));
            let error = registry.register_all([fresh(), bad.clone(), late]).unwrap_err();
            assert!(is_expected(error.kind()), "{what}: {error}");
            assert_eq!(seen(&registry), before, "{what}");
            // On its own, the error is the same.
            let error = registry.register(bad.collector().clone()).unwrap_err();
            assert!(is_expected(error.kind()), "{what}: {error}");
            assert_eq!(seen(&registry), before, "{what}");

            let message = error.to_string();
            if !name.is_empty() {
                assert!(message.contains(&format!("`{name}`")), "{what}: {message}");
            }
            match place {
                Some(place) => assert!(message.contains(place), "{what}: {message}"),
                None => assert!(names_a_line(&message, line, last), "{what}: {line}: {message}"),
            }

            // Nothing is known of the names either.
            let other = Desc::builder("fresh", "other").labels(["a"]).build();
            registry.register(silent(&[other])).unwrap_or_else(|error| panic!("{what}: {error}"));
            if let Some(good) = good {
                let taken = registry.register(one(&good));
                let taken = taken.unwrap_or_else(|error| panic!("{what}: {error}"));
                let name = metrics_core::name::escape(good.name());
                assert!(seen(&registry).0.contains(&*name), "{what}");
                assert!(registry.revoke(taken.ticket()));
            }
        }
    }
}

#[test]
fn a_registry_in_itself_is_refused_and_stays_as_it_was() {
    let (outer, inner) = (standing(Registry::new()), standing(Registry::new()));
    outer.with_prefix("in_").register(Arc::clone(&inner)).unwrap();
    let before = (seen(&outer), seen(&inner));
    let error = inner.register(Arc::clone(&outer)).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::Cycle));
    assert_eq!((seen(&outer), seen(&inner)), before);
}

/// A metric that is dropped from a scrape.
struct Dropped {
    what: &'static str,
    line: u32,
    /// `None`: the collector is unchecked.
    described: Option<Vec<Desc>>,
    write: Box<dyn Fn(&mut Scrape<'_>) + Send + Sync>,
    name: &'static str,
    is_expected: fn(&GatherErrorKind) -> bool,
}

impl Dropped {
    /// Of an unchecked collector.
    #[track_caller]
    fn new(
        what: &'static str,
        name: &'static str,
        write: impl Fn(&mut Scrape<'_>) + Send + Sync + 'static,
        is_expected: fn(&GatherErrorKind) -> bool,
    ) -> Self {
        let line = std::panic::Location::caller().line();
        Self { what, line, described: None, write: Box::new(write), name, is_expected }
    }

    /// Of a collector that describes something.
    fn described(mut self, descs: impl IntoIterator<Item = Desc>) -> Self {
        self.described = Some(descs.into_iter().collect());
        self
    }
}

fn bucket(upper_bound: f64, cumulative_count: u64) -> Bucket {
    Bucket { upper_bound, cumulative_count }
}

#[rustfmt::skip] // A case begins where its description stands.
fn dropped() -> Vec<Dropped> {
    vec![
        Dropped::new("too few label values", "bad",
            |scrape| scrape.gauge(&Desc::builder("bad", "help").labels(["a", "b"]).build(), &["1"], 1.0),
            |kind| matches!(kind, GatherErrorKind::LabelCount { expected: 2, got: 1, .. })),
        Dropped::new("too many label values", "bad",
            |scrape| scrape.gauge(&gauge("bad"), &["1"], 1.0),
            |kind| matches!(kind, GatherErrorKind::LabelCount { expected: 0, got: 1, .. })),
        Dropped::new("an invalid descriptor", "bad",
            |scrape| scrape.gauge(&Desc::builder("bad", "help").labels(["__a"]).build(), &["1"], 1.0),
            |kind| matches!(kind, GatherErrorKind::InvalidDesc { error: DescError::ReservedLabelName(_), .. })),
        Dropped::new("no name", "",
            |scrape| scrape.gauge(&Desc::new("", "help"), &[], 1.0),
            |kind| matches!(kind, GatherErrorKind::InvalidDesc { error: DescError::EmptyName, .. })),
        Dropped::new("another kind than described", "bad",
            |scrape| scrape.counter(&gauge("bad"), &[], 1),
            |kind| matches!(kind, GatherErrorKind::InconsistentKind { kind: Kind::Counter, known: Kind::Gauge, .. })),
        Dropped::new("another kind than what stands", "known",
            |scrape| scrape.counter(&Desc::builder("known", "What is known.").unit("items").build(), &[], 1),
            |kind| matches!(kind, GatherErrorKind::InconsistentKind { .. })),
        Dropped::new("another help than what stands", "known",
            |scrape| scrape.gauge(&Desc::builder("known", "other").unit("items").build(), &[], 1.0),
            |kind| matches!(kind, GatherErrorKind::InconsistentHelp { .. })),
        Dropped::new("another unit than what stands", "known",
            |scrape| scrape.gauge(&Desc::builder("known", "What is known.").build(), &[], 1.0),
            |kind| matches!(kind, GatherErrorKind::InconsistentUnit { .. })),
        Dropped::new("a label that a histogram writes", "bad",
            |scrape| scrape.histogram(&Desc::builder("bad", "help").labels(["le"]).build(), &["1"], 0, 0.0, &[]),
            |kind| matches!(kind, GatherErrorKind::ReservedLabel { label: "le", .. })),
        Dropped::new("a label that a summary writes", "bad",
            |scrape| scrape.summary(&Desc::builder("bad", "help").const_label("quantile", "1").build(), &[], 0, 0.0, &[]),
            |kind| matches!(kind, GatherErrorKind::ReservedLabel { label: "quantile", .. })),
        Dropped::new("a name that is written alike", "dotted_name",
            |scrape| scrape.gauge(&gauge("dotted_name"), &[], 1.0),
            |kind| matches!(kind, GatherErrorKind::NamesMeet { .. })),
        Dropped::new("a sample of a histogram", "size_bytes_sum",
            |scrape| scrape.gauge(&gauge("size_bytes_sum"), &[], 1.0),
            |kind| matches!(kind, GatherErrorKind::SuffixCollision { .. })),
        Dropped::new("a summary beside one of its samples", "age_seconds",
            |scrape| scrape.summary(&Desc::new("age_seconds", "help"), &[], 0, 0.0, &[]),
            |kind| matches!(kind, GatherErrorKind::SuffixCollision { .. })),
        Dropped::new("a series that is there", "known",
            |scrape| {
                let desc = Desc::builder("known", "What is known.").unit("items").labels(["part"]);
                scrape.gauge(&desc.build(), &["standing"], 2.0);
            },
            |kind| matches!(kind, GatherErrorKind::Duplicate { labels, .. } if labels[0].1 == "standing")),
        Dropped::new("buckets that do not increase", "bad",
            |scrape| scrape.histogram(&Desc::new("bad", "help"), &[], 2, 0.0, &[bucket(1.0, 1), bucket(1.0, 2)]),
            |kind| matches!(kind, GatherErrorKind::InvalidSample { error: InvalidSample::Bound { index: 1, .. }, .. })),
        Dropped::new("a bucket that counts less than the one before", "bad",
            |scrape| scrape.histogram(&Desc::new("bad", "help"), &[], 2, 0.0, &[bucket(1.0, 2), bucket(2.0, 1)]),
            |kind| matches!(kind, GatherErrorKind::InvalidSample { error: InvalidSample::Shrinks { .. }, .. })),
        Dropped::new("a bucket that counts more than there is", "bad",
            |scrape| scrape.histogram(&Desc::new("bad", "help"), &[], 1, 0.0, &[bucket(1.0, 2)]),
            |kind| matches!(kind, GatherErrorKind::InvalidSample { error: InvalidSample::Count { .. }, .. })),
        Dropped::new("a rank above 1", "bad",
            |scrape| {
                let quantiles = [Quantile { quantile: 1.5, value: 0.0 }];
                scrape.summary(&Desc::new("bad", "help"), &[], 0, 0.0, &quantiles);
            },
            |kind| matches!(kind, GatherErrorKind::InvalidSample { error: InvalidSample::Rank { .. }, .. })),
        Dropped::new("what could not be read", "bad",
            |scrape| scrape.error(&gauge("bad"), "gone"),
            |kind| matches!(kind, GatherErrorKind::Collect { error, .. } if error.to_string() == "gone")),
        Dropped::new("what was not described", "bad",
            |scrape| scrape.gauge(&gauge("bad"), &[], 1.0),
            |kind| matches!(kind, GatherErrorKind::Unregistered { .. }))
            .described([gauge("beside")]),
        Dropped::new("another label than described", "other",
            |scrape| scrape.gauge(&Desc::builder("other", "help").const_label("a", "1").build(), &[], 1.0),
            |kind| matches!(kind, GatherErrorKind::Unregistered { .. }))
            .described([gauge("beside"), Desc::builder("other", "help").const_label("a", "2").build()]),
        Dropped::new("a panic", "",
            |_| panic!("on purpose"),
            |kind| matches!(kind, GatherErrorKind::Panicked { message } if message == "on purpose")),
    ]
}

#[test]
fn what_is_dropped_from_a_scrape_leaves_all_else_as_it_was() {
    for make in [Registry::new, Registry::pedantic] {
        for case in 0..dropped().len() {
            let mut cases = dropped();
            let last = cases.get(case + 1).map_or(u32::MAX, |next| next.line - 1);
            let Dropped { what, line, described, write, name, is_expected } = cases.remove(case);
            let registry =
                standing(if described.is_some() { Registry::pedantic() } else { make() });
            let before = seen(&registry);
            let collect = move |scrape: &mut Scrape<'_>| {
                scrape.gauge(&gauge("beside"), &[], 1.0);
                write(scrape);
            };
            let collector = collector_fn(collect).described(described.unwrap_or_default());
            let registration = registry.register(collector).unwrap();
            let registered = seen_registered(&registry);

            for scrape in ["the first", "the second"] {
                let encoded = registry.encode(Format::Text);
                let errors = &encoded.errors;
                assert_eq!(errors.len(), 1, "{what}: {errors}");
                assert!(is_expected(errors[0].kind()), "{what}: {errors}");
                let message = errors[0].to_string();
                if matches!(errors[0].kind(), GatherErrorKind::Panicked { .. }) {
                    assert!(message.contains("CollectorFn"), "{message}");
                } else {
                    assert!(message.contains(&format!("`{name}`")), "{what}: {message}");
                    assert!(names_a_line(&message, line, last), "{what}: {line}: {message}");
                }
                // What stands is served, and so is what the collector sent besides.
                let beside = "# HELP beside help\n# TYPE beside gauge\nbeside 1\n";
                let text = encoded.into_string();
                assert!(text.contains(beside), "{what}: {text}");
                assert_eq!(text.replace(beside, ""), before.0, "{what}, {scrape} scrape");
            }
            assert_eq!(seen_registered(&registry), registered, "{what}");

            assert!(registry.revoke(registration.ticket()));
            assert_eq!(seen(&registry), before, "{what}");
            if name == "bad" {
                registry.register(one(&gauge("bad"))).unwrap();
                assert!(seen(&registry).0.contains("\nbad 1\n"), "{what}");
            }
        }
    }
}

#[test]
fn bounds_that_cannot_be_are_refused_with_their_place() {
    let bounds: [(&'static [f64], BucketError); 3] = [
        (&[2.0, 1.0], BucketError::NotIncreasing { index: 1, bound: 1.0, before: 2.0 }),
        (&[1.0, 1.0], BucketError::NotIncreasing { index: 1, bound: 1.0, before: 1.0 }),
        (
            &[1.0, f64::INFINITY, f64::INFINITY],
            BucketError::NotIncreasing { index: 2, bound: f64::INFINITY, before: f64::INFINITY },
        ),
    ];
    for (bounds, expected) in bounds {
        assert_eq!(Histogram::try_with_buckets(bounds).unwrap_err(), expected);
        assert_eq!(StripedHistogram::try_with_buckets(bounds).unwrap_err(), expected);
    }
    let nan = Histogram::try_with_buckets(&[f64::NAN]).unwrap_err();
    assert_eq!(nan, BucketError::NaN { index: 0 });
}

type Generate = fn() -> [f64; 3];

#[test]
fn generated_bounds_increase_or_are_refused() {
    for (min, max, count) in [
        (1.0, 10.0, 0),
        (0.0, 10.0, 3),
        (-1.0, 10.0, 3),
        (f64::NAN, 10.0, 3),
        (10.0, 1.0, 3),
        (1.0, 1.0, 3),
        (1.0, f64::NAN, 3),
        (1.0, f64::INFINITY, 3),
        // There is nothing between the two.
        (1.0, 1.0 + f64::EPSILON, 9),
    ] {
        // As they are made, or as they are used.
        let refused = match buckets::exponential_range(min, max, count) {
            Ok(bounds) => Histogram::try_with_buckets(bounds.leak()).unwrap_err(),
            Err(refused) => refused,
        };
        let is_expected = match refused {
            BucketError::Count => count == 0,
            BucketError::Start(start) => start == min || min.is_nan(),
            BucketError::NotIncreasing { index, .. } | BucketError::NaN { index } => index < count,
            _ => false,
        };
        assert!(is_expected, "{min} {max} {count}: {refused}");
    }
    // Functions of constants panic, which is a compiler error there.
    let panics: [(Generate, &str); 6] = [
        (|| buckets::linear(1.0, 0.0), "width"),
        (|| buckets::linear(1.0, f64::NAN), "width"),
        (|| buckets::exponential(0.0, 2.0), "first bound"),
        (|| buckets::exponential(f64::NAN, 2.0), "first bound"),
        (|| buckets::exponential(1.0, 1.0), "factor"),
        (|| buckets::exponential(1.0, f64::NAN), "factor"),
    ];
    for (generate, what) in panics {
        let panic = catch_unwind(generate).unwrap_err();
        let message = panic.downcast_ref::<&str>().unwrap();
        assert!(message.contains(what), "{message}");
    }
    catch_unwind(|| buckets::linear::<0>(1.0, 1.0)).unwrap_err();
    catch_unwind(|| buckets::exponential::<0>(1.0, 2.0)).unwrap_err();
}

//! What collectors may be: B1–B5, B7, S38–S44, S55 of labels of one's own.

use std::sync::Arc;

use metrics_core::sample::{Bucket, InvalidSample, Quantile, Sample, SampleError};
use metrics_core::{
    Collector, Desc, DescError, Descs, GatherErrorKind, MetricSlot, RegisterErrorKind, Registerer,
    Registry, Scrape, WriteMetric, Written, collector_fn, describe_by_collect,
};

use crate::support::{errors, gauge, text};

#[test]
fn b5_a_closure_is_a_collector_that_is_described_by_what_it_collects() {
    let (a, b) = (gauge("a"), Desc::builder("b", "").labels(["x"]).build());
    let collect = move |scrape: &mut Scrape<'_>| {
        scrape.gauge(&a, &[], 1.0);
        scrape.gauge(&b, &["1"], 1.0);
        scrape.gauge(&b, &["2"], 2.0);
        scrape.error(&gauge("c"), "gone");
    };
    let registry = Registry::new();
    registry.register(collector_fn(collect.clone())).unwrap();
    let names: Vec<_> =
        Descs::of(&collector_fn(collect.clone())).iter().map(|d| d.name().to_owned()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    // So it is checked, and can be unregistered.
    let error = registry.register(collector_fn(collect.clone())).unwrap_err();
    assert!(error.already_registered().is_some());
    assert!(registry.unregister(&collector_fn(collect)));
    assert_eq!(text(&registry), "");
}

#[test]
fn b5_the_descriptors_may_be_stated() {
    let collect = |scrape: &mut Scrape<'_>| scrape.gauge(&gauge("a"), &[], 1.0);
    let unchecked = || collector_fn(collect).described([]);
    let registry = Registry::new();
    registry.register(unchecked()).unwrap();
    assert!(!registry.unregister(&unchecked()));
    let registry = Registry::pedantic();
    registry.register(collector_fn(collect).described([gauge("b")])).unwrap();
    assert!(matches!(errors(&registry)[0].kind(), GatherErrorKind::Unregistered { .. }));
}

#[test]
fn b4_any_collector_can_be_described_by_what_it_collects() {
    struct Two(Desc, Desc);
    impl Collector for Two {
        fn describe(&self, descs: &mut Descs) {
            describe_by_collect(self, descs);
        }
        fn collect(&self, scrape: &mut Scrape<'_>) {
            scrape.gauge(&self.0, &[], 1.0);
            scrape.gauge(&self.1, &[], 2.0);
            scrape.gauge(&self.0, &[], 3.0);
        }
    }
    let two = Two(gauge("x"), gauge("y"));
    assert_eq!(Descs::of(&two).len(), 2);
    // Equal ones that were made anew are one; of those that contradict each other both count.
    let contradicts = collector_fn(|scrape: &mut Scrape<'_>| {
        scrape.gauge(&Desc::new("z", "one"), &[], 1.0);
        scrape.gauge(&Desc::new("z", "one"), &[], 1.0);
        scrape.gauge(&Desc::new("z", "two"), &[], 1.0);
    });
    assert_eq!(Descs::of(&contradicts).len(), 2);
    let error = Registry::new().register(contradicts).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::InconsistentWithin { .. }));
}

#[test]
fn d14_a_panic_while_describing_by_collecting_is_an_error() {
    let registry = Registry::new();
    let error = registry.register(collector_fn(|_: &mut Scrape<'_>| panic!("no"))).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::DescribePanicked { .. }));
}

struct Own {
    desc: Desc,
    write: fn(MetricSlot<'_>) -> Result<Written, SampleError>,
}

impl WriteMetric for Own {
    fn desc(&self) -> &Desc {
        &self.desc
    }

    fn write(&self, slot: MetricSlot<'_>) -> Result<Written, SampleError> {
        (self.write)(slot)
    }
}

#[test]
fn b1_metrics_of_ones_own() {
    let labelled = Desc::builder("good", "").labels(["a"]).build();
    let metrics: [Own; 4] = [
        Own { desc: labelled.clone(), write: |slot| Ok(slot.sample(&["1"], Sample::Gauge(1.0))) },
        Own { desc: labelled, write: |slot| Ok(slot.sample(&[], Sample::Gauge(1.0))) },
        Own { desc: gauge("fails"), write: |_| Err("gone".into()) },
        Own { desc: gauge("panics"), write: |_| panic!("out of luck") },
    ];
    let registry = Registry::new();
    let collect = move |scrape: &mut Scrape<'_>| {
        for metric in &metrics {
            let metric: &dyn WriteMetric = metric;
            scrape.metric(metric);
        }
        scrape.gauge(&gauge("after"), &[], 1.0);
    };
    registry.register(collector_fn(collect)).unwrap();
    let gathered = registry.gather();
    let names: Vec<_> = gathered.families.iter().map(|family| family.name().to_owned()).collect();
    assert_eq!(names, ["after", "good"]);
    let kinds: Vec<_> = gathered.errors.iter().map(|error| error.kind().clone()).collect();
    assert!(
        matches!(&kinds[..], [
        GatherErrorKind::LabelCount { .. },
        GatherErrorKind::Collect { desc: fails, .. },
        GatherErrorKind::Collect { desc: panics, error },
    ] if fails.name() == "fails" && panics.name() == "panics"
        && error.to_string() == "panicked: out of luck"),
        "{kinds:?}"
    );
}

/// A registry with one metric that has labels of its own.
fn labelled(registry: Registry, desc: &Desc, labels: &'static [(&str, &str)]) -> Registry {
    struct Labelled(Desc, &'static [(&'static str, &'static str)]);
    impl WriteMetric for Labelled {
        fn desc(&self) -> &Desc {
            &self.0
        }
        fn write(&self, slot: MetricSlot<'_>) -> Result<Written, SampleError> {
            Ok(slot.labelled(self.1, Sample::Gauge(1.0)))
        }
    }
    let metric = Labelled(desc.clone(), labels);
    let collect = move |scrape: &mut Scrape<'_>| scrape.metric(&metric);
    registry.register(collector_fn(collect).described([desc.clone()])).unwrap();
    registry
}

#[test]
fn s40_labels_of_ones_own_are_sorted_and_stand_alone() {
    let desc = Desc::builder("x", "").labels(["unused"]).const_label("c", "1").build();
    let registry = labelled(Registry::new(), &desc, &[("b", "1"), ("a.a", "2")]);
    assert_eq!(text(&registry), "# HELP x \n# TYPE x gauge\nx{a_a=\"2\",b=\"1\"} 1\n");
    let registry = labelled(Registry::new(), &desc, &[]);
    assert_eq!(text(&registry), "# HELP x \n# TYPE x gauge\nx 1\n");
}

#[test]
fn s55_a_wrap_adds_its_labels_to_labels_of_ones_own() {
    let registry = Registry::new();
    let wrapped = registry.with_prefix("p_").with_labels([("b", "2")]);
    let desc = Desc::new("x", "");
    let own = Arc::new(labelled(Registry::new(), &desc, &[("c", "3"), ("a", "1")]));
    wrapped.register(own).unwrap();
    assert!(text(&registry).ends_with("\np_x{a=\"1\",b=\"2\",c=\"3\"} 1\n"));
}

#[test]
fn s38_labels_of_ones_own_that_no_series_can_have() {
    let refused = |labels| {
        let errors = errors(&labelled(Registry::new(), &Desc::new("x", ""), labels));
        match errors[0].kind() {
            GatherErrorKind::InvalidLabels { error, .. } if errors.len() == 1 => error.clone(),
            other => panic!("{other}"),
        }
    };
    assert!(matches!(refused(&[("", "1")]), DescError::EmptyLabelName));
    assert!(matches!(refused(&[("__a", "1")]), DescError::ReservedLabelName(_)));
    // K6: also of two that are no neighbours.
    let twice = refused(&[("a", "1"), ("b", "2"), ("a", "3")]);
    assert!(matches!(twice, DescError::DuplicateLabelName(name) if name == "a"));
    let meet = refused(&[("a.b", "1"), ("a_b", "2")]);
    assert!(matches!(meet, DescError::LabelNamesMeet { .. })); // K15
}

#[test]
fn s33_a_metric_with_such_labels_blocks_what_contradicts_it() {
    struct Twice(Desc);
    impl WriteMetric for Twice {
        fn desc(&self) -> &Desc {
            &self.0
        }
        fn write(&self, slot: MetricSlot<'_>) -> Result<Written, SampleError> {
            Ok(slot.labelled(&[("a", "1"), ("a", "1")], Sample::Gauge(1.0)))
        }
    }
    let registry = Registry::new();
    let collect = |scrape: &mut Scrape<'_>| {
        scrape.metric(&Twice(Desc::new("x_count", "")));
        scrape.histogram(&Desc::new("x", ""), &[], 0, 0.0, &[]);
        // S30: what is wrong with the family comes first.
        scrape.metric(&Twice(Desc::new("x_count", "other")));
    };
    registry.register(collector_fn(collect).described([])).unwrap();
    let gathered = registry.gather();
    let kinds: Vec<_> = gathered.errors.iter().map(|error| error.kind().clone()).collect();
    assert!(
        matches!(
            &kinds[..],
            [
                GatherErrorKind::InvalidLabels { .. },
                GatherErrorKind::SuffixCollision { .. },
                GatherErrorKind::InconsistentHelp { .. },
            ]
        ),
        "{kinds:?}"
    );
    assert!(gathered.families.is_empty());
}

#[test]
fn s44_a_pedantic_registry_refuses_labels_that_were_not_described() {
    let desc = Desc::builder("x", "").labels(["b"]).const_label("a", "1").build();
    let as_described = labelled(Registry::pedantic(), &desc, &[("b", "2"), ("a", "1")]);
    assert!(text(&as_described).ends_with("\nx{a=\"1\",b=\"2\"} 1\n"));
    let otherwise: [&[_]; 4] = [
        &[("b", "2")],
        &[("a", "2"), ("b", "2")],
        &[("a", "1"), ("c", "2")],
        &[("a", "1"), ("b", "2"), ("c", "3")],
    ];
    for labels in otherwise {
        let errors = errors(&labelled(Registry::pedantic(), &desc, labels));
        let kind = errors[0].kind();
        assert!(matches!(kind, GatherErrorKind::InconsistentLabels { .. }), "{kind}");
        assert!(errors[0].to_string().contains("has other labels than its descriptor, {"));
        // S42: elsewhere they are tolerated.
        text(&labelled(Registry::new(), &desc, labels));
    }
}

/// What a scrape says of a histogram with this many observations and these buckets.
fn histogram(count: u64, buckets: &[(f64, u64)]) -> Option<InvalidSample> {
    let buckets = buckets
        .iter()
        .map(|&(upper_bound, cumulative_count)| Bucket { upper_bound, cumulative_count });
    let buckets: Vec<_> = buckets.collect();
    invalid(move |scrape, desc| scrape.histogram(desc, &[], count, 1.0, &buckets))
}

fn summary(ranks: &[f64]) -> Option<InvalidSample> {
    let quantiles: Vec<_> =
        ranks.iter().map(|&quantile| Quantile { quantile, value: f64::NAN }).collect();
    invalid(move |scrape, desc| scrape.summary(desc, &[], 0, 0.0, &quantiles))
}

fn invalid(
    write: impl Fn(&mut Scrape<'_>, &Desc) + Send + Sync + 'static,
) -> Option<InvalidSample> {
    let registry = Registry::new();
    let collect = move |scrape: &mut Scrape<'_>| {
        write(scrape, &Desc::new("x", ""));
        scrape.gauge(&gauge("other"), &[], 1.0);
    };
    registry.register(collector_fn(collect).described([])).unwrap();
    let gathered = registry.gather();
    let Some(error) = gathered.errors.first() else {
        assert_eq!(gathered.families.len(), 2);
        return None;
    };
    assert_eq!((gathered.errors.len(), gathered.families.len()), (1, 1));
    match error.kind() {
        GatherErrorKind::InvalidSample { desc, error } if desc.name() == "x" => Some(*error),
        other => panic!("{other}"),
    }
}

#[test]
fn k17_buckets_of_a_constant_histogram_are_checked() {
    assert_eq!(histogram(0, &[]), None);
    assert_eq!(histogram(9, &[(f64::NEG_INFINITY, 0), (-1.0, 3), (1.0, 3), (2.0, 9)]), None);
    assert_eq!(histogram(9, &[(1.0, 3), (f64::INFINITY, 9)]), None);
    let not_above = histogram(9, &[(1.0, 3), (1.0, 3)]);
    assert_eq!(not_above, Some(InvalidSample::Bound { index: 1, bound: 1.0 }));
    assert!(matches!(
        histogram(9, &[(f64::INFINITY, 9), (1.0, 9)]),
        Some(InvalidSample::Bound { index: 1, .. })
    ));
    for buckets in
        [&[(f64::NAN, 1)][..], &[(1.0, 1), (f64::NAN, 1)], &[(1.0, 1), (f64::NAN, 1), (2.0, 1)]]
    {
        assert!(matches!(histogram(9, buckets), Some(InvalidSample::Bound { .. })));
    }
    let shrinks = histogram(9, &[(1.0, 3), (2.0, 2)]);
    assert_eq!(shrinks, Some(InvalidSample::Shrinks { index: 1, count: 2, before: 3 }));
    let too_many = histogram(9, &[(1.0, 3), (2.0, 10)]);
    assert_eq!(too_many, Some(InvalidSample::Count { index: 1, count: 10, all: 9 }));
    let not_all = histogram(9, &[(1.0, 3), (f64::INFINITY, 8)]);
    assert_eq!(not_all, Some(InvalidSample::Count { index: 1, count: 8, all: 9 }));
}

#[test]
fn k17_ranks_of_a_constant_summary_are_checked() {
    assert_eq!(summary(&[]), None);
    assert_eq!(summary(&[0.0, 0.5, 1.0]), None);
    assert_eq!(summary(&[0.5, 0.5]), Some(InvalidSample::Rank { index: 1, rank: 0.5 }));
    for ranks in [&[-0.1][..], &[0.5, 1.1], &[f64::NAN], &[0.5, f64::NAN], &[0.9, 0.5]] {
        assert!(matches!(summary(ranks), Some(InvalidSample::Rank { .. })), "{ranks:?}");
    }
}

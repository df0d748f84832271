//! What collectors may be: B1–B5, B7.

use metrics_core::sample::{Bucket, InvalidSample, Quantile, Sample, SampleError};
use metrics_core::{
    Collector, Desc, Descs, GatherErrorKind, MetricSlot, RegisterErrorKind, Registry, Scrape,
    WriteMetric, Written, collector_fn, describe_by_collect,
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

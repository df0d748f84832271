//! What collectors may be: B1–B5, B7.

use metrics_core::sample::{Sample, SampleError};
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

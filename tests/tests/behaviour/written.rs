//! What is written by hand with the help of macros: `labels!` and `desc!`.

use std::panic::Location;

use metrics_core::sample::Sample;
use metrics_core::{
    ConstDesc, Desc, Format, Gauge, Kind, LabelPairs, LabelValue, MetricSlot, Registerer, Registry,
    WriteMetric, Written, collector_fn, desc, labels,
};

use crate::support::text;

const FREE: ConstDesc = desc!(
    "free_bytes",
    "Room that is left.",
    kind = Gauge,
    unit = "bytes",
    labels(disk, r#type),
    const_labels(zone = "eu", host = "a"),
);

#[derive(LabelValue)]
#[label(rename_all = "kebab-case")]
enum Zone {
    EuWest,
}

#[derive(LabelValue)]
#[label(transparent)]
struct Rack(u8);

#[test]
fn desc_is_the_descriptor_that_a_builder_makes() {
    let built = Desc::builder("free_bytes", "Room that is left.")
        .kind(Kind::Gauge)
        .unit("bytes")
        .labels(["disk", "type"])
        .const_labels([("zone", "eu"), ("host", "a")])
        .build();
    assert!(FREE.error().is_none());
    assert_eq!(FREE.to_string(), built.to_string());
    assert_eq!((FREE.id(), FREE.dimension()), (built.id(), built.dimension()));
    assert_eq!((FREE.kind(), FREE.unit()), (Some(Kind::Gauge), Some("bytes")));
}

#[test]
fn desc_is_made_once_and_copied() {
    let copy = FREE;
    assert!(std::ptr::eq(copy.get(), FREE.get()));
    assert_eq!(Desc::from(copy).to_string(), format!("{FREE:?}"));
    let each = || desc!("a", "A.");
    assert!(std::ptr::eq(each().get(), each().get()));
}

#[test]
fn desc_has_the_place_of_its_call() {
    let line = Location::caller().line() + 1;
    let place = desc!("a", "A.").place();
    assert_eq!((place.file, place.line), (file!(), line));
}

#[test]
fn desc_serves_a_collector() {
    let registry = Registry::pedantic();
    let collector = collector_fn(|scrape| scrape.gauge(&FREE, &["sda", "ssd"], 7.0));
    registry.register(collector.described([FREE.into()])).unwrap();
    let expected = "\
# HELP free_bytes Room that is left.
# TYPE free_bytes gauge
free_bytes{disk=\"sda\",host=\"a\",type=\"ssd\",zone=\"eu\"} 7
";
    assert_eq!(text(&registry), expected);
}

#[test]
fn labels_are_sorted_and_of_any_value() {
    let (zone, racks) = (String::from("eu"), [Rack(7)]);
    let labels = labels! { zone, rack: racks[0], shard: -1, closed: Zone::EuWest, r#in: true };
    let expected =
        [("closed", "eu-west"), ("in", "true"), ("rack", "7"), ("shard", "-1"), ("zone", "eu")];
    assert_eq!(*labels, expected);
    assert_eq!(labels[4].1.as_ptr(), zone.as_ptr());
}

#[test]
fn labels_with_literals_are_a_constant() {
    const LABELS: LabelPairs<'static, 2> = labels! { zone: "eu", tier: "edge" };
    assert_eq!(*LABELS, [("tier", "edge"), ("zone", "eu")]);
    assert!(labels! {}.is_empty());
}

#[test]
fn labels_find_curry_and_remove_series() {
    let load = Gauge::named("load", "Load.").labels(["zone", "rack", "host"]).build();
    let (zone, rack) = (String::from("eu"), 7_u8);
    load.with_labels(&labels! { host: "a", rack, zone }).unwrap().set(1.0);
    assert_eq!(load.with(&["eu", "7", "a"]).unwrap().get(), 1.0);
    let curried = load.curry(&labels! { rack, zone: zone.trim() }).unwrap();
    assert_eq!(curried.with(&["a"]).unwrap().get(), 1.0);
    assert_eq!(load.remove_matching(&labels! { rack: rack + 1 }), 0);
    assert_eq!(load.remove_matching(&labels! { zone: zone.as_str(), rack }), 1);
}

#[test]
fn labels_wrap_and_are_constant_ones() {
    let registry = Registry::new();
    let zone = String::from("eu");
    let gauge = Gauge::named("load", "Load.").const_labels(labels! { shard: 3 }).build();
    registry.with_labels(labels! { zone, tier: "edge" }).register(gauge).unwrap();
    let scrape = registry.encode(Format::Text).into_string();
    assert!(scrape.contains("\nload{shard=\"3\",tier=\"edge\",zone=\"eu\"} 0\n"), "{scrape}");
}

#[test]
fn labels_are_those_of_a_metric_of_ones_own() {
    struct Build(&'static str);

    impl WriteMetric for Build {
        fn desc(&self) -> &Desc {
            const INFO: ConstDesc = desc!("build_info", "The build.");
            INFO.get()
        }

        fn write(
            &self,
            slot: MetricSlot<'_>,
        ) -> Result<Written, metrics_core::sample::SampleError> {
            Ok(slot.labelled(&labels! { version: self.0, debug: true }, Sample::Gauge(1.0)))
        }
    }

    let registry = Registry::new();
    registry.register(collector_fn(|scrape| scrape.metric(&Build("1.2")))).unwrap();
    let scrape = registry.encode(Format::Text).into_string();
    assert!(scrape.contains("\nbuild_info{debug=\"true\",version=\"1.2\"} 1\n"), "{scrape}");
}

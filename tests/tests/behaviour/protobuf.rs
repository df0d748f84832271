//! Protobuf, delimited: S122, S127, S128.

use metrics_core::proto::MetricFamily;
use metrics_core::sample::{Bucket, Quantile, Sample};
use metrics_core::{Desc, Format, Registry, Scrape};

use crate::support::Custom;

fn collecting(collect: impl Fn(&mut Scrape<'_>) + Send + Sync + 'static) -> Registry {
    let registry = Registry::new();
    registry.register(Custom::new(&[], collect)).unwrap();
    registry
}

fn encoded(registry: &Registry) -> Vec<u8> {
    let encoded = registry.encode(Format::Protobuf);
    assert!(encoded.errors.is_empty(), "{}", encoded.errors);
    encoded.body
}

#[test]
fn s122_fields_that_are_zero_are_there_all_the_same() {
    let counter = Desc::new("a", "");
    let registry = collecting(move |scrape| scrape.counter(&counter, &[], 0_u64));
    let expected = [
        &b"\x14"[..],                            // the length
        b"\x0A\x01a",                            // name
        b"\x12\x00",                             // help, empty (S31)
        b"\x18\x00",                             // type: counter
        b"\x22\x0B\x1A\x09\x09\0\0\0\0\0\0\0\0", // metric, counter, value
    ];
    assert_eq!(encoded(&registry), expected.concat());
}

#[test]
fn s122_messages_follow_one_another() {
    let (gauge, summary) = (Desc::new("g", "h"), Desc::builder("s", "h").unit("bytes").build());
    let histogram = Desc::builder("h", "h").labels(["b", "a"]).build();
    let registry = collecting(move |scrape| {
        scrape.gauge(&gauge, &[], 1.5);
        let quantiles = [Quantile { quantile: 0.5, value: f64::NAN }];
        scrape.sample(&summary, &[], Sample::Summary { count: 0, sum: 0.0, quantiles: &quantiles });
        let buckets = [Bucket { upper_bound: 1.0, cumulative_count: 0 }];
        let sample = Sample::Histogram { count: 2, sum: 6.0, buckets: &buckets };
        scrape.sample_at(&histogram, &["1", "2"], sample, metrics_core::sample::Millis(7));
    });
    let body = encoded(&registry);
    let mut rest = &body[..];
    let mut names = Vec::new();
    while !rest.is_empty() {
        let family = <MetricFamily as prost::Message>::decode_length_delimited(&mut rest).unwrap();
        names.push(family.name().to_owned());
        if family.name() == "h" {
            let metric = &family.metric[0];
            let labels: Vec<_> = metric.label.iter().map(|l| (l.name(), l.value())).collect();
            assert_eq!(labels, [("a", "2"), ("b", "1")]);
            assert_eq!(metric.timestamp_ms, Some(7));
            let histogram = metric.histogram.as_ref().unwrap();
            assert_eq!(histogram.bucket[0].cumulative_count, Some(0));
            // Nothing says that it is native.
            assert_eq!(
                (histogram.schema, histogram.zero_count, histogram.zero_threshold),
                (None, None, None)
            );
        }
    }
    assert_eq!(names, ["g", "h", "s"]);
    let gathered = registry.gather().families;
    let again: Vec<u8> =
        gathered.iter().flat_map(prost::Message::encode_length_delimited_to_vec).collect();
    // A NaN is not equal to itself, its bytes are.
    assert_eq!(again, body, "what is gathered is what is written");
}

#[test]
fn s128_names_are_escaped_and_values_are_not() {
    let desc = Desc::builder("http.größe", "é.").labels(["a.b"]).build();
    let registry = collecting(move |scrape| scrape.gauge(&desc, &["c.d"], 1.0));
    let body = encoded(&registry);
    let family = <MetricFamily as prost::Message>::decode_length_delimited(&body[..]).unwrap();
    assert_eq!((family.name(), family.help()), ("http_gr__e", "é."));
    let label = &family.metric[0].label[0];
    assert_eq!((label.name(), label.value()), ("a_b", "c.d"));
    // What is gathered has names as they are.
    assert_eq!(registry.gather().families[0].name(), "http.größe");
}

#[test]
fn s127_the_content_type() {
    assert_eq!(
        Format::Protobuf.content_type(),
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; \
         encoding=delimited; escaping=underscores"
    );
}

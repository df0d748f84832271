//! Families of another library: `Scraped::from` (J8, J12, S31, S38, S41, K17).

use metrics_core::proto::{
    Bucket, Counter, Gauge, Histogram, LabelPair, Metric, MetricFamily, MetricType, Untyped,
};
use metrics_core::sample::InvalidSample;
use metrics_core::{
    DescError, Format, GatherErrorKind, Gatherer, Gatherers, Kind, Registry, Scraped, gatherer_fn,
    testing,
};

use crate::support::{gauge, one};

fn family(name: &str, kind: MetricType, metric: Vec<Metric>) -> MetricFamily {
    MetricFamily {
        name: Some(name.to_owned()),
        help: Some("help".to_owned()),
        r#type: Some(kind.into()),
        metric,
        unit: None,
    }
}

fn labels(labels: &[(&str, &str)]) -> Vec<LabelPair> {
    let pair = |(name, value): &(&str, &str)| LabelPair {
        name: Some((*name).to_owned()),
        value: Some((*value).to_owned()),
    };
    labels.iter().map(pair).collect()
}

fn number(pairs: &[(&str, &str)], value: f64) -> Metric {
    Metric { label: labels(pairs), gauge: Some(Gauge { value: Some(value) }), ..Metric::default() }
}

fn histogram(histogram: Histogram) -> Vec<Metric> {
    vec![Metric { histogram: Some(histogram), ..Metric::default() }]
}

/// What is wrong with a family; a good one beside it is there all the same.
fn errors(family: MetricFamily) -> Vec<GatherErrorKind> {
    let beside = self::family("beside", MetricType::Gauge, vec![number(&[], 1.0)]);
    let scraped = Scraped::from(vec![family, beside]);
    let place = format!("foreign.rs:{}", line!() - 1);
    let mut errors = Vec::new();
    for error in &scraped.errors {
        assert!(error.to_string().contains(&place), "{error}");
        assert!(error.collector().ends_with("MetricFamily"));
        errors.push(error.kind().clone());
    }
    assert!(scraped.names().any(|name| name == "beside"));
    errors
}

#[test]
fn families_of_another_library_are_put_in_order_and_written() {
    let families = vec![
        family("z", MetricType::Untyped, vec![]),
        MetricFamily {
            unit: Some("seconds".to_owned()),
            ..family(
                "b_seconds",
                MetricType::Gauge,
                vec![
                    number(&[("z", "1"), ("a", "2")], 1.5),
                    Metric { timestamp_ms: Some(7), ..number(&[], 2.0) },
                ],
            )
        },
        // Nothing but what must be: names and values are those of the format.
        MetricFamily {
            name: Some("a_total".to_owned()),
            metric: vec![Metric { counter: Some(Counter::default()), ..Metric::default() }],
            ..MetricFamily::default()
        },
    ];
    let encoded = Scraped::from(families).encode(Format::Text);
    assert!(encoded.errors.is_empty(), "{}", encoded.errors);
    assert_eq!(
        encoded.into_string(),
        "\
# HELP a_total 
# TYPE a_total counter
a_total 0
# HELP b_seconds help
# TYPE b_seconds gauge
b_seconds 2 7
b_seconds{a=\"2\",z=\"1\"} 1.5
"
    );
}

#[test]
fn s31_a_metric_has_a_value_of_the_kind_of_its_family() {
    let of_another = family("x", MetricType::Counter, vec![number(&[], 1.0)]);
    assert!(matches!(
        &errors(of_another)[..],
        [GatherErrorKind::InconsistentKind { kind: Kind::Gauge, known: Kind::Counter, .. }]
    ));
    let of_none = family("x", MetricType::Gauge, vec![Metric::default(), number(&[], 1.0)]);
    assert!(matches!(&errors(of_none)[..], [GatherErrorKind::Collect { error, .. }]
        if error.to_string() == "the metric has no value"));
    let unknown =
        MetricFamily { r#type: Some(99), ..family("x", MetricType::Gauge, vec![number(&[], 1.0)]) };
    let gauge_histogram = family("x", MetricType::GaugeHistogram, histogram(Histogram::default()));
    for of_no_type in [unknown, gauge_histogram] {
        assert!(matches!(&errors(of_no_type)[..], [GatherErrorKind::Collect { error, .. }]
            if error.to_string() == "the type of the family is not known"));
    }
}

#[test]
fn s38_names_and_labels_are_checked() {
    for (name, pairs, expected) in [
        ("", &[][..], "the metric's name is empty"),
        ("x", &[("", "1")][..], "a label's name is empty"),
        ("x", &[("__a", "1")], "label `__a` is reserved"),
        ("x", &[("a", "1"), ("b", "1"), ("a", "2")], "label `a` is given twice"),
    ] {
        let found = errors(family(name, MetricType::Gauge, vec![number(pairs, 1.0)]));
        assert!(
            matches!(&found[..], [GatherErrorKind::InvalidDesc { error, .. }]
            if error.to_string().starts_with(expected)),
            "{found:?}"
        );
    }
    let metric = Metric {
        label: labels(&[("le", "1")]),
        histogram: Some(Histogram::default()),
        ..Metric::default()
    };
    assert!(matches!(
        &errors(family("x", MetricType::Histogram, vec![metric]))[..],
        [GatherErrorKind::InvalidDesc {
            error: DescError::LabelOfKind { label: "le", kind: Kind::Histogram },
            ..
        }]
    ));
}

#[test]
fn s41_and_s36_series_and_families_are_compared() {
    let twice = vec![number(&[("a", "1")], 1.0), number(&[("a", "1")], 2.0)];
    assert!(matches!(
        &errors(family("x", MetricType::Gauge, twice))[..],
        [GatherErrorKind::Duplicate { .. }]
    ));
    let untyped = Metric { untyped: Some(Untyped::default()), ..Metric::default() };
    let scraped = Scraped::from(vec![
        family("x", MetricType::Histogram, histogram(Histogram::default())),
        family("x_count", MetricType::Untyped, vec![untyped]),
        // Of one name they are one family.
        family("y", MetricType::Gauge, vec![number(&[("a", "1")], 1.0)]),
        family("y", MetricType::Gauge, vec![number(&[("a", "2")], 1.0)]),
    ]);
    let kinds: Vec<_> = scraped.errors.iter().map(|error| error.kind().clone()).collect();
    assert!(matches!(&kinds[..], [GatherErrorKind::SuffixCollision { .. }]), "{kinds:?}");
    assert_eq!(scraped.names().collect::<Vec<_>>(), ["x", "y"]);
}

#[test]
fn k17_buckets_are_checked() {
    let bucket = |upper_bound, count| Bucket {
        upper_bound: Some(upper_bound),
        cumulative_count: Some(count),
        ..Bucket::default()
    };
    let of = |bucket| Histogram { sample_count: Some(2), bucket, ..Histogram::default() };
    let falling = of(vec![bucket(1.0, 2), bucket(2.0, 1)]);
    assert!(matches!(
        &errors(family("x", MetricType::Histogram, histogram(falling)))[..],
        [GatherErrorKind::InvalidSample { error: InvalidSample::Shrinks { .. }, .. }]
    ));
    let fractions = Histogram { sample_count_float: Some(0.5), ..Histogram::default() };
    assert!(matches!(
        &errors(family("x", MetricType::Histogram, histogram(fractions)))[..],
        [GatherErrorKind::Collect { error, .. }]
            if error.to_string() == "the histogram counts fractions"
    ));
    // That of `+Inf` may be there.
    let whole = of(vec![bucket(1.0, 1), bucket(f64::INFINITY, 2)]);
    let scraped = Scraped::from(vec![family("x", MetricType::Histogram, histogram(whole))]);
    let text = scraped.encode(Format::Text).into_string();
    assert_eq!(text.matches("le=\"+Inf\"} 2\n").count(), 1, "{text}");
}

#[test]
fn j12_they_are_merged_with_ours() {
    let registry = Registry::new();
    registry.register(one(&gauge("ours"))).unwrap();
    let theirs = || {
        Scraped::from(vec![
            family("theirs", MetricType::Gauge, vec![number(&[], 2.0)]),
            family("ours", MetricType::Gauge, vec![number(&[], 3.0), number(&[("a", "1")], 4.0)]),
        ])
    };
    let both = Gatherers::new().with(registry).with(gatherer_fn(theirs));
    let encoded = both.encode(Format::Text);
    assert_eq!(encoded.errors.len(), 1, "{}", encoded.errors);
    assert!(matches!(encoded.errors[0].kind(), GatherErrorKind::Duplicate { .. }));
    assert_eq!(encoded.errors[0].gatherers(), [2]);
    assert!(encoded.into_string().contains("\nours 1\nours{a=\"1\"} 4\n"));
}

#[test]
fn any_gatherer_can_be_looked_at_in_tests() {
    let registry = Registry::new();
    registry.register(one(&gauge("x"))).unwrap();
    let made =
        gatherer_fn(|| Scraped::from(vec![family("y", MetricType::Gauge, vec![number(&[], 2.0)])]));
    assert_eq!(testing::gather(&made).unwrap().value().unwrap(), 2.0);
    let both: Box<dyn Gatherer> = Box::new(Gatherers::new().with(registry).with(made));
    let found = testing::gather(&both).unwrap();
    assert_eq!((found.count(), found.only(["x"]).value().unwrap()), (2, 1.0));
    let wrong = gatherer_fn(|| {
        Scraped::from(vec![family("y", MetricType::Counter, vec![number(&[], 2.0)])])
    });
    assert!(matches!(testing::gather(&wrong), Err(testing::Error::Collect(errors))
        if errors.len() == 1));
}

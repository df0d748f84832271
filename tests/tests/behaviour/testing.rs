//! What tests of metrics use: S149–S151, K12.

use metrics_core::exposition::ParseErrorKind;
use metrics_core::sample::{Bucket, Millis, Quantile, Sample};
use metrics_core::testing::{self, Error, Line};
use metrics_core::{
    Collector, Counter, CounterVec, Desc, Format, Gauge, Histogram, Kind, LabelSet,
    RegisterErrorKind, Registry, Scrape,
};

use crate::support::{Custom, gauge, one, silent};

#[derive(LabelSet)]
struct Found {
    found: bool,
}

#[derive(Collector)]
#[collector(namespace = "cache", new)]
struct Cache {
    /// Lookups.
    lookups_total: CounterVec<Found>,
    /// Entries held.
    entries: Gauge,
}

fn cache() -> Cache {
    let cache = Cache::new();
    cache.lookups_total.with(Found { found: true }).add(3);
    cache.lookups_total.with(Found { found: false }).add(1);
    cache
}

const EXPECTED: &str = r#"
    # HELP cache_entries Entries held.
    # TYPE cache_entries gauge
    cache_entries 0
    # HELP cache_lookups_total Lookups.
    # TYPE cache_lookups_total counter
    cache_lookups_total{found="false"} 1
    cache_lookups_total{found="true"} 3
"#;

fn collecting(collect: impl Fn(&mut Scrape<'_>) + Send + Sync + 'static) -> testing::Snapshot {
    testing::collect(&Custom::new(&[], collect)).unwrap()
}

fn histogram() -> testing::Snapshot {
    collecting(|scrape| {
        let buckets = [
            Bucket { upper_bound: 0.5, cumulative_count: 1 },
            Bucket { upper_bound: 1e6, cumulative_count: 1_000_000 },
        ];
        scrape.histogram(&Desc::new("h", "H"), &[], 1_000_001, 2.5, &buckets);
    })
}

fn parse_error(text: &str) -> (usize, ParseErrorKind) {
    match testing::parse(text) {
        Err(Error::Parse(error)) => (error.line(), error.kind().clone()),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn s149_collectors_and_registries_are_compared_with_text() {
    let cache = cache();
    testing::collect(&cache).unwrap().compare(EXPECTED).unwrap();
    let registry = Registry::new();
    registry.register(cache).unwrap();
    testing::gather(&registry).unwrap().compare(EXPECTED).unwrap();
    testing::parse(EXPECTED).unwrap().compare(EXPECTED).unwrap();
}

#[test]
fn s149_spacing_order_and_spelling_do_not_matter() {
    let found = collecting(|scrape| {
        scrape.counter(&Desc::new("c_total", " C "), &[], u64::MAX);
        let desc = Desc::builder("g", "").labels(["a", "b"]).build();
        scrape.gauge(&desc, &["x", "y"], 1e6);
        scrape.gauge(&desc, &["x", "z"], f64::NAN);
        scrape.sample_at(&desc, &["x", "z"], Sample::Gauge(-0.0), Millis(5));
    });
    found
        .compare(
            "\t# a comment\n#\n# EOF\r\n\
             #  TYPE   g\tGauge \n\
             g { b = \"z\" , a=\"x\", }  0.0   5\t\n\
             g{a=\"x\",b=\"z\"} nan\n\n\
             {\"g\",\"a\"=\"x\",b=\"y\"} 1e+06\n\
             # TYPE c_total counter\n# HELP c_total      C \n\
             c_total{} 1.8446744073709552e+19",
        )
        .unwrap();
}

#[test]
fn s149_every_part_of_a_series_counts() {
    let found = collecting(|scrape| {
        let desc = Desc::builder("g", "G").labels(["a"]).build();
        scrape.sample_at(&desc, &["x"], Sample::Gauge(1.0), Millis(5));
    });
    let right = "# HELP g G\n# TYPE g gauge\ng{a=\"x\"} 1 5\n";
    found.compare(right).unwrap();
    for (from, to) in [
        ("G", "F"),
        ("# HELP g G\n", ""),
        ("gauge", "untyped"),
        ("# TYPE g gauge\n", ""),
        ("a=", "b="),
        ("\"x\"", "\"y\""),
        ("{a=\"x\"}", ""),
        ("} 1", "} 1.5"),
        (" 5", " 6"),
        (" 5", ""),
        ("g{a=\"x\"} 1 5\n", ""),
        ("1 5\n", "1 5\ng{a=\"z\"} 1\n"),
        ("# HELP g G", "other 1\n# HELP g G"),
    ] {
        let wrong = right.replacen(from, to, 1);
        assert_ne!(wrong, right);
        let error = found.compare(&wrong).unwrap_err();
        assert!(matches!(error, Error::Differs(_)), "{from} as {to}: {error:?}");
    }
}

#[test]
fn s149_buckets_need_no_suffix_and_the_last_one_may_be_left_out() {
    for text in [
        "h{le=\"0.5\"} 1\nh{le=\"1e6\"} 1e6\nh_sum 2.5\nh_count 1000001",
        "h_count 1000001\nh_bucket{le=\"+Inf\"} 1.000001e+06\nh_sum 2.5\nh{le=\"1000000\"} 1000000\n\
         h_bucket{le=\".5\"} 1",
    ] {
        histogram().compare(&format!("# HELP h H\n# TYPE h histogram\n{text}\n")).unwrap();
    }
    let summary = collecting(|scrape| {
        let quantiles =
            [Quantile { quantile: 0.5, value: 1.5 }, Quantile { quantile: 0.9, value: f64::NAN }];
        scrape.summary(&Desc::new("s", ""), &[], 2, 3.0, &quantiles);
    });
    summary
        .compare(
            "# TYPE s summary\ns_sum 3\ns_count 2\ns{quantile=\"0.9\"} NaN\ns{quantile=\"0.5\"} 1.5",
        )
        .unwrap();
    // Summaries have no buckets, and neither has a `_total`.
    let text = "s_bucket{le=\"1\"} 1\ns_sum 1\ns_count 1\ns_total 1\n";
    for (kind, families) in [("histogram", 2), ("summary", 3)] {
        let read = testing::parse(&format!("# TYPE s {kind}\n{text}")).unwrap();
        assert_eq!(read.count(), families, "{kind}");
    }
    // Without a type each is a family of its own.
    let untyped = testing::parse("h_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1\n").unwrap();
    assert_eq!(untyped.count(), 3);
}

#[test]
fn s149_counts_are_read_as_the_go_client_writes_them() {
    let found = collecting(|scrape| scrape.summary(&Desc::new("s", ""), &[], u64::MAX, 1e21, &[]));
    let text = |count| format!("# TYPE s summary\ns_sum 1e+21\ns_count {count}\n");
    found.compare(&text("1.8446744073709552e+19")).unwrap();
    found.compare(&text("18446744073709551615")).unwrap();
    assert!(found.compare(&text("2e19")).is_err());
}

#[test]
fn s149_the_expected_text_must_be_whole() {
    let found = histogram();
    for (text, line, lacks) in [
        ("h_sum 1", 2, "`_count`"),
        ("h_count 1", 2, "`_sum`"),
        ("h_sum 1\nh_count 1\nh 5", 4, "label `le`"),
        ("h_sum 1\nh_count 1\nh{a=\"b\",le=\"1\"} 1", 4, "`_sum`"),
    ] {
        let text = format!("# TYPE h histogram\n{text}\n");
        let error = found.compare(&text).unwrap_err();
        let Error::Parse(error) = error else { panic!("{error:?}") };
        let kind = ParseErrorKind::Incomplete { family: "h".to_owned(), lacks };
        assert_eq!((error.line(), error.kind()), (line, &kind), "{text}");
        // It can be read, if need be.
        testing::parse(&text).unwrap();
    }
}

#[test]
fn s149_the_names_filter_both_sides() {
    let found = testing::collect(&cache()).unwrap();
    let entries = found.clone().only(["cache_entries"]);
    entries.compare(EXPECTED).unwrap();
    entries
        .compare("# HELP cache_entries Entries held.\n# TYPE cache_entries gauge\ncache_entries 0")
        .unwrap();
    assert!(entries.compare("").is_err());
    found.clone().only(["absent"]).compare(EXPECTED).unwrap();
    found.clone().only(["absent"]).compare("").unwrap();
    assert!(found.only(["absent"]).compare("absent 1").is_err());
}

#[test]
fn s149_a_difference_is_shown_line_by_line() {
    let error = testing::collect(&cache())
        .unwrap()
        .compare(&EXPECTED.replace("} 3", "} 4").replace("entries", "things"))
        .unwrap_err();
    let message = "\
the metrics differ from what was expected (`-` expected, `+` found):
+ # HELP cache_entries Entries held.
+ # TYPE cache_entries gauge
+ cache_entries 0
  # HELP cache_lookups_total Lookups.
  # TYPE cache_lookups_total counter
  cache_lookups_total{found=\"false\"} 1
- cache_lookups_total{found=\"true\"} 4
+ cache_lookups_total{found=\"true\"} 3
- # HELP cache_things Entries held.
- # TYPE cache_things gauge
- cache_things 0";
    assert_eq!(error.to_string(), message);
    // `unwrap` prints this.
    assert_eq!(format!("{error:?}"), message);
    let Error::Differs(difference) = error else { unreachable!() };
    let missing = difference.lines().filter(|line| matches!(line, Line::Missing(_)));
    assert_eq!(missing.count(), 4);
}

#[test]
fn s149_names_are_not_escaped() {
    let found = collecting(|scrape| {
        let desc = Desc::builder("a.\"b\"", "").labels(["c.d", "e:f"]).build();
        scrape.gauge(&desc, &["1", "2"], 1.0);
        scrape.histogram(&Desc::new("h.i", ""), &[], 1, 2.0, &[]);
    });
    let text = "# HELP \"a.\\\"b\\\"\" \n# TYPE \"a.\\\"b\\\"\" gauge\n\
                {\"a.\\\"b\\\"\",\"c.d\"=\"1\",e:f=\"2\"} 1\n\
                # HELP \"h.i\" \n# TYPE \"h.i\" histogram\n\
                {\"h.i_bucket\",le=\"+Inf\"} 1\n{\"h.i_sum\"} 2\n{\"h.i_count\"} 1\n";
    assert_eq!(found.to_string(), text);
    found.compare(text).unwrap();
    let escaped = String::from_utf8(found.encode(Format::Text)).unwrap();
    assert!(escaped.contains("a__b_{c_d=\"1\",e:f=\"2\"} 1\n"), "{escaped}");
    assert!(found.compare(&escaped).is_err());
}

#[test]
fn s150_units_are_not_compared() {
    let found = collecting(|scrape| {
        let desc = Desc::builder("a_bytes", "").unit("bytes").build();
        scrape.gauge(&desc, &[], 1.0);
    });
    found.compare("# TYPE a_bytes gauge\na_bytes 1\n").unwrap();
}

#[test]
fn s151_the_value_is_that_of_exactly_one_series() {
    let (counter, gauge) = (Counter::new(), Gauge::new());
    counter.add(7);
    gauge.set(-0.5);
    assert_eq!(testing::metric("c", &counter).unwrap().value().unwrap(), 7.0);
    assert_eq!(testing::metric("g", &gauge).unwrap().value().unwrap(), -0.5);
    let untyped = collecting(|scrape| scrape.untyped(&Desc::new("u", ""), &[], 1.5));
    assert_eq!(untyped.value().unwrap(), 1.5);

    let none = testing::collect(&silent(&[gauge_desc()])).unwrap();
    assert!(matches!(none.value(), Err(Error::NotOne { series }) if series.is_empty()));
    let cache = testing::collect(&cache()).unwrap();
    let error = cache.value().unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected exactly one series and found 3: `cache_entries`, \
         `cache_lookups_total{found=\"false\"}`, `cache_lookups_total{found=\"true\"}`"
    );
    assert_eq!(cache.only(["cache_entries"]).value().unwrap(), 0.0);
    let error = testing::metric("h", &Histogram::new()).unwrap().value().unwrap_err();
    assert!(
        matches!(&error, Error::NotOneValue { series, kind: Kind::Histogram } if series == "h")
    );
    assert_eq!(format!("{error:?}"), "`h` is a histogram, which has more than one value");
}

fn gauge_desc() -> Desc {
    gauge("x")
}

#[test]
fn s151_series_are_counted() {
    let cache = cache();
    assert_eq!(testing::metric("x", &cache.lookups_total).unwrap().count(), 2);
    let registry = Registry::new();
    assert_eq!(testing::gather(&registry).unwrap().count(), 0);
    registry.register(cache).unwrap();
    let found = testing::gather(&registry).unwrap();
    assert_eq!(found.count(), 3);
    assert_eq!(found.clone().only(["cache_lookups_total", "absent"]).count(), 2);
    assert_eq!(found.only::<&str>([]).count(), 0);
    assert_eq!(histogram().count(), 1);
}

#[test]
fn s151_a_collector_that_a_registry_refuses_is_an_error() {
    let twice = silent(&[Desc::new("x", "one"), Desc::new("x", "two")]);
    let error = testing::collect(&twice).unwrap_err();
    assert!(matches!(error, Error::Describe(RegisterErrorKind::InconsistentWithin { .. })));
    let error = testing::metric("", &Counter::new()).unwrap_err();
    assert!(matches!(error, Error::Collect(_)), "{error}");
}

#[test]
fn s151_collecting_is_pedantic_and_guarded() {
    let (described, sent) = (gauge("described"), gauge("sent"));
    let other = Custom::new(&[described], move |scrape: &mut Scrape<'_>| {
        scrape.gauge(&sent, &[], 1.0);
    });
    let error = testing::collect(&other).unwrap_err();
    assert!(error.to_string().contains("was not described at registration"), "{error}");
    let panicking = Custom::new(&[], |_: &mut Scrape<'_>| panic!("out of luck"));
    let error = testing::collect(&panicking).unwrap_err();
    assert!(error.to_string().contains("out of luck"), "{error}");
    // What a registry found all the same is not taken for everything.
    let registry = Registry::new();
    registry.register(one(&gauge("good"))).unwrap();
    registry.register(panicking).unwrap();
    assert!(matches!(testing::gather(&registry), Err(Error::Collect(errors)) if errors.len() == 1));
}

#[test]
fn k12_formatting_ends_as_the_format_does() {
    let found = testing::metric("c_total", &Counter::new()).unwrap();
    assert_eq!(
        found.encode(Format::OpenMetrics),
        b"# HELP c \n# TYPE c counter\nc_total 0.0\n# EOF\n"
    );
    assert_eq!(found.clone().only(["x"]).encode(Format::OpenMetrics), b"# EOF\n");
    assert_eq!(found.encode(Format::Text), found.to_string().into_bytes());
}

#[test]
fn a_text_that_is_no_exposition_is_refused_at_its_line() {
    let expected = |what, found| ParseErrorKind::Expected { what, found };
    let text = str::to_owned;
    let repeated = |keyword| ParseErrorKind::Repeated { keyword, family: "a".to_owned() };
    let name_ends = "the end of the name (other characters need quotes)";
    for (exposition, line, kind) in [
        ("a", 1, expected("the value", None)),
        ("\n\na 1 2 3", 3, expected("the end of the line", Some('3'))),
        ("a x", 1, ParseErrorKind::Number(text("x"))),
        ("a 1 1.5", 1, ParseErrorKind::Timestamp(text("1.5"))),
        ("a.b 1", 1, expected(name_ends, Some('.'))),
        ("é 1", 1, expected("the metric's name", Some('é'))),
        ("{} 1", 1, expected("the metric's name", Some('1'))),
        ("{\"\"} 1", 1, expected("a label's name or `}`", Some('}'))),
        ("a{", 1, expected("a label's name or `}`", None)),
        ("a{b", 1, expected("`=`", None)),
        ("a{b.c=\"d\"} 1", 1, expected(name_ends, Some('.'))),
        ("a{\"b\"} 1", 1, expected("`=`", Some('}'))),
        ("a{b=c} 1", 1, expected("a value in quotes", Some('c'))),
        ("a{b=\"c} 1", 1, expected("a closing quote", None)),
        ("a{b=\"c\\", 1, expected("what `\\` escapes", None)),
        ("a{b=\"\\t\"} 1", 1, ParseErrorKind::Escape('t')),
        ("a{b=\"c\" d=\"e\"} 1", 1, expected("`,` or `}`", Some('d'))),
        ("a{,} 1", 1, expected("a label's name or `}`", Some(','))),
        ("a{b=\"1\",b=\"2\"} 1", 1, ParseErrorKind::DuplicateLabel(text("b"))),
        ("# HELP", 1, expected("the metric's name", None)),
        ("# HELP a \\t", 1, ParseErrorKind::Escape('t')),
        ("# HELP a \\\"", 1, ParseErrorKind::Escape('"')),
        ("# HELP a x\n# HELP a x", 2, repeated("HELP")),
        ("# TYPE a gauge\n# TYPE a gauge", 2, repeated("TYPE")),
        ("# TYPE a gauges", 1, ParseErrorKind::Kind(text("gauges"))),
        ("# TYPE a gauge x", 1, expected("the end of the line", Some('x'))),
        ("a 1\n# TYPE a gauge", 2, ParseErrorKind::LateKind(text("a"))),
        ("# TYPE a histogram\na_count -1", 2, ParseErrorKind::Count(text("-1"))),
        ("# TYPE a summary\na_count 1.5", 2, ParseErrorKind::Count(text("1.5"))),
        ("# TYPE a histogram\na_sum{le=\"1\"} 1", 2, ParseErrorKind::MisplacedLabel("le")),
        (
            "# TYPE a summary\na_count{quantile=\"1\"} 1",
            2,
            ParseErrorKind::MisplacedLabel("quantile"),
        ),
        ("# TYPE a histogram\na{le=\"x\"} 1", 2, ParseErrorKind::Number(text("x"))),
        ("# TYPE a histogram\na{le=\"NaN\"} 1", 2, ParseErrorKind::Number(text("NaN"))),
        ("# TYPE a histogram\na_sum 1\na_sum 1", 3, ParseErrorKind::DuplicateSample(text("a_sum"))),
        (
            "# TYPE a summary\na{quantile=\"0.5\"} 1\na{quantile=\".50\"} 1",
            3,
            ParseErrorKind::DuplicateSample(text("a")),
        ),
    ] {
        assert_eq!(parse_error(exposition), (line, kind), "{exposition}");
    }
}

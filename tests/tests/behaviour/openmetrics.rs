//! The text format OpenMetrics: S114–S120, D15.

use metrics_core::sample::{Bucket, Millis, Quantile, Sample};
use metrics_core::{Desc, Format, Registry, Scrape};

use crate::support::Custom;

fn written(collect: impl Fn(&mut Scrape<'_>) + Send + Sync + 'static) -> String {
    let registry = Registry::new();
    registry.register(Custom::new(&[], collect)).unwrap();
    let encoded = registry.encode(Format::OpenMetrics);
    assert!(encoded.errors.is_empty(), "{}", encoded.errors);
    encoded.into_string()
}

#[test]
fn s120_the_last_line_is_always_there() {
    assert_eq!(Registry::new().encode(Format::OpenMetrics).into_string(), "# EOF\n");
    assert_eq!(
        written(|scrape| scrape.gauge(&Desc::new("a", ""), &[], 1.0)),
        "# HELP a \n# TYPE a gauge\na 1.0\n# EOF\n"
    );
}

#[test]
fn s127_the_content_type_has_the_version_and_the_escaping() {
    assert_eq!(
        Format::OpenMetrics.content_type(),
        "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores"
    );
}

#[test]
fn s114_a_counter_is_one_by_its_suffix() {
    let found = written(|scrape| {
        scrape.counter(&Desc::new("a_total", "A"), &[], 1_u64);
        scrape.counter(&Desc::new("b", "B"), &[], 2_u64);
        scrape.gauge(&Desc::new("c_total", "C"), &[], 3.0);
        scrape.untyped(&Desc::new("d_total", "D"), &[], 4.0);
    });
    assert_eq!(
        found,
        "# HELP a A\n# TYPE a counter\na_total 1.0\n\
         # HELP b B\n# TYPE b unknown\nb 2.0\n\
         # HELP c_total C\n# TYPE c_total gauge\nc_total 3.0\n\
         # HELP d_total D\n# TYPE d_total unknown\nd_total 4.0\n# EOF\n"
    );
}

#[test]
fn s114_nothing_but_the_suffix_is_an_empty_name_in_quotes() {
    let found = written(|scrape| scrape.counter(&Desc::new("_total", "h"), &[], 1_u64));
    assert_eq!(found, "# HELP \"\" h\n# TYPE \"\" counter\n_total 1.0\n# EOF\n");
}

#[test]
fn s115_d15_the_unit_comes_last_and_only_if_it_ends_the_name() {
    let found = written(|scrape| {
        let desc =
            |name: &'static str, unit: &'static str| Desc::builder(name, "").unit(unit).build();
        scrape.gauge(&desc("a_seconds", "seconds"), &[], 1.0);
        scrape.gauge(&desc("b", "seconds"), &[], 1.0);
        scrape.gauge(&desc("cseconds", "seconds"), &[], 1.0);
        scrape.counter(&desc("d_seconds_total", "seconds"), &[], 1_u64);
        scrape.counter(&desc("e_seconds", "seconds"), &[], 1_u64);
        scrape.gauge(&desc("f_seconds_total", "seconds"), &[], 1.0);
        scrape.gauge(&desc("seconds", "seconds"), &[], 1.0);
    });
    let units: Vec<_> = found.lines().filter(|line| line.starts_with("# UNIT")).collect();
    assert_eq!(
        units,
        ["# UNIT a_seconds seconds", "# UNIT d_seconds seconds", "# UNIT e_seconds seconds"]
    );
    assert!(
        found.starts_with(
            "# HELP a_seconds \n# TYPE a_seconds gauge\n# UNIT a_seconds seconds\na_seconds 1.0\n"
        ),
        "{found}"
    );
}

#[test]
fn s115_quotes_in_help_are_escaped() {
    let found = written(|scrape| {
        scrape.gauge(&Desc::new("m", "\"\\\n\\\""), &[], 0.0);
    });
    assert!(found.starts_with(r#"# HELP m \"\\\n\\\""#), "{found}");
}

#[test]
fn s116_floats_have_a_point_and_counts_have_none() {
    let found = written(|scrape| {
        let bounds = [-1e21, -0.1, 0.0, 1e-7, 0.1, 1.0, 1e5, 1e6, 1_234_567.0, 1e21];
        let buckets = bounds.map(|upper_bound| Bucket { upper_bound, cumulative_count: 1_000_000 });
        let desc = Desc::builder("h", "").labels(["z"]).const_label("a", "1").build();
        scrape.histogram(&desc, &["x"], 1_000_000, 42.0, &buckets);
    });
    assert_eq!(
        found,
        r#"# HELP h 
# TYPE h histogram
h_bucket{a="1",z="x",le="-1e+21"} 1000000
h_bucket{a="1",z="x",le="-0.1"} 1000000
h_bucket{a="1",z="x",le="0.0"} 1000000
h_bucket{a="1",z="x",le="1e-07"} 1000000
h_bucket{a="1",z="x",le="0.1"} 1000000
h_bucket{a="1",z="x",le="1.0"} 1000000
h_bucket{a="1",z="x",le="100000.0"} 1000000
h_bucket{a="1",z="x",le="1e+06"} 1000000
h_bucket{a="1",z="x",le="1.234567e+06"} 1000000
h_bucket{a="1",z="x",le="1e+21"} 1000000
h_bucket{a="1",z="x",le="+Inf"} 1000000
h_sum{a="1",z="x"} 42.0
h_count{a="1",z="x"} 1000000
# EOF
"#
    );
}

#[test]
fn s116_every_value_reads_back_the_same() {
    let values = [0.0, -1.0, 0.0001, 1e-7, 5e-324, f64::MAX, 123_456.0, 1e20, 1e21, 6.023e23];
    let found = written(move |scrape| {
        let desc = Desc::builder("m", "").labels(["i"]).build();
        for (i, value) in values.into_iter().enumerate() {
            scrape.gauge(&desc, &[&i.to_string()], value);
        }
        scrape.gauge(&desc, &["nan"], f64::NAN);
        scrape.gauge(&desc, &["low"], f64::NEG_INFINITY);
    });
    for (i, value) in values.into_iter().enumerate() {
        let start = format!("m{{i=\"{i}\"}} ");
        let text = found.lines().find_map(|line| line.strip_prefix(&start)).unwrap();
        assert!(text.contains(['.', 'e']), "{text}");
        assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits());
    }
    assert!(found.contains("m{i=\"nan\"} NaN\n") && found.contains("m{i=\"low\"} -Inf\n"));
}

#[test]
fn s117_timestamps_are_seconds() {
    let found = written(|scrape| {
        let desc = Desc::new("g", "");
        for at in [1_395_066_363_123, 0, -1_500, 10] {
            scrape.sample_at(&desc, &[], Sample::Gauge(1.0), Millis(at));
        }
        let quantiles = &[Quantile { quantile: 0.5, value: 1.0 }];
        let summary = Sample::Summary { count: 2, sum: 3.0, quantiles };
        scrape.sample_at(&Desc::new("s", ""), &[], summary, Millis(1_500));
    });
    assert_eq!(
        found,
        "# HELP g \n# TYPE g gauge\n\
         g 1.0 -1.5\ng 1.0 0.0\ng 1.0 0.01\ng 1.0 1395066363.123\n\
         # HELP s \n# TYPE s summary\n\
         s{quantile=\"0.5\"} 1.0 1.5\ns_sum 3.0 1.5\ns_count 2 1.5\n# EOF\n"
    );
}

#[test]
fn s128_names_are_escaped_before_the_suffix_is_looked_for() {
    let found = written(|scrape| {
        let desc = Desc::builder("a.total", "").labels(["größe", "x:y"]).build();
        scrape.counter(&desc, &["ä", "1"], 1_u64);
    });
    assert_eq!(found, "# HELP a \n# TYPE a counter\na_total{gr__e=\"ä\",x:y=\"1\"} 1.0\n# EOF\n");
}

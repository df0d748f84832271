//! The text format: S106–S112, S128–S129, K14.

use metrics_core::sample::{Bucket, Millis, Quantile, Sample};
use metrics_core::{Desc, Registry, Scrape};

use crate::support::{Custom, text};

fn written(collect: impl Fn(&mut Scrape<'_>) + Send + Sync + 'static) -> String {
    let registry = Registry::new();
    registry.register(Custom::new(&[], collect)).unwrap();
    text(&registry)
}

#[test]
fn s107_help_and_type_come_first() {
    let found = written(|scrape| {
        scrape.untyped(&Desc::new("a", ""), &[], 1.0);
        scrape.counter(
            &Desc::builder("b_total", "Two\nlines \\ \"q\".").unit("x").build(),
            &[],
            2_u64,
        );
    });
    assert_eq!(
        found,
        "# HELP a \n# TYPE a untyped\na 1\n\
         # HELP b_total Two\\nlines \\\\ \"q\".\n# TYPE b_total counter\nb_total 2\n"
    );
}

#[test]
fn s108_label_values_are_escaped() {
    let found = written(|scrape| {
        let desc = Desc::builder("a", "").labels(["l"]).build();
        scrape.gauge(&desc, &["\\ \n \" # EOF \t é"], 1.0);
    });
    assert!(found.ends_with("a{l=\"\\\\ \\n \\\" # EOF \t é\"} 1\n"), "{found}");
}

#[test]
fn s109_s110_histograms() {
    let found = written(|scrape| {
        let desc = Desc::builder("h", "").labels(["z"]).const_label("a", "1").build();
        let buckets = [
            Bucket { upper_bound: 0.5, cumulative_count: 1 },
            Bucket { upper_bound: 1e6, cumulative_count: 1_000_000 },
        ];
        scrape.histogram(&desc, &["x"], 1_000_001, 2.5, &buckets);
        scrape.histogram(&Desc::new("i", ""), &[], 0, 0.0, &[]);
    });
    assert_eq!(
        found,
        "# HELP h \n# TYPE h histogram\n\
         h_bucket{a=\"1\",z=\"x\",le=\"0.5\"} 1\n\
         h_bucket{a=\"1\",z=\"x\",le=\"1e+06\"} 1000000\n\
         h_bucket{a=\"1\",z=\"x\",le=\"+Inf\"} 1000001\n\
         h_sum{a=\"1\",z=\"x\"} 2.5\n\
         h_count{a=\"1\",z=\"x\"} 1000001\n\
         # HELP i \n# TYPE i histogram\ni_bucket{le=\"+Inf\"} 0\ni_sum 0\ni_count 0\n"
    );
}

#[test]
fn s110_an_explicit_infinity_is_not_repeated() {
    let found = written(|scrape| {
        let buckets = [Bucket { upper_bound: f64::INFINITY, cumulative_count: 3 }];
        scrape.histogram(&Desc::new("h", ""), &[], 3, 1.0, &buckets);
    });
    assert_eq!(found.matches("+Inf").count(), 1);
}

#[test]
fn s110_summaries() {
    let found = written(|scrape| {
        let quantiles =
            [Quantile { quantile: 0.5, value: 1.5 }, Quantile { quantile: 0.99, value: f64::NAN }];
        let desc = Desc::builder("s", "").labels(["z"]).build();
        scrape.summary(&desc, &["x"], 2, 3.0, &quantiles);
    });
    assert_eq!(
        found,
        "# HELP s \n# TYPE s summary\n\
         s{z=\"x\",quantile=\"0.5\"} 1.5\n\
         s{z=\"x\",quantile=\"0.99\"} NaN\n\
         s_sum{z=\"x\"} 3\n\
         s_count{z=\"x\"} 2\n"
    );
}

#[test]
fn d15_whole_numbers_stay_whole() {
    let found = written(|scrape| {
        scrape.counter(&Desc::new("a", ""), &[], u64::MAX);
        scrape.counter(&Desc::new("b", ""), &[], 1e6);
        scrape.gauge(&Desc::new("c", ""), &[], -0.0);
        scrape.gauge(&Desc::new("d", ""), &[], f64::NEG_INFINITY);
    });
    for line in ["a 18446744073709551615", "b 1000000", "c 0", "d -Inf"] {
        assert!(found.contains(&format!("\n{line}\n")), "{line} in {found}");
    }
}

#[test]
fn s128_names_are_escaped_by_underscores() {
    let found = written(|scrape| {
        let desc = Desc::builder("http.größe", "").labels(["a.b"]).build();
        scrape.gauge(&desc, &["c.d"], 1.0);
    });
    assert_eq!(found, "# HELP http_gr__e \n# TYPE http_gr__e gauge\nhttp_gr__e{a_b=\"c.d\"} 1\n");
}

#[test]
fn s109_timestamps_are_milliseconds() {
    let found = written(|scrape| {
        scrape.sample_at(&Desc::new("a", ""), &[], Sample::Gauge(1.0), Millis(1_395_066_363_123));
        scrape.sample_at(&Desc::new("b", ""), &[], Sample::Gauge(2.0), Millis(-1));
        let histogram = Sample::Histogram { count: 1, sum: 2.0, buckets: &[] };
        scrape.sample_at(&Desc::new("h", ""), &[], histogram, Millis(0));
    });
    let lines: Vec<_> = found.lines().filter(|line| !line.starts_with('#')).collect();
    let histogram = ["h_bucket{le=\"+Inf\"} 1 0", "h_sum 2 0", "h_count 1 0"];
    assert_eq!(lines[..2], ["a 1 1395066363123", "b 2 -1"]);
    assert_eq!(lines[2..], histogram);
}

#[test]
fn k14_a_colon_in_a_label_is_left_alone() {
    let found = written(|scrape| {
        let desc = Desc::builder("job:x", "").labels(["a:b"]).build();
        scrape.gauge(&desc, &["1"], 1.0);
    });
    assert!(found.ends_with("\njob:x{a:b=\"1\"} 1\n"), "{found}");
}

#[test]
fn s129_a_leading_digit_is_escaped() {
    let found = written(|scrape| {
        scrape.gauge(&Desc::builder("2xx", "").labels(["1-a"]).build(), &["1"], 1.0);
    });
    assert!(found.ends_with("\n_xx{__a=\"1\"} 1\n"), "{found}");
}

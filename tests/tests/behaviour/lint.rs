//! The conventions of names: Q1–Q10, K20. Texts are linted as collectors are.

use metrics_core::testing::{self, Rule};
use metrics_core::{Counter, Desc, Gauge, Registry, Scrape};

use crate::support::Custom;

/// What is wrong with a text, as `metric: text`.
fn lint(text: &str) -> Vec<String> {
    testing::parse(text).unwrap().lint().iter().map(ToString::to_string).collect()
}

/// The rules that one metric breaks.
fn rules(kind: &str, name: &str) -> Vec<Rule> {
    let samples = match kind {
        "histogram" | "summary" => format!("{name}_sum 0\n{name}_count 0\n"),
        _ => format!("{name} 1\n"),
    };
    let text = format!("# HELP {name} Help.\n# TYPE {name} {kind}\n{samples}");
    testing::parse(&text).unwrap().lint().iter().map(testing::Problem::rule).collect()
}

const KINDS: [&str; 5] = ["counter", "gauge", "histogram", "summary", "untyped"];

#[test]
fn q1_help_is_missing() {
    for text in ["a 1\n", "# HELP a\na 1\n", "# HELP a \t\na 1\n"] {
        assert_eq!(lint(text), ["a: there is no help text"]);
    }
    assert!(lint("# HELP a A.\na 1\n").is_empty());
    // Help that was collected is there, even if it is empty.
    assert!(testing::metric("a", &Gauge::new()).unwrap().lint().is_empty());
}

#[test]
fn q2_units_are_base_units() {
    for (name, unit, base) in [
        ("x_minutes", "minutes", "seconds"),
        ("x_hours", "hours", "seconds"),
        ("x_days", "days", "seconds"),
        ("x_weeks", "weeks", "seconds"),
        ("x_kelvins", "kelvins", "kelvin"),
        ("x_fahrenheit", "fahrenheit", "celsius"),
        ("x_rankine", "rankine", "celsius"),
        ("x_inches", "inches", "meters"),
        ("x_yards", "yards", "meters"),
        ("x_miles", "miles", "meters"),
        ("x_bits", "bits", "bytes"),
        ("x_calories", "calories", "joules"),
        ("x_pounds", "pounds", "grams"),
        ("x_ounces", "ounces", "grams"),
        ("x_milliseconds", "milliseconds", "seconds"),
        ("x_megabits_y", "megabits", "bytes"),
        ("kilometers_x", "kilometers", "meters"),
        ("x_picoamperes", "picoamperes", "amperes"),
        ("x_kilometres", "kilometres", "metres"),
        ("x_mebibytes", "mebibytes", "bytes"), // K20
        ("x_pebijoules", "pebijoules", "joules"),
        ("x_hectovolts", "hectovolts", "volts"),
        ("x_decacelsius", "decacelsius", "celsius"),
        // The first one decides.
        ("x_hours_seconds", "hours", "seconds"),
    ] {
        let text = format!("# HELP {name} Help.\n{name} 1\n");
        let problem = format!("{name}: `{unit}` should be the base unit, `{base}`");
        assert_eq!(lint(&text), [problem]);
    }
    for name in [
        "x_amperes",
        "x_bytes",
        "x_celsius",
        "x_grams",
        "x_joules",
        "x_kelvin",
        "x_meters",
        "x_metres",
        "x_seconds",
        "x_volts",
        "x_moles",
        "x_kilomoles",
        "x_Minutes",
        "xminutes",
        "x_seconds_hours",
        "x_milli_seconds",
        "x_minutesy",
    ] {
        assert_eq!(rules("untyped", name), [], "{name}");
    }
}

#[test]
fn q3_a_counter_ends_in_total() {
    assert_eq!(rules("counter", "x_things"), [Rule::CounterSuffix]);
    assert_eq!(rules("counter", "x_total_things"), [Rule::CounterSuffix]);
    assert_eq!(rules("counter", "x_things_total"), []);
}

#[test]
fn q4_nothing_else_does() {
    for kind in ["gauge", "histogram", "summary"] {
        assert_eq!(rules(kind, "x_things_total"), [Rule::TotalOfOther], "{kind}");
    }
    assert_eq!(rules("untyped", "x_things_total"), []);
    assert_eq!(rules("gauge", "x_total_things"), []);
}

#[test]
fn q5_reserved_suffixes() {
    for (suffix, owners) in [
        ("_bucket", &["histogram", "untyped"][..]),
        ("_count", &["histogram", "summary", "untyped"]),
        ("_sum", &["histogram", "summary", "untyped"]),
    ] {
        for kind in KINDS {
            let found = rules(kind, &format!("x{suffix}"));
            let is_reserved = found.contains(&Rule::Reserved);
            assert_eq!(is_reserved, !owners.contains(&kind), "{kind} {suffix}");
        }
    }
    assert_eq!(rules("gauge", "x_count_y"), []);
}

#[test]
fn q5_reserved_labels_are_reported_for_every_series() {
    assert_eq!(
        lint(
            "# HELP x X.\n# TYPE x gauge\n\
             x{le=\"1\"} 1\nx{le=\"2\",quantile=\"1\"} 1\nx{lesser=\"1\"} 1\n"
        ),
        [
            "x: only a histogram should have a label `le`",
            "x: only a histogram should have a label `le`",
            "x: only a summary should have a label `quantile`",
        ]
    );
    let summary = "# HELP x X.\n# TYPE x summary\nx_sum 1\nx_count 1\n";
    assert!(lint(&format!("{summary}x{{quantile=\"1\"}} 1\n")).is_empty());
    let with_le = format!("{summary}x{{quantile=\"1\",le=\"1\"}} 1\n");
    assert_eq!(lint(&with_le), ["x: only a histogram should have a label `le`"]);
    let histogram = "# HELP x X.\n# TYPE x histogram\nx_sum 1\nx_count 1\n";
    assert!(lint(&format!("{histogram}x_bucket{{le=\"1\"}} 1\n")).is_empty());
    let with_quantile = format!("{histogram}x_bucket{{quantile=\"1\",le=\"1\"}} 1\n");
    assert_eq!(lint(&with_quantile), ["x: only a summary should have a label `quantile`"]);
    assert!(lint("# HELP x X.\nx{le=\"1\",quantile=\"1\"} 1\n").is_empty(), "untyped");
}

#[test]
fn q6_the_type_is_not_in_the_name() {
    for kind in ["counter", "gauge", "histogram", "summary"] {
        for name in
            [format!("x_{kind}"), format!("x_{kind}_y"), format!("x_{}", kind.to_uppercase())]
        {
            assert!(rules(kind, &name).contains(&Rule::TypeInName), "{kind} {name}");
            assert!(!rules("untyped", &name).contains(&Rule::TypeInName), "{name}");
        }
        for name in [format!("{kind}_x"), format!("x_{kind}s"), format!("x_{kind}s_y")] {
            assert!(!rules(kind, &name).contains(&Rule::TypeInName), "{kind} {name}");
        }
    }
    assert!(!rules("gauge", "x_counter").contains(&Rule::TypeInName));
    assert!(rules("untyped", "x_untyped").is_empty());
    assert_eq!(
        lint("# HELP x_gauge X.\n# TYPE x_gauge gauge\nx_gauge 1\n"),
        ["x_gauge: the name should not say the type, `gauge`"]
    );
}

#[test]
fn q7_no_colons() {
    assert_eq!(rules("gauge", "job:x"), [Rule::Colon]);
    assert_eq!(rules("untyped", ":x"), [Rule::Colon]);
}

#[test]
fn q8_no_camel_case() {
    for name in ["xY", "x_someThing", "xYZ"] {
        assert_eq!(rules("gauge", name), [Rule::CamelCase], "{name}");
    }
    for name in ["X", "XY_Z", "x_Y", "Xy_z"] {
        assert_eq!(rules("gauge", name), [], "{name}");
    }
    assert_eq!(
        lint(
            "# HELP x X.\n\
             x{httpCode=\"1\",Path=\"aB\"} 1\nx{httpCode=\"2\"} 1\n"
        ),
        [
            "x: label `httpCode` should be in snake_case, not in camelCase",
            "x: label `httpCode` should be in snake_case, not in camelCase",
        ]
    );
}

#[test]
fn q9_no_abbreviated_units() {
    let abbreviations =
        ["s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d"];
    for unit in abbreviations {
        for name in
            [format!("x_{unit}"), format!("x_{unit}_y"), format!("x_{}", unit.to_uppercase())]
        {
            assert_eq!(rules("gauge", &name), [Rule::Abbreviation], "{name}");
        }
        for name in [format!("{unit}_x"), format!("x{unit}_y"), format!("x_{unit}q")] {
            assert_eq!(rules("gauge", &name), [], "{name}");
        }
    }
    assert_eq!(
        lint("# HELP x_ms_b X.\nx_ms_b 1\n"),
        [
            "x_ms_b: the name should spell its unit out, and not `b`",
            "x_ms_b: the name should spell its unit out, and not `ms`",
        ]
    );
}

#[test]
fn q10_no_series_twice() {
    let found = lint("# HELP x X.\nx{a=\"1\"} 1\nx{a=\"2\"} 1\nx{a=\"1\"} 2\nx{a=\"1\"} 3\nx 1\n");
    // Each that is like one before it.
    assert_eq!(found, vec!["x: there is more than one series `x{a=\"1\"}`"; 2]);
    assert!(lint("# HELP x X.\nx{a=\"1\"} 1\nx{b=\"1\"} 1\n").is_empty());
}

#[test]
fn problems_are_ordered_by_metric_and_text() {
    let found = lint("# HELP b_ms_total B.\n# TYPE b_ms_total gauge\nb_ms_total 1\na 1\n");
    assert_eq!(
        found,
        [
            "a: there is no help text",
            "b_ms_total: only the name of a counter should end in `_total`",
            "b_ms_total: the name should spell its unit out, and not `ms`",
        ]
    );
}

#[test]
fn collectors_and_registries_are_linted() {
    let collect = |scrape: &mut Scrape<'_>| {
        scrape.gauge(&Desc::builder("some.Thing:aB", "").labels(["xY"]).build(), &["1"], 1.0);
    };
    let found = testing::collect(&Custom::new(&[], collect)).unwrap().lint();
    let found: Vec<_> = found.iter().map(testing::Problem::rule).collect();
    assert_eq!(found, [Rule::CamelCase, Rule::CamelCase, Rule::Colon]);

    let registry = Registry::new();
    registry.register(Custom::new(&[], collect)).unwrap();
    assert_eq!(testing::gather(&registry).unwrap().lint().len(), 3);
    assert!(testing::gather(&registry).unwrap().only(["x"]).lint().is_empty());

    let problems = testing::metric("orders", &Counter::new()).unwrap().lint();
    assert_eq!(problems[0].metric(), "orders");
    assert_eq!(problems[0].text(), "the name of a counter should end in `_total`");
    assert_eq!(format!("{problems:?}"), "[orders: the name of a counter should end in `_total`]");
}

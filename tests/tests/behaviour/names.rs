//! The rules of names stand twice, in the macros and in the runtime: both are held to one list.

// What the test does not ask is used by the macros.
#[allow(dead_code, unreachable_pub)]
#[path = "../../../metrics-derive/src/names.rs"]
mod of_the_macros;

use metrics_core::name;

#[test]
fn the_macros_and_the_runtime_agree_on_names() {
    let mut checked = 0;
    let list = include_str!("../../data/names.txt");
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let [name, metric, label] = line.split(' ').collect::<Vec<_>>()[..] else {
            panic!("a name and two verdicts: {line}");
        };
        assert_eq!(name::is_legacy_metric_name(name), metric == "yes", "{name}");
        assert_eq!(name::is_legacy_label_name(name), label == "yes", "{name}");
        assert_eq!(of_the_macros::is_metric_name(name), metric == "yes", "{name}");
        assert_eq!(of_the_macros::is_label_name(name), label == "yes", "{name}");
        checked += 1;
    }
    assert!(checked > 15);
    for empty in [name::is_legacy_metric_name, of_the_macros::is_metric_name] {
        assert!(!empty(""));
    }
}

#[allow(dead_code, unreachable_pub)]
#[path = "../../../metrics-derive/src/conventions.rs"]
mod conventions_of_the_macros;

#[allow(dead_code, unreachable_pub)]
#[path = "../../../metrics-core/src/testing/conventions.rs"]
mod conventions_of_the_runtime;

#[test]
fn the_macros_and_the_runtime_agree_on_conventions() {
    use {conventions_of_the_macros as macros, conventions_of_the_runtime as runtime};

    for (name, unit, abbreviation, camel) in [
        ("wait_seconds", None, None, false),
        ("wait_milliseconds", Some(("milliseconds", "seconds")), None, false),
        ("size_mebibytes_total", Some(("mebibytes", "bytes")), None, false),
        ("bits_sent_bytes", Some(("bits", "bytes")), None, false),
        ("bytes_in_bits", None, None, false),
        ("wait_ms", None, Some("ms"), false),
        ("cache_kb_total", None, Some("kb"), false),
        ("ms", None, None, false),
        ("httpRequests", None, None, true),
        ("HTTPRequests", None, None, false),
        ("HTTP_requests", None, None, false),
    ] {
        assert_eq!(macros::base_unit(name), unit, "{name}");
        assert_eq!(runtime::base_unit(name), unit, "{name}");
        assert_eq!(macros::abbreviations(name).next(), abbreviation, "{name}");
        assert_eq!(runtime::abbreviations(name).next(), abbreviation, "{name}");
        assert_eq!(macros::is_camel_case(name), camel, "{name}");
        assert_eq!(runtime::is_camel_case(name), camel, "{name}");
        assert!(
            macros::has_part(&format!("a_{name}"), name)
                && runtime::has_part(&format!("a_{name}"), name)
        );
    }
}

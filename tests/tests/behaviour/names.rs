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

//! What the Go client does, case by case; see `tests/data/golden/README.md`.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::golden::{Verdict, judge, replay};

/// Cases, what is expected of them, and in which we differ on purpose.
struct Golden {
    cases: &'static str,
    expected: &'static str,
    deviations: &'static str,
}

/// Those that the project began with.
const RULES: Golden = Golden {
    cases: include_str!("../data/golden/cases.json"),
    expected: include_str!("../data/golden/expected.json"),
    deviations: include_str!("../data/golden/deviations.txt"),
};

/// Those that a program made.
const MORE: Golden = Golden {
    cases: include_str!("../data/golden/more-cases.json"),
    expected: include_str!("../data/golden/more-expected.json"),
    deviations: include_str!("../data/golden/more-deviations.txt"),
};

/// Why a case may be skipped, besides being a deviation.
const REASONS: [&str; 5] = [
    "no `&str` holds the bytes",
    "there are no summaries yet",
    "there are no native histograms yet",
    "there are no exemplars yet",
    "there is no content negotiation yet",
];

#[test]
fn the_golden_cases_end_as_in_the_go_client() {
    for (golden, enough) in [(RULES, 170), (MORE, 300)] {
        let results = replay(golden.cases).unwrap();
        let verdict = judge(golden.cases, golden.expected, &results, golden.deviations).unwrap();
        assert!(verdict.failed.is_empty(), "{verdict}");
        for (id, why) in &verdict.skipped {
            let known = why.starts_with("differs on purpose: ")
                || REASONS.iter().any(|reason| why.starts_with(reason));
            assert!(known, "{id} is skipped: {why}");
        }
        assert!(verdict.passed > enough, "{verdict}");
    }
}

#[test]
fn every_deviation_names_its_decision() {
    for line in [RULES, MORE].iter().flat_map(|golden| golden.deviations.lines()) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (_, why) = line.split_once("  ").unwrap();
        let number = why.split([',', ':', ' ']).next().unwrap();
        assert!(number.starts_with(['D', 'K']) && number[1..].parse::<u8>().is_ok(), "{line}");
    }
}

/// The results of one case with these steps.
fn run(steps: &Value) -> Vec<Value> {
    let cases = json!({"schema": 1, "cases": [{"id": "a", "group": "a", "steps": steps}]});
    replay(&cases.to_string()).unwrap().remove("a").unwrap()
}

// What the shared cases do not use. The expectations follow from the rules that are named.

#[test]
fn metrics_that_are_pulled() {
    let results = run(&json!([
        {"op": "new", "kind": "counter_func", "as": "c", "name": "a_total", "value": "2.5"},
        {"op": "new", "kind": "gauge_func", "as": "g", "name": "b", "help": "h", "value": "-Inf"},
        {"op": "new", "kind": "untyped_func", "as": "u", "name": "c", "const_labels": [["x", "1"]]},
        {"op": "must_register", "targets": ["c", "g", "u"]},
        {"op": "gather"},
    ]));
    let text = "# HELP a_total \n# TYPE a_total counter\na_total 2.5\n\
        # HELP b h\n# TYPE b gauge\nb -Inf\n# HELP c \n# TYPE c untyped\nc{x=\"1\"} 0\n";
    assert_eq!(results[4]["text"], text);
    assert_eq!(results[4]["families"][1]["metrics"], json!([{"labels": [], "value": "-Inf"}]));
    assert_eq!(results[4].get("errs"), None);
}

#[test]
fn metrics_of_other_collectors_and_of_ones_own() {
    let results = run(&json!([
        {"op": "new", "kind": "counter", "as": "c", "name": "c_total"},
        {"op": "inc", "on": "c"},
        {"op": "desc", "as": "d", "fqname": "d", "labels": ["x"]},
        {"op": "collector", "as": "k", "collect": [
            {"type": "ref", "of": "c"},
            {"type": "ref", "of": "c", "timestamp_ms": 7},
            {"type": "raw", "desc": "d", "labels": [["b", "1"], ["a", "2"]], "value": "3", "timestamp_ms": 8},
        ]},
        {"op": "collect", "on": "k"},
        {"op": "register", "target": "k"},
        {"op": "gather"},
        {"op": "registry", "as": "r", "pedantic": true},
        {"op": "wrap", "as": "w", "of": "r", "prefix": "p_"},
        {"op": "register", "target": "reg", "in": "w"},
        {"op": "unregister", "target": "reg", "in": "w"},
    ]));
    let metrics = json!([
        {"labels": [["b", "1"], ["a", "2"]], "value": "3", "timestamp_ms": 8},
        {"labels": [], "value": "1", "timestamp_ms": 7},
        {"labels": [], "value": "1"},
    ]);
    assert_eq!(results[4]["metrics"], metrics);
    // S46: those of now come last.
    let text = "# HELP c_total \n# TYPE c_total counter\nc_total 1 7\nc_total 1\n\
        # HELP d \n# TYPE d gauge\nd{a=\"2\",b=\"1\"} 3 8\n";
    assert_eq!(results[6]["text"], text);
    assert_eq!(results[9..], [json!({"ok": true}), json!({"bool": true})]);
}

#[test]
fn series_and_views() {
    let results = run(&json!([
        {"op": "new", "kind": "histogram_vec", "as": "v", "name": "h", "labels": ["b", "a"], "buckets": ["1"]},
        {"op": "curry", "of": "v", "as": "q", "label_map": [["b", "x"]]},
        {"op": "with_labels", "of": "q", "as": "s", "label_map": [["a", {"hex": "c3a4"}]]},
        {"op": "observe", "on": "s", "value": "1"},
        {"op": "delete", "on": "v", "values": ["x", "ä"]},
        {"op": "observe", "on": "s", "value": "2"},
        {"op": "write", "on": "s"},
        {"op": "collect", "on": "v"},
        {"op": "curry", "of": "q", "label_map": [["b", "x"]]},
        {"op": "curry", "of": "v", "label_map": [["c", "x"]]},
        {"op": "with_labels", "of": "v", "label_map": [["a", "1"], ["c", "2"]]},
    ]));
    let held = json!({"labels": [["a", "ä"], ["b", "x"]], "count": 2, "sum": "3",
        "buckets": [{"le": "1", "count": 1}]});
    assert_eq!(results[4], json!({"bool": true}));
    assert_eq!(results[6]["metric"], held); // H10
    assert_eq!(results[7], json!({"metrics": []}));
    let kinds: Vec<_> = results[8..].iter().map(|result| &result["err"]).collect();
    assert_eq!(kinds, ["already_curried", "unknown_curry_label", "missing_label"]); // S61, S63
}

#[test]
fn the_existing_collector_is_the_view_that_was_registered() {
    let results = run(&json!([
        {"op": "new", "kind": "gauge_vec", "as": "a", "name": "g", "labels": ["x", "y"]},
        {"op": "curry", "of": "a", "as": "b", "label_map": [["x", "1"]]},
        {"op": "curry", "of": "a", "as": "c", "label_map": [["y", "1"]]},
        {"op": "register", "target": "b"},
        {"op": "register", "target": "a"},
        {"op": "wrap", "as": "w", "of": "reg", "prefix": "p_"},
        {"op": "register", "target": "c", "in": "w"},
        {"op": "register", "target": "b", "in": "w"},
    ]));
    assert_eq!(results[4]["existing"], "b");
    assert_eq!(results[7]["existing"], "c"); // S15
}

#[test]
fn a_bad_step_costs_its_case_only() {
    for step in [
        json!({"op": "explode"}),
        json!({"op": "inc", "on": "nothing"}),
        json!({"op": "inc", "on": "reg"}),
        json!({"op": "registry", "as": "r", "colour": "red"}),
    ] {
        let results = run(&json!([step, {"op": "build_fq_name", "name": "x"}]));
        assert!(results[0]["error"].is_string(), "{results:?}");
        assert_eq!(results[1], json!({"string": "x"}));
    }
}

#[test]
fn a_skip_ends_its_case() {
    let results = run(&json!([
        {"op": "new", "kind": "gauge", "as": "g", "name": {"hex": "61ff"}},
        {"op": "inc", "on": "g"},
    ]));
    assert_eq!(results, [json!({"skip": "no `&str` holds the bytes 61ff"})]);
}

/// Judges one case with one step.
fn judged(tags: &[&str], expected: &Value, result: &Value, deviations: &str) -> Verdict {
    let case = json!({"id": "a", "tags": tags, "steps": [{"op": "x"}]});
    let cases = json!({"cases": [case]}).to_string();
    let expected = json!({"a": [expected]}).to_string();
    let results = BTreeMap::from([("a".to_owned(), vec![result.clone()])]);
    judge(&cases, &expected, &results, deviations).unwrap()
}

#[track_caller]
fn same(expected: &Value, result: &Value) {
    let verdict = judged(&[], expected, result, "");
    assert_eq!(verdict.passed, 1, "{verdict}");
}

#[track_caller]
fn other(expected: &Value, result: &Value) {
    let verdict = judged(&[], expected, result, "");
    assert_eq!(verdict.failed.len(), 1, "{verdict}");
}

#[test]
fn the_judge_reads_numbers_and_compares_all_else_to_the_letter() {
    same(&json!({"metric": {"value": "1e+06"}}), &json!({"metric": {"value": "1000000"}}));
    same(&json!({"metric": {"sum": "NaN"}}), &json!({"metric": {"sum": "NaN"}}));
    other(&json!({"metric": {"value": "0"}}), &json!({"metric": {"value": "-0"}}));
    other(&json!({"metric": {"name": "1e3"}}), &json!({"metric": {"name": "1000"}}));
    other(&json!({"floats": ["1"]}), &json!({"floats": []}));
    let text = |text: &str| json!({"text": text});
    same(
        &text("x{a=\"}\\\" 1\"} 1e+06 1 # {t=\"a\"} 2.0"),
        &text("x{a=\"}\\\" 1\"} 1000000 1 # {t=\"a\"} 2"),
    );
    same(&text("x -0"), &text("x 0"));
    other(&text("x{le=\"1.0\"} 1"), &text("x{le=\"1\"} 1"));
    other(&text("x 1 # {t=\"a\"} 2"), &text("x 1 # {t=\"b\"} 2"));
    other(&text("x 1"), &text("x 1 1"));
    other(&text("x 1\n"), &text("x 1"));
    other(&text("# HELP x 1"), &text("# HELP x 1.0"));
}

#[test]
fn the_judge_gives_the_liberties_of_a_driver_and_no_more() {
    same(&json!({"panic": "a"}), &json!({"err": "a", "message": "text"}));
    other(&json!({"panic": "a"}), &json!({"err": "b"}));
    other(&json!({"ok": true}), &json!({"err": "a"}));
    same(&json!({"err": "a", "existing": "x"}), &json!({"err": "a"}));
    other(&json!({"err": "a", "existing": "x"}), &json!({"err": "a", "existing": "y"}));
    same(&json!({"text": "", "text_utf8": "x"}), &json!({"text": ""}));
    other(&json!({"text": "", "text_utf8": "x"}), &json!({"text": "", "text_utf8": "y"}));
    other(&json!({"text": ""}), &json!({"text": "", "errs": []}));
    other(&json!({"int": 1}), &json!({"int": true}));
    other(&json!({"ok": true}), &json!({"gone": "a"}));
    // An invalid descriptor may fail where it is made, or wait.
    let invalid = json!({"ok": true, "desc_err": "a"});
    same(&invalid, &invalid);
    same(&invalid, &json!({"ok": true}));
    same(&invalid, &json!({"err": "a"}));
    other(&invalid, &json!({"err": "b"}));
}

#[test]
fn what_failed_where_it_was_made_is_gone() {
    let case = |second: Value| {
        let steps = json!([{"op": "desc", "as": "d"}, second]);
        let cases = json!({"cases": [{"id": "a", "steps": steps}]}).to_string();
        let expected = json!({"a": [{"ok": true, "desc_err": "k"}, {"err": "k"}]}).to_string();
        let results = vec![json!({"err": "k"}), json!({"gone": "k"})];
        judge(&cases, &expected, &BTreeMap::from([("a".to_owned(), results)]), "").unwrap().passed
    };
    assert_eq!(case(json!({"op": "const", "metric": {"desc": "d"}})), 1);
    assert_eq!(case(json!({"op": "collector", "describe": ["d"]})), 1);
    assert_eq!(case(json!({"op": "must_register", "targets": ["e"]})), 0);
}

#[test]
fn the_list_of_deviations_stays_true() {
    let (one, two) = (json!({"int": 1}), json!({"int": 2}));
    let list = "# comment\n\na  K1: why\n";
    let verdict = judged(&[], &one, &two, list);
    assert_eq!(verdict.skipped, [("a".to_owned(), "differs on purpose: K1: why".to_owned())]);
    assert_eq!(judged(&[], &one, &one, list).failed.len(), 1);
    let cases = json!({"cases": []}).to_string();
    assert!(judge(&cases, "{}", &BTreeMap::new(), list).is_err());
}

#[test]
fn the_last_bits_of_a_power_may_differ() {
    let floats = |number: &str| json!({"floats": [number]});
    let (tenth, next) = (floats("0.1"), floats("0.10000000000000002"));
    assert_eq!(judged(&["ulp"], &tenth, &next, "").passed, 1);
    assert_eq!(judged(&["ulp"], &tenth, &floats("0.1000001"), "").passed, 0);
    assert_eq!(judged(&[], &tenth, &next, "").passed, 0);
}

#[test]
fn quantiles_may_be_off_in_rank() {
    let steps = json!([{"op": "new", "objectives": [["0.5", "0.05"]]}, {"op": "observe_range", "to": "100"}]);
    let cases = json!({"cases": [{"id": "a", "tags": ["approx"], "steps": steps}]}).to_string();
    let expected =
        json!({"a": [{"metric": {"quantiles": [["0.5", "50"]]}}, {"ok": true}]}).to_string();
    let judged = |value: &str| {
        let result = json!({"metric": {"quantiles": [["0.5", value]]}});
        let results = vec![result, json!({"ok": true})];
        judge(&cases, &expected, &BTreeMap::from([("a".to_owned(), results)]), "").unwrap().passed
    };
    assert_eq!([judged("50"), judged("55"), judged("57"), judged("NaN")], [1, 1, 0, 0]);
}

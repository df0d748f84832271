//! Descriptors: S1–S6, S39, K24.

use metrics_core::{Desc, DescError, Kind, RegisterErrorKind, Registry};

use crate::support::{one, silent};

#[test]
fn s1_the_first_fault_in_order_is_kept() {
    let wrong_everywhere = Desc::builder("", "").const_label("", "x").labels(["__a", "b", "b"]);
    assert!(matches!(wrong_everywhere.build().error(), Some(DescError::EmptyName)));

    let labels = Desc::builder("x", "").labels(["b", "b"]).const_label("__a", "x").build();
    assert!(matches!(labels.error(), Some(DescError::ReservedLabelName(name)) if name == "__a"));

    let empty = Desc::builder("x", "").labels([""]).build();
    assert!(matches!(empty.error(), Some(DescError::EmptyLabelName)));

    // Constant labels come before variable ones, whichever were given first.
    let reserved = Desc::builder("x", "").labels([""]).const_label("__a", "x").build();
    assert!(matches!(reserved.error(), Some(DescError::ReservedLabelName(_))));
    let empty = Desc::builder("x", "").labels(["__a"]).const_label("", "x").build();
    assert!(matches!(empty.error(), Some(DescError::EmptyLabelName)));

    let twice = Desc::builder("x", "").labels(["b", "b"]).build();
    assert!(matches!(twice.error(), Some(DescError::DuplicateLabelName(name)) if name == "b"));

    let both = Desc::builder("x", "").labels(["b"]).const_label("b", "1").build();
    assert!(matches!(both.error(), Some(DescError::DuplicateLabelName(name)) if name == "b"));
}

#[test]
fn s1_any_utf8_is_a_name_and_help_is_free() {
    let desc = Desc::builder("größe.m²", "\n\"").labels(["a.b", "_c"]).unit("🦀").build();
    assert!(desc.error().is_none());
    assert_eq!(desc.unit(), Some("🦀"));
}

#[test]
fn s2_an_invalid_desc_has_no_hashes_and_keeps_its_variable_labels() {
    let desc = Desc::builder("", "help").const_label("a", "1").labels(["b"]).build();
    assert_eq!((desc.id(), desc.dimension()), (0, 0));
    assert_eq!(desc.const_labels().len(), 0);
    assert_eq!(desc.labels().collect::<Vec<_>>(), ["b"]);
    let text = desc.to_string();
    assert_eq!(
        text,
        r#"Desc{fqName: "", help: "help", unit: "", constLabels: {}, variableLabels: {b}}"#
    );
}

#[test]
fn s3_the_id_is_of_the_name_and_the_const_values() {
    let desc = |label: &'static str, value: &'static str| {
        Desc::builder("m", "help").const_label(label, value).build()
    };
    assert_eq!(desc("a", "x").id(), desc("b", "x").id());
    assert_ne!(desc("a", "x").id(), desc("a", "y").id());
    // xxHash64 of "m", 0xFF, "x", 0xFF, as the reference has it.
    assert_eq!(desc("a", "x").id(), xxhash_rust::xxh64::xxh64(b"m\xffx\xff", 0));
    // Values go by the order of their names.
    let one = Desc::builder("m", "").const_label("a", "1").const_label("b", "2").build();
    let other = Desc::builder("m", "").const_label("b", "2").const_label("a", "1").build();
    assert_eq!(one.id(), other.id());
}

#[test]
fn s3_values_are_separated() {
    let desc = |a: &'static str, b: &'static str| {
        Desc::builder("m", "").const_label("a", a).const_label("b", b).build()
    };
    assert_ne!(desc("ab", "c").id(), desc("a", "bc").id());
}

#[test]
fn s4_the_dimension_is_of_help_unit_and_label_names() {
    let desc = || Desc::builder("m", "help");
    let plain = desc().labels(["a", "b"]).build();
    assert_eq!(plain.dimension(), desc().labels(["b", "a"]).build().dimension());
    assert_ne!(plain.dimension(), desc().labels(["a"]).build().dimension());
    assert_ne!(plain.dimension(), desc().labels(["a", "b"]).unit("bytes").build().dimension());
    let moved = desc().labels(["a"]).const_label("b", "1").build();
    assert_ne!(plain.dimension(), moved.dimension());
    let other_value = desc().labels(["a"]).const_label("b", "2").build();
    assert_eq!(moved.dimension(), other_value.dimension());
    assert_ne!(plain.dimension(), Desc::builder("m", "").labels(["a", "b"]).build().dimension());
}

#[test]
fn s5_texts_are_separated_in_the_dimension() {
    let of = |help: &'static str, unit: &'static str, labels: [&'static str; 2]| {
        let labels = labels.map(|name| (name, ""));
        Desc::builder("m", help).unit(unit).const_labels(labels).build().dimension()
    };
    let dimension = of("ab", "c", ["d", "ef"]);
    for other in
        [of("a", "bc", ["d", "ef"]), of("ab", "cd", ["e", "f"]), of("ab", "c", ["de", "f"])]
    {
        assert_ne!(dimension, other);
    }
}

#[test]
fn k24_a_const_label_never_hashes_like_a_variable_one() {
    let constant = Desc::builder("m", "").const_label("$x", "1").build();
    let variable = Desc::builder("m", "").labels(["x"]).build();
    assert_ne!(constant.dimension(), variable.dimension());
}

#[test]
fn s6_const_labels_are_sorted() {
    let desc = Desc::builder("m", "").const_labels([("b", "1"), ("Z", "2"), ("é", "3")]).build();
    let names: Vec<_> = desc.const_labels().map(|(name, _)| name).collect();
    assert_eq!(names, ["Z", "b", "é"]);
}

#[test]
fn s39_a_label_given_twice_is_found_wherever_it_stands() {
    let desc = Desc::builder("m", "").labels(["a", "b", "a"]).build();
    assert!(matches!(desc.error(), Some(DescError::DuplicateLabelName(name)) if name == "a"));
    let desc = Desc::builder("m", "").const_labels([("a", ""), ("b", ""), ("a", "")]).build();
    assert!(matches!(desc.error(), Some(DescError::DuplicateLabelName(name)) if name == "a"));
}

#[test]
fn e9_g9_labels_of_the_kind_are_refused() {
    for (kind, label) in [(Kind::Histogram, "le"), (Kind::Summary, "quantile")] {
        let variable = Desc::builder("m", "").kind(kind).labels([label]).build();
        assert!(matches!(variable.error(), Some(DescError::LabelOfKind { .. })));
        let constant = Desc::builder("m", "").kind(kind).const_label(label, "1").build();
        assert!(matches!(constant.error(), Some(DescError::LabelOfKind { .. })));
        assert!(Desc::builder("m", "").kind(Kind::Gauge).labels([label]).build().error().is_none());
    }
}

#[test]
fn a4_an_invalid_desc_fails_at_registration_with_its_cause() {
    let registry = Registry::new();
    let error = registry.register(silent(&[Desc::invalid("the socket is gone")])).unwrap_err();
    assert!(matches!(error.kind(), RegisterErrorKind::InvalidDesc { .. }));
    assert!(error.to_string().contains("the socket is gone"), "{error}");
}

#[test]
fn the_place_is_that_of_the_call() {
    let desc = Desc::new("m", "");
    let place = desc.place();
    assert!(place.file.ends_with("desc.rs"), "{place}");
    assert_eq!(place.line, line!() - 3);
    let error = Registry::new().register(one(&Desc::new("", ""))).unwrap_err().to_string();
    assert!(error.contains(&format!("desc.rs:{}", line!() - 1)), "{error}");
}

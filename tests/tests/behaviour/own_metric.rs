//! Families of metrics of one's own: H13 and B1 of the features.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

use metrics_core::sample::{Sample, SampleError};
use metrics_core::{GatherErrorKind, Kind, OwnMetric, OwnVec, Registry, SeriesSlot, Written};

use crate::support::{errors, text};

/// A gauge that fails, panics, or says nothing at all.
struct Moody {
    name: String,
    dropped: Arc<AtomicBool>,
}

impl Drop for Moody {
    fn drop(&mut self) {
        self.dropped.store(true, Relaxed);
    }
}

impl OwnMetric for Moody {
    const KIND: Kind = Kind::Gauge;

    fn write(&self, slot: SeriesSlot<'_>) -> Result<Written, SampleError> {
        match &*self.name {
            "fails" => Err("no value".into()),
            "panics" => panic!("out of luck"),
            name => Ok(slot.sample(Sample::Gauge(name.len() as f64))),
        }
    }
}

#[test]
fn h13_series_of_ones_own() {
    let registry = Registry::new();
    let dropped = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&dropped);
    let moods = OwnVec::named("moods", "", ["zone", "name"], move |labels| Moody {
        name: labels.get("name").unwrap().to_owned(),
        dropped: Arc::clone(&flag),
    });
    let moods = registry.register(moods.constrain("zone", |zone| zone.trim().into())).unwrap();
    let kept = moods.with(&["eu", "calm"]).unwrap();
    let eu = moods.curry(&[("zone", " eu ")]).unwrap();
    assert!(Arc::ptr_eq(&kept, &eu.with(&["calm"]).unwrap()));
    assert!(Arc::ptr_eq(&kept, &moods.with_labels(&[("name", "calm"), ("zone", "eu")]).unwrap()));
    assert_eq!(
        text(&registry),
        "# HELP moods \n# TYPE moods gauge\nmoods{name=\"calm\",zone=\"eu\"} 4\n"
    );

    // B1: a series that fails costs itself, and is named.
    eu.with(&["fails"]).unwrap();
    eu.with(&["panics"]).unwrap();
    let mut messages: Vec<String> = errors(&registry)
        .iter()
        .map(|error| match error.kind() {
            GatherErrorKind::Collect { desc, error } => format!("{}: {error}", desc.name()),
            other => panic!("{other}"),
        })
        .collect();
    messages.sort();
    assert_eq!(messages, ["moods: no value", "moods: panicked: out of luck"]);
    let encoded = registry.encode(metrics_core::Format::Text).into_string();
    assert!(encoded.ends_with("\nmoods{name=\"calm\",zone=\"eu\"} 4\n"), "{encoded}");
    assert_eq!(eu.remove(&["fails"]), Ok(true));
    assert_eq!(eu.remove_matching(&[("name", "panics")]), 1);

    // H10, H11: what is kept goes on, what is made again is another one.
    dropped.store(false, Relaxed);
    assert_eq!(moods.remove(&["eu", "calm"]), Ok(true));
    assert!(!dropped.load(Relaxed), "it is kept");
    assert_eq!(text(&registry), "");
    assert!(!Arc::ptr_eq(&kept, &eu.with(&["calm"]).unwrap()));
    drop(kept);
    assert!(dropped.load(Relaxed), "the family does not keep what was removed");
    assert_eq!(moods.clear(), 1);
}

#[test]
fn h13_what_makes_a_series_may_use_the_family_and_may_panic() {
    let registry = Registry::new();
    let made = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&made);
    let moods = OwnVec::named("moods", "", ["name"], move |labels| {
        assert!(count.fetch_add(1, Relaxed) > 0, "the first one");
        let name = labels.get("name").unwrap().to_owned();
        Moody { name, dropped: Arc::default() }
    });
    let moods = registry.register(moods).unwrap();
    let first = || drop(moods.with(&["a"]).unwrap());
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(first)).is_err());
    assert_eq!(text(&registry), "");
    moods.with(&["a"]).unwrap();
    assert!(text(&registry).ends_with("\nmoods{name=\"a\"} 1\n"));
    assert_eq!(made.load(Relaxed), 2);
}

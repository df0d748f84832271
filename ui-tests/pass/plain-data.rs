//! Plain data, computed values and snapshots: in generic structs, through aliases, out of macros,
//! without a prelude to lean on, and under lints.

#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications, clippy::pedantic)]

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use metrics_core::{Collector, Counter, Describe, Format, LabelSet, Registry};

type Bytes = u64;
type Shared<T> = Arc<RwLock<T>>;

/// Any type of data may be a parameter.
#[derive(Collector, Debug)]
#[collector(new)]
struct Cell<T, const N: usize>
where
    T: Copy + Into<f64>,
{
    /// What it holds.
    #[metric(gauge, name = "held", value = self.value.into())]
    #[metric(gauge, name = "cells", help = "How many.", value = N)]
    value: T,
}

/// A field's type may be one, too.
#[derive(Collector, Debug)]
struct Held<D: Send + Sync + 'static> {
    /// What it holds.
    #[metric(gauge, unit = "bytes")]
    data_bytes: D,
}

macro_rules! collector {
    ($vis:vis $name:ident { $($field:ident: $ty:ty = $value:expr, $help:literal;)* }) => {
        #[derive(Collector, Debug, Default)]
        #[collector(namespace = "made", snapshot = $name::look)]
        $vis struct $name {
            $(
                #[doc = $help]
                #[metric(gauge, value = $value)]
                $field: $ty,
            )*
        }
    };
}

/// The labels of an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, LabelSet)]
struct Entry {
    #[label(unbounded)]
    key: String,
    hot: bool,
}

/// What there is at one moment.
#[derive(Collector, Debug)]
struct Look {
    #[doc = concat!("Entries, ", "by key.")]
    #[metric(counter)]
    entries_total: Shared<BTreeMap<Entry, Bytes>>,
    #[metric(gauge, help = "Age.")]
    age_seconds: Option<Duration>,
}

collector! {
    pub(crate) Made {
        answer: AtomicU64 = 6 * 7, "The answer.";
        calls: Counter = 1.5, "Calls.";
    }
}

impl Made {
    fn look(&self) -> Result<Look, std::io::Error> {
        let entry = Entry { key: "a".to_owned(), hot: self.calls.get() == 0 };
        let entries_total = Arc::new(RwLock::new(BTreeMap::from([(entry, 1)])));
        Ok(Look { entries_total, age_seconds: None })
    }
}

static LOCKED: Mutex<Held<Option<u32>>> = Mutex::new(Held { data_bytes: None });

fn main() {
    let registry = Registry::new();
    registry.register(&LOCKED).unwrap();
    LOCKED.lock().unwrap().data_bytes = Some(7);
    registry.register(Made::default()).unwrap();
    registry.register(Cell::<f32, 3>::new(0.5)).unwrap();
    assert_eq!(Cell::<u8, 1>::descs().len(), 2);
    let text = registry.encode(Format::Text).into_string();
    for line in [
        "data_bytes 7",
        "made_answer 42",
        "made_calls 1.5",
        "made_entries_total{hot=\"true\",key=\"a\"} 1",
        "held 0.5",
        "cells 3",
    ] {
        assert!(text.contains(&format!("\n{line}\n")), "{line} in {text}");
    }
    let help = Made::descs().iter().map(|desc| desc.help().to_owned()).collect::<Vec<_>>();
    assert_eq!(help, ["The answer.", "Calls.", "Entries, by key.", "Age."]);
}

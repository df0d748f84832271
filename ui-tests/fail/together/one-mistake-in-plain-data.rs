//! One mistake in a field of data is one error, however the struct is used.

use std::collections::HashMap;
use std::sync::Mutex;

use metrics_core::{Collector, CounterVec, Describe, LabelSet, Registry};

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
struct Host {
    #[label(unbounded)]
    host: String,
}

#[derive(Collector)]
#[collector(new)]
struct Data {
    /// Crashes.
    #[metric(counter)]
    crashes_total: HashMap<Host, String>, //~ ERROR
    /// Room.
    #[metric(gauge, value = self.room)]
    room: u64,
}

#[derive(Collector)]
#[collector(new)]
struct Kept {
    /// Calls.
    #[metric(ttl = "1h", max_series = 10)]
    calls_total: CounterVec<Hots>, //~ ERROR
}

#[derive(Collector)]
#[collector(snapshot = Self::look, new)] //~ ERROR
struct Snapshot {
    #[metric(skip)]
    name: String,
}

impl Snapshot {
    fn look(&self) -> String {
        self.name.clone()
    }
}

fn main() {
    let registry = Registry::new();
    registry.register(Mutex::new(Data::new(HashMap::new(), 3))).unwrap();
    registry.register(Kept::new()).unwrap();
    registry.register(Snapshot::new(String::new())).unwrap();
    let _ = (Data::descs(), Kept::descs(), Snapshot::descs());
}

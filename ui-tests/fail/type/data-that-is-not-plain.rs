//! A field with a kind holds numbers, whatever its type is called.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Mutex;

use metrics_core::{Collector, Gauge, LabelSet};

#[derive(PartialEq, Eq, Hash, LabelSet)]
struct Host {
    #[label(unbounded)]
    host: String,
}

type Name = String;

#[derive(Collector)]
struct Jobs {
    /// Who runs them.
    #[metric(gauge)]
    name: Name, //~ ERROR
    /// Whether they run.
    #[metric(counter)]
    running_total: bool, //~ ERROR
    /// Jobs that wait.
    #[metric(gauge)]
    waiting: Gauge, //~ ERROR
    /// Jobs by name.
    #[metric(gauge)]
    by_name: HashMap<String, u64>, //~ ERROR
    /// Jobs by two hosts.
    #[metric(gauge)]
    by_hosts: HashMap<Host, HashMap<Host, u64>>, //~ ERROR
    /// Not shared.
    #[metric(gauge)]
    cell: Cell<u64>, //~ ERROR
    /// Names in a lock.
    #[metric(counter)]
    locked_total: Mutex<Option<Name>>, //~ ERROR
}

fn main() {}

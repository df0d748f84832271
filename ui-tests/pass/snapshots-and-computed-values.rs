//! What is computed stands in the user's scope: `self`, `?`-free expressions, closures and macros.

#![deny(warnings)]

use std::collections::VecDeque;
use std::sync::Mutex;

use metrics_core::{Collector, Format, Registry};

const FACTOR: f64 = 2.0;

fn scaled(value: usize) -> f64 {
    value as f64 * FACTOR
}

macro_rules! half {
    ($value:expr) => {
        $value / 2
    };
}

#[derive(Collector)]
#[collector(namespace = "queue")]
struct Queue {
    #[metric(gauge, name = "length", help = "Jobs that wait.", value = self.jobs.lock().unwrap().len())]
    #[metric(gauge, name = "scaled", help = "Twice.", value = scaled(self.jobs.lock().unwrap().len()))]
    #[metric(gauge, name = "half", help = "Half.", value = half!(self.jobs.lock().unwrap().len()))]
    #[metric(gauge, name = "first", help = "The first, if any.", value = {
        let jobs = self.jobs.lock().unwrap();
        jobs.front().copied()
    })]
    #[metric(gauge, name = "parsed", help = "Read.", value = "17".parse::<i64>())]
    #[metric(gauge, name = "longest", help = "The longest.", value = {
        let longest = |jobs: &VecDeque<u32>| jobs.iter().copied().max();
        longest(&self.jobs.lock().unwrap())
    })]
    jobs: Mutex<VecDeque<u32>>,
}

fn main() {
    let registry = Registry::new();
    let queue = registry.register(Queue { jobs: Mutex::default() }).unwrap();
    let text = registry.encode(Format::Text).into_string();
    assert!(text.contains("\nqueue_length 0\n") && !text.contains("queue_first"), "{text}");
    queue.jobs.lock().unwrap().extend([7, 9, 8, 3]);
    let text = registry.encode(Format::Text).into_string();
    for line in ["length 4", "scaled 8", "half 2", "first 7", "parsed 17", "longest 9"] {
        assert!(text.contains(&format!("\nqueue_{line}\n")), "{line} in {text}");
    }
}

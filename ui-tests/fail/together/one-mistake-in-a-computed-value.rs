//! One mistake in what is computed is one error, however the struct is used.

use metrics_core::{Collector, Describe, Registry};

#[derive(Collector)]
#[collector(new)]
struct Unfinished {
    /// Jobs that wait.
    #[metric(gauge, value = self.)] //~ ERROR
    queue: Vec<u8>,
}

#[derive(Collector)]
#[collector(new)]
struct Nothing {
    /// Jobs that wait.
    #[metric(gauge, value = *)] //~ ERROR
    queue: Vec<u8>,
}

#[derive(Collector)]
#[collector(new)]
struct WithoutKind {
    /// Jobs that wait.
    #[metric(value = self.queue.len())] //~ ERROR
    queue: Vec<u8>,
}

#[derive(Collector)]
#[collector(snapshot = Self::take, snapshot = Self::take)] //~ ERROR
struct Twice;

impl Twice {
    fn take(&self) -> Unfinished {
        Unfinished::new(Vec::new())
    }
}

fn main() {
    let registry = Registry::new();
    registry.register(Unfinished::new(Vec::new())).unwrap();
    registry.register(Nothing::new(Vec::new())).unwrap();
    registry.register(WithoutKind::new(Vec::new())).unwrap();
    registry.register(Twice).unwrap();
    let _ = (Unfinished::descs(), Nothing::descs(), Twice::descs());
}

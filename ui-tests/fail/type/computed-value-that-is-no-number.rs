//! What is computed is a number, or may be one.

use metrics_core::Collector;

#[derive(Collector)]
struct Jobs {
    /// Jobs that wait.
    #[metric(gauge, value = self.queue.clone())] //~ ERROR
    queue: Vec<u8>,
    /// Their names.
    #[metric(gauge, value = self.names.first().map(String::as_str))] //~ ERROR
    names: Vec<String>,
    /// Nothing.
    #[metric(counter, value = self.absent.len())] //~ ERROR
    nothing_total: (),
}

fn main() {}

//! A computed value says its kind, and nothing that is said of other fields.

use metrics_core::Collector;

#[derive(Collector)]
struct Jobs {
    /// Jobs that wait.
    #[metric(value = self.queue.len())] //~ ERROR
    queue: Vec<u8>,
    /// Jobs done.
    #[metric(counter, value)] //~ ERROR
    done: Vec<u8>,
    /// Jobs lost.
    #[metric(counter, value(self.lost.len()))] //~ ERROR
    lost: Vec<u8>,
    /// Sizes.
    #[metric(gauge, value = self.sizes.len(), buckets = [1.0])] //~ ERROR
    sizes: Vec<u8>,
    /// Ages.
    #[metric(init = all, gauge, value = 1)] //~ ERROR
    ages: Vec<u8>,
    #[metric(gauge, value = 2)]
    undocumented: Vec<u8>, //~ ERROR
    /// Twice.
    #[metric(gauge, value = 1)]
    #[metric(gauge, value = 2)]
    twice: Vec<u8>, //~ ERROR
    /// Both.
    #[metric(skip, gauge, value = 2)] //~ ERROR
    both: Vec<u8>,
}

fn main() {}

//! What the machine allows: code by hand that does the work of a workload and nothing else, with
//! no library around it. It knows how many series there will be, and cannot be scraped.

mod lookup;
mod own;
mod shared;

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

pub(super) use own::own_cells;
pub(super) use shared::shared;

use crate::data::BUCKETS;

/// Alone on its cache line and on the one that is fetched with it.
#[repr(align(128))]
#[derive(Default)]
struct Padded<T>(T);

fn zeros(n: usize) -> Vec<AtomicU64> {
    (0..n).map(|_| AtomicU64::new(0)).collect()
}

/// Buckets and a sum that are read one by one: what a scrape sees may not agree.
#[derive(Default)]
struct Histogram {
    buckets: [AtomicU64; BUCKETS.len() + 1],
    sum: AtomicU64,
}

impl Histogram {
    /// By any thread.
    #[inline(always)]
    fn observe(&self, value: f64) {
        self.buckets[bucket(value)].fetch_add(1, Relaxed);
        let mut sum = self.sum.load(Relaxed);
        loop {
            let next = (f64::from_bits(sum) + value).to_bits();
            match self.sum.compare_exchange_weak(sum, next, Relaxed, Relaxed) {
                Ok(_) => return,
                Err(now) => sum = now,
            }
        }
    }

    /// By the only thread that writes here.
    #[inline(always)]
    fn observe_alone(&self, value: f64) {
        let bucket = &self.buckets[bucket(value)];
        bucket.store(bucket.load(Relaxed) + 1, Relaxed);
        let sum = f64::from_bits(self.sum.load(Relaxed)) + value;
        self.sum.store(sum.to_bits(), Relaxed);
    }

    fn count(&self) -> u64 {
        self.buckets.iter().map(|bucket| bucket.load(Relaxed)).sum()
    }
}

/// Counts the bounds below the value, which compiles to vector compares without a branch.
#[inline(always)]
fn bucket(value: f64) -> usize {
    BUCKETS.iter().map(|bound| usize::from(value > *bound)).sum()
}

//! Updates: one operation on metrics that are there.

use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use super::{Bench, Round};
use crate::alloc::Spent;
use crate::cpu;

/// Can be updated by several threads at once.
pub(crate) trait Update: Send + Sync + 'static {
    /// One operation. `i` counts them, and picks the labels and the value.
    fn update(&self, i: usize);

    /// How many operations the library has recorded, read back from the library.
    fn total(&self) -> u64;

    /// Does what the library leaves for later. Timed, but apart from the operations.
    fn settle(&self) {}
}

pub(crate) struct UpdateBench<U> {
    update: U,
    threads: usize,
    per_thread: usize,
    done: u64,
}

impl<U: Update> UpdateBench<U> {
    pub(crate) fn new(update: U, threads: usize) -> Self {
        Self { update, threads, per_thread: 0, done: 0 }
    }

    fn run(&mut self, n: usize) -> Round {
        self.done += (n * self.threads) as u64;
        let update = &self.update;
        let barrier = &Barrier::new(self.threads);
        let on_thread = |thread: usize| {
            cpu::pin(thread);
            barrier.wait();
            let before = Spent::so_far();
            let start = Instant::now();
            // Threads begin at different places, so that they do not pick the same series in step.
            operations(black_box(update), black_box(thread * 1009), n);
            (start, Instant::now(), Spent::so_far() - before)
        };
        let spans: Vec<(Instant, Instant, Spent)> = if self.threads == 1 {
            vec![on_thread(0)]
        } else {
            thread::scope(|scope| {
                let threads: Vec<_> = (0..self.threads)
                    .map(|thread| scope.spawn(move || on_thread(thread)))
                    .collect();
                threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
            })
        };
        let start = spans.iter().map(|span| span.0).min().expect("a thread");
        let end = spans.iter().map(|span| span.1).max().expect("a thread");
        let mut round = Round {
            ops: n as u64,
            threads: self.threads as u64,
            took: end - start,
            ..Round::default()
        };
        for (_, _, spent) in spans {
            round.spent += spent;
        }
        let start = Instant::now();
        self.update.settle();
        round.later = start.elapsed();
        round
    }
}

/// Not inlined, so that a disassembly or profile has one place a library and workload to look at.
#[inline(never)]
fn operations<U: Update>(update: &U, from: usize, n: usize) {
    for i in from..from + n {
        update.update(i);
    }
}

impl<U: Update> Bench for UpdateBench<U> {
    fn prepare(&mut self, target: Duration) {
        let mut n = 1000;
        let mut took = self.run(n).took;
        while took * 4 < target {
            n *= 2;
            took = self.run(n).took;
        }
        let scale = target.as_secs_f64() / took.as_secs_f64();
        self.per_thread = ((n as f64 * scale) as usize).max(1);
        self.round();
    }

    fn round(&mut self) -> Round {
        self.run(self.per_thread)
    }

    fn verify(&self) -> Result<(), String> {
        let total = self.update.total();
        if total == self.done {
            Ok(())
        } else {
            Err(format!("recorded {total} of {} operations", self.done))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

    use super::*;

    /// Forgets every so many-th operation.
    struct Forgetful(AtomicU64, usize);

    impl Update for Forgetful {
        fn update(&self, i: usize) {
            if !i.is_multiple_of(self.1) {
                self.0.fetch_add(1, Relaxed);
            }
        }

        fn total(&self) -> u64 {
            self.0.load(Relaxed)
        }
    }

    #[test]
    fn one_lost_operation_in_a_thousand_is_noticed() {
        for threads in [1, 2] {
            let mut bench = UpdateBench::new(Forgetful(AtomicU64::new(0), 1000), threads);
            bench.prepare(Duration::from_millis(1));
            let round = bench.round();
            assert_eq!(round.threads, threads as u64);
            assert!(round.ops > 0);
            assert!(bench.verify().is_err());
        }
    }

    #[test]
    fn an_allocation_on_any_thread_is_counted() {
        struct Allocates(AtomicU64);

        impl Update for Allocates {
            fn update(&self, i: usize) {
                black_box(Box::new(i));
                self.0.fetch_add(1, Relaxed);
            }

            fn total(&self) -> u64 {
                self.0.load(Relaxed)
            }
        }

        for threads in [1, 2] {
            let mut bench = UpdateBench::new(Allocates(AtomicU64::new(0)), threads);
            bench.prepare(Duration::from_millis(1));
            let round = bench.round();
            assert_eq!(round.spent.count, round.ops * round.threads);
            assert_eq!(round.spent.bytes, round.spent.count * size_of::<usize>() as u64);
            assert_eq!(round.spent.live, 0);
            assert_eq!(bench.verify(), Ok(()));
        }
    }
}

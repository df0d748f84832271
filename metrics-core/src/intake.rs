//! Values on their way into a state that takes more than a moment to change.
//!
//! Who has a value leaves it in a lane, which is taken by *try*: a lane that is taken is passed
//! over, and if all are, the value goes into a queue that takes any number of threads. Whoever
//! fills a lane folds it into the state, unless another thread is at it; then the lane grows. So
//! nobody waits for another thread, but for one case: who fills a lane [many times](AHEAD) while
//! others fold waits for its turn, since threads that leave values faster than they can be folded
//! would otherwise take all memory. A reader takes the state, empties all lanes into it, and has
//! whole values only, with every one that was left before.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, TryLockError};

use crate::cell::{Padded, lane, set_lane};

/// A state that values are folded into.
pub(crate) trait Fold<T> {
    /// Takes the values, in the order in which each thread left its own.
    fn fold(&mut self, values: &mut Vec<T>);
}

/// All lanes; a power of two.
const LANES: usize = 4;

/// How often a lane may be filled before anybody waits.
const AHEAD: usize = 8;

type Lane<T> = Mutex<Vec<T>>;

#[derive(Debug)]
pub(crate) struct Intake<T, S> {
    first: Lane<T>,
    /// Made when two threads first meet.
    more: OnceLock<Box<[Padded<Lane<T>>; LANES - 1]>>,
    /// For those that found all lanes taken.
    queue: OnceLock<(Sender<T>, Mutex<Receiver<T>>)>,
    folded: Mutex<Folded<T, S>>,
    /// How many values make a lane full.
    full: usize,
}

#[derive(Debug)]
struct Folded<T, S> {
    state: S,
    /// Room that goes to and fro between here and the lanes.
    values: Vec<T>,
}

impl<T, S: Fold<T>> Folded<T, S> {
    /// Exchanges a lane's values for nothing.
    fn take(&mut self, lane: &mut Vec<T>) {
        std::mem::swap(&mut self.values, lane);
    }

    fn fold(&mut self) {
        if !self.values.is_empty() {
            self.state.fold(&mut self.values);
            self.values.clear();
        }
    }

    /// Gives back what a lane needed only once.
    fn shrink(&mut self, full: usize) {
        if self.values.capacity() > 2 * full {
            self.values = Vec::new();
        }
    }
}

impl<T, S: Fold<T>> Intake<T, S> {
    pub(crate) fn new(state: S, full: usize) -> Self {
        Self {
            first: Mutex::new(Vec::new()),
            more: OnceLock::new(),
            queue: OnceLock::new(),
            folded: Mutex::new(Folded { state, values: Vec::new() }),
            full,
        }
    }

    /// Leaves a value.
    #[inline]
    pub(crate) fn put(&self, value: T) {
        let preferred = if self.more.get().is_none() { 0 } else { lane() % LANES };
        if let Err(value) = self.try_put(preferred, value) {
            self.put_elsewhere(preferred, value);
        }
    }

    /// Leaves a value in a lane, unless that is taken.
    #[inline]
    fn try_put(&self, lane: usize, value: T) -> Result<(), T> {
        let Some(mut values) = try_lock(self.lane(lane)) else { return Err(value) };
        values.push(value);
        let held = values.len();
        if held >= self.full {
            if let Some(mut folded) = try_lock(&self.folded) {
                folded.take(&mut values);
                drop(values);
                folded.fold();
                folded.shrink(self.full);
            } else if held >= AHEAD * self.full {
                drop(values);
                let mut folded = lock(&self.folded);
                self.empty(lane, &mut folded);
            }
        }
        Ok(())
    }

    /// Folds what is in a lane.
    fn empty(&self, lane: usize, folded: &mut Folded<T, S>) {
        folded.take(&mut lock(self.lane(lane)));
        folded.fold();
        folded.shrink(self.full);
    }

    #[cold]
    fn put_elsewhere(&self, preferred: usize, mut value: T) {
        self.more.get_or_init(|| Box::new([const { Padded(Mutex::new(Vec::new())) }; LANES - 1]));
        for lane in (1..=LANES).map(|turn| (preferred + turn) % LANES) {
            match self.try_put(lane, value) {
                Ok(()) => return set_lane(lane),
                Err(back) => value = back,
            }
        }
        let (sender, _) = self.queue.get_or_init(|| {
            let (sender, receiver) = channel();
            (sender, Mutex::new(receiver))
        });
        // The receiver lies beside it.
        let _ = sender.send(value);
    }

    /// Reads the state, with every value that was left before.
    pub(crate) fn read<R>(&self, read: impl FnOnce(&mut S) -> R) -> R {
        let mut folded = lock(&self.folded);
        for lane in 0..LANES {
            // Those that were not made are the first one again, which is empty by then.
            self.empty(lane, &mut folded);
        }
        if let Some((_, receiver)) = self.queue.get() {
            folded.values.extend(lock(receiver).try_iter());
            folded.fold();
        }
        read(&mut folded.state)
    }

    fn lane(&self, lane: usize) -> &Lane<T> {
        match (lane.checked_sub(1), self.more.get()) {
            (Some(lane), Some(more)) => &more[lane].0,
            _ => &self.first,
        }
    }
}

/// A panic under a lock is one of the allocator's; what was folded is still good.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[inline]
fn try_lock<T>(mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    match mutex.try_lock() {
        Ok(guard) => Some(guard),
        Err(TryLockError::Poisoned(error)) => Some(error.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    use super::*;

    /// Values in the order in which they were folded.
    impl Fold<u64> for Vec<u64> {
        fn fold(&mut self, values: &mut Vec<u64>) {
            self.append(values);
        }
    }

    #[test]
    fn values_of_a_thread_stay_in_order() {
        let intake = Intake::new(Vec::new(), 3);
        (0..10).for_each(|value| intake.put(value));
        assert_eq!(intake.read(|state| state.clone()), (0..10).collect::<Vec<_>>());
        assert!(intake.more.get().is_none());
    }

    #[test]
    fn nobody_waits_while_everything_is_taken() {
        let intake = Intake::new(Vec::new(), 2);
        let first = lock(&intake.first);
        intake.put(1); // makes the others
        let others: Vec<_> = (1..LANES).map(|lane| lock(intake.lane(lane))).collect();
        intake.put(2);
        intake.put(3);
        drop((first, others));
        let folded = lock(&intake.folded);
        (4..10).for_each(|value| intake.put(value));
        drop(folded);
        let mut values = intake.read(|state| state.clone());
        values.sort_unstable();
        assert_eq!(values, (1..10).collect::<Vec<_>>());
    }

    #[test]
    fn who_is_far_ahead_waits_for_those_who_fold() {
        let intake = &Intake::new(Vec::new(), 2);
        let folded = lock(&intake.folded);
        let ahead = (AHEAD * 2) as u64;
        (1..ahead).for_each(|value| intake.put(value));
        std::thread::scope(|scope| {
            let waiting = scope.spawn(move || intake.put(ahead));
            std::thread::sleep(std::time::Duration::from_millis(20));
            assert!(!waiting.is_finished());
            drop(folded);
            waiting.join().unwrap();
        });
        assert!(lock(&intake.first).is_empty());
        assert_eq!(intake.read(|state| state.clone()), (1..=ahead).collect::<Vec<_>>());
    }

    #[test]
    fn what_was_left_before_is_read_and_nothing_is_lost() {
        const EACH: usize = if cfg!(miri) { 50 } else { 5_000 };
        let intake = &Intake::new(Vec::new(), 7);
        let left = &AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for thread in 0..4 {
                scope.spawn(move || {
                    for value in 0..EACH as u64 {
                        intake.put(thread << 32 | value);
                        left.fetch_add(1, Relaxed);
                    }
                });
            }
            while left.load(Relaxed) < 4 * EACH {
                let before = left.load(Relaxed);
                assert!(intake.read(|state| state.len()) >= before);
                std::thread::yield_now();
            }
        });
        let mut values = intake.read(|state| state.clone());
        values.sort_unstable();
        values.dedup();
        assert_eq!(values.len(), 4 * EACH);
    }
}

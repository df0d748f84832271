//! Slow collectors run side by side (S21, J22).

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::SLOW;

struct Shared<T> {
    state: Mutex<State<T>>,
    finished: Condvar,
}

struct State<T> {
    waiting: VecDeque<usize>,
    done: Vec<(usize, T)>,
}

/// Runs `work` for every task and returns the results, in no order.
///
/// One thread begins. Another is started whenever nothing finished for a millisecond while tasks
/// wait, so there are as many as slow tasks, and never more than tasks. A single task runs on
/// the caller's thread. `work` must not panic.
pub(super) fn run<T: Send>(tasks: Vec<usize>, work: impl Fn(usize) -> T + Sync) -> Vec<(usize, T)> {
    let count = tasks.len();
    if count <= 1 {
        return tasks.into_iter().map(|task| (task, work(task))).collect();
    }
    let state = State { waiting: tasks.into(), done: Vec::with_capacity(count) };
    let shared = Shared { state: Mutex::new(state), finished: Condvar::new() };
    thread::scope(|scope| {
        let worker = || while shared.step(&work) {};
        let mut seen = 0;
        let mut start_another = true;
        loop {
            if start_another && thread::Builder::new().spawn_scoped(scope, worker).is_err() {
                // No thread is to be had, so this one does the work.
                shared.step(&work);
            }
            let state = shared.lock();
            if state.done.len() == count {
                break;
            }
            let (state, timeout) = shared
                .finished
                .wait_timeout_while(state, SLOW, |state| state.done.len() == seen)
                .unwrap_or_else(PoisonError::into_inner);
            seen = state.done.len();
            start_another = timeout.timed_out() && !state.waiting.is_empty();
        }
    });
    let state = shared.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    state.done
}

impl<T> Shared<T> {
    /// Does one task; `false` if there is none.
    fn step(&self, work: &impl Fn(usize) -> T) -> bool {
        let Some(task) = self.lock().waiting.pop_front() else { return false };
        let result = work(task);
        self.lock().done.push((task, result));
        self.finished.notify_one();
        true
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

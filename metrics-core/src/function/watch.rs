//! Guards that learn how a call ends.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread::panicking;

use super::outcome::{Outcome, Verdict};

/// What a call that has begun leaves behind when it ends.
#[doc(hidden)]
pub trait Record {
    /// Called once, at the end of the call.
    fn record(&mut self, verdict: Verdict);
}

impl<A: Record, B: Record> Record for (A, B) {
    #[inline]
    fn record(&mut self, verdict: Verdict) {
        self.0.record(verdict);
        self.1.record(verdict);
    }
}

/// Lies in front of a body that is left as it is: unless a panic comes by, the call ended in the
/// way that was stated.
#[must_use]
#[doc(hidden)]
pub struct Guard<R: Record> {
    record: R,
    verdict: Verdict,
    /// Whether the call was made while a panic was under way: then that is not its own.
    panicking: bool,
}

impl<R: Record> Guard<R> {
    /// For a body whose value nobody needs to see.
    #[inline]
    #[doc(hidden)]
    pub fn new(record: R) -> Self {
        Self::left(record, Outcome::Ok)
    }

    /// For a body that can be left before its [`end`](Self::end).
    #[inline]
    #[doc(hidden)]
    pub fn left(record: R, outcome: Outcome) -> Self {
        Self { record, verdict: outcome.into(), panicking: panicking() }
    }

    #[inline]
    #[doc(hidden)]
    pub fn end(mut self, verdict: Verdict) {
        self.verdict = verdict;
    }
}

impl<R: Record> Drop for Guard<R> {
    #[inline]
    fn drop(&mut self) {
        if !self.panicking && panicking() {
            self.verdict = Outcome::Panic.into();
        }
        self.record.record(self.verdict);
    }
}

/// Watches a body from outside: a call that does not come to its [`end`](Self::end) ended by
/// whatever is true at that moment.
#[must_use]
#[doc(hidden)]
pub struct Watch<R: Record> {
    record: R,
    verdict: Verdict,
}

impl<R: Record> Watch<R> {
    /// For a body that is called: it ends, or it panics.
    #[inline]
    #[doc(hidden)]
    pub fn call(record: R) -> Self {
        Self { record, verdict: Outcome::Panic.into() }
    }

    /// For a future: unless it is just being polled, it is dropped.
    #[inline]
    #[doc(hidden)]
    pub fn future(record: R) -> Self {
        Self { record, verdict: Outcome::Cancelled.into() }
    }

    #[inline]
    #[doc(hidden)]
    pub fn poll<F: Future>(
        &mut self,
        future: Pin<&mut F>,
        cx: &mut Context<'_>,
    ) -> Poll<F::Output> {
        self.verdict = Outcome::Panic.into();
        let polled = future.poll(cx);
        self.verdict = Outcome::Cancelled.into();
        polled
    }

    #[inline]
    #[doc(hidden)]
    pub fn end(mut self, verdict: Verdict) {
        self.verdict = verdict;
    }
}

impl<R: Record> Drop for Watch<R> {
    #[inline]
    fn drop(&mut self) {
        self.record.record(self.verdict);
    }
}

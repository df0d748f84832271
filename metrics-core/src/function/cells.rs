//! The cells of one instrumented function.

use std::time::Instant;

use super::collector::FunctionCollector;
use super::outcome::{Outcome, Verdict};
use super::watch::Record;
use crate::cell::{Flag, Padded, Stripes, Sum, Update};
use crate::striped::StripedHistogram;

/// How many outcomes there are.
pub(super) const OUTCOMES: usize = 4;

/// One tally for each outcome, and one of all calls that began.
type Tallies = [Sum; OUTCOMES + 1];

/// The place of the tally of the calls that began.
const BEGAN: usize = OUTCOMES;

/// The cells of an instrumented function: a `static` in its body.
///
/// Every thread has cells of its own (see `striped`): a call is two additions and an observation
/// by plain loads and stores. What is in flight is not counted down, but is what began and did
/// not end.
#[doc(hidden)]
pub struct FunctionCells {
    pub(super) function: &'static str,
    pub(super) module: &'static str,
    pub(super) outcomes: Outcomes,
    pub(super) durations: StripedHistogram,
    tallies: Stripes<Box<Padded<Tallies>>, Box<Padded<Tallies>>>,
    collector: &'static FunctionCollector,
    listed: Flag,
}

/// Which outcomes are exported from the first call on, besides `ok` and `panic`.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct Outcomes {
    /// For a function that may return one.
    pub error: bool,
    /// For a future.
    pub cancelled: bool,
}

impl FunctionCells {
    #[must_use]
    #[doc(hidden)]
    pub const fn new(
        function: &'static str,
        module: &'static str,
        outcomes: Outcomes,
        buckets: &'static [f64],
        collector: &'static FunctionCollector,
    ) -> Self {
        Self {
            function,
            module,
            outcomes,
            durations: StripedHistogram::with_buckets(buckets),
            tallies: Stripes::new(),
            collector,
            listed: Flag::new(),
        }
    }

    /// Begins a call.
    #[inline]
    #[doc(hidden)]
    pub fn begin(&'static self) -> Running {
        if !self.listed.get() {
            self.list();
        }
        self.tallies.update(AddOne(BEGAN));
        Running { cells: self, start: Instant::now() }
    }

    /// Takes one lock, once in the function's life.
    #[cold]
    #[inline(never)]
    fn list(&'static self) {
        self.collector.list(self);
        self.listed.set(true);
    }

    /// How many calls ended in each way, and how many are running.
    pub(super) fn calls(&self) -> ([u64; OUTCOMES], u64) {
        let sum = |place: usize| {
            let blocks = self.tallies.alone().chain(self.tallies.shared());
            blocks.fold(0, |sum: u64, block| sum.wrapping_add(block.0[place].get()))
        };
        // In this order: a call that ended meanwhile is running rather than less than none.
        let ended = std::array::from_fn(sum);
        let running = sum(BEGAN).saturating_sub(ended.iter().sum());
        (ended, running)
    }
}

#[derive(Clone, Copy)]
struct AddOne(usize);

impl Update<Box<Padded<Tallies>>, Box<Padded<Tallies>>> for AddOne {
    fn new_alone(&self) -> Box<Padded<Tallies>> {
        Box::new(Padded([const { Sum::new() }; OUTCOMES + 1]))
    }

    fn new_shared(&self) -> Box<Padded<Tallies>> {
        self.new_alone()
    }

    #[inline]
    fn alone(&self, tallies: &Box<Padded<Tallies>>) {
        tallies.0[self.0].add_alone(1);
    }

    fn shared(&self, tallies: &Box<Padded<Tallies>>) {
        tallies.0[self.0].add(1);
    }
}

/// A call of an instrumented function.
#[must_use]
#[doc(hidden)]
pub struct Running {
    cells: &'static FunctionCells,
    start: Instant,
}

impl Record for Running {
    #[inline]
    fn record(&mut self, verdict: Verdict) {
        let elapsed = self.start.elapsed();
        self.cells.tallies.update(AddOne(verdict.outcome as usize));
        self.cells.durations.observe(elapsed.as_secs_f64());
    }
}

const _: () = assert!(Outcome::Cancelled as usize + 1 == OUTCOMES);

//! New series: a family grows from nothing.

use std::rc::Rc;
use std::time::{Duration, Instant};

use super::{Bench, Round};
use crate::alloc::{self, Spent};
use crate::data;

/// A family of counters with a closed and an open label that takes new series.
pub(crate) trait Insert: 'static {
    /// Makes the series with these labels, and increments it.
    fn insert(&self, method: usize, route: &str);

    /// How many series there are.
    fn count(&self) -> usize;
}

pub(crate) struct InsertBench<F> {
    make: Rc<F>,
    routes: &'static [String],
    /// How many families one round fills.
    families: usize,
    /// How many series the last family had.
    seen: usize,
}

impl<I: Insert, F: Fn(usize) -> I> InsertBench<F> {
    pub(crate) fn new(make: Rc<F>, series: usize) -> Self {
        Self { make, routes: data::new_routes(series), families: 1, seen: 0 }
    }

    fn fill(&mut self, round: &mut Round) {
        let before = Spent::so_far();
        let family = (self.make)(self.routes.len());
        let start = Instant::now();
        for (i, route) in self.routes.iter().enumerate() {
            family.insert(i % data::METHODS.len(), route);
        }
        round.took += start.elapsed();
        round.spent += Spent::so_far() - before;
        round.ops += self.routes.len() as u64;
        self.seen = family.count();
    }
}

impl<I: Insert, F: Fn(usize) -> I> Bench for InsertBench<F> {
    fn prepare(&mut self, target: Duration) {
        let took = self.round().took.max(Duration::from_nanos(1));
        // Families are small or a round by themselves; reading them back is not timed.
        self.families = ((target.as_nanos() / took.as_nanos()) as usize).clamp(1, 100);
        if self.routes.len() >= 10_000 {
            self.families = 1;
        }
    }

    fn round(&mut self) -> Round {
        alloc::trim();
        let mut round = Round { threads: 1, ..Round::default() };
        for _ in 0..self.families {
            self.fill(&mut round);
        }
        round
    }

    fn verify(&self) -> Result<(), String> {
        if self.seen == self.routes.len() {
            Ok(())
        } else {
            Err(format!("made {} of {} series", self.seen, self.routes.len()))
        }
    }
}

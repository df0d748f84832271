//! The cells of a histogram that any number of threads observe in.
//!
//! A lane holds a sum and the buckets behind a flag that is taken by *try*: an observer that
//! finds a lane taken goes to the next one instead of waiting, and if all four are held, to the
//! [last resort](super::last), which takes any number of threads. So no observer ever waits for
//! another thread, be it a scrape. A scrape takes each lane in turn and adds them up. Since a
//! lane holds whole observations only, count, sum and buckets of what a scrape reads belong to
//! the same observations (S82), and every observation that finished before the scrape began is
//! among them.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use super::last;
use super::line::Line;
use super::sync::{AtomicU64, OnceBox, constants, spin_loop, yield_now};
use super::totals::Totals;

/// All lanes; a power of two.
const LANES: usize = 4;

/// The cells of one histogram; none until the first observation, one lane until two threads
/// observe at the same moment, and all from then on.
#[derive(Debug)]
#[doc(hidden)]
pub struct Lanes {
    first: OnceBox<Line>,
    more: OnceBox<More>,
}

/// The lanes besides the first one, and the last resort.
#[derive(Debug)]
struct More {
    lanes: [Line; LANES - 1],
    last_resort: last::Sets,
}

impl More {
    fn new(buckets: usize) -> Self {
        let line = |_| Line::new(buckets);
        Self { lanes: std::array::from_fn(line), last_resort: std::array::from_fn(line) }
    }
}

impl Lanes {
    constants! {
        pub(crate) fn new() -> Self {
            Self { first: OnceBox::new(), more: OnceBox::new() }
        }
    }

    /// Records a value in one of that many buckets, the one of `+Inf` among them.
    #[cfg(not(all(loom, test)))]
    #[inline(always)]
    pub(crate) fn observe(&self, buckets: usize, bucket: usize, value: f64) {
        self.observe_as(super::thread::lane, super::thread::set_lane, buckets, bucket, value);
    }

    /// Records a value for a thread that tries `lane` first, and is told where it should `move_to`
    /// because it met another one, so that they meet no more.
    #[inline(always)]
    pub(super) fn observe_as(
        &self,
        lane: impl Fn() -> usize,
        move_to: impl FnOnce(usize),
        buckets: usize,
        bucket: usize,
        value: f64,
    ) {
        let preferred = match self.more.get() {
            None => self.first(buckets),
            Some(more) => self.lane(more, lane() % LANES, buckets),
        };
        if !try_observe(preferred, bucket, value) {
            move_to(self.observe_from(lane() % LANES, buckets, bucket, value));
        }
    }

    /// Records a value in the first lane that is free, and says which one that was.
    #[cold]
    fn observe_from(&self, preferred: usize, buckets: usize, bucket: usize, value: f64) -> usize {
        let more = self.more.get_or_init(|| Box::new(More::new(buckets)));
        let mut lanes = (0..LANES).map(|turn| (preferred + turn) % LANES);
        let free = lanes.find(|&lane| try_observe(self.lane(more, lane, buckets), bucket, value));
        free.unwrap_or_else(|| {
            last::observe(&more.last_resort, bucket, value);
            preferred
        })
    }

    /// Adds what was observed, with every observation that finished before.
    pub(crate) fn add_to(&self, totals: &mut Totals) {
        self.each_lane(totals.len(), |lane| {
            let sum = f64::from_bits(lane.0.sum.load(Relaxed));
            let buckets = 0..totals.len();
            totals.add(sum, buckets.map(|i| lane.bucket(i).load(Relaxed)));
        });
    }

    /// Forgets what was observed in that many buckets.
    pub(crate) fn reset(&self, buckets: usize) {
        self.each_lane(buckets, |lane| {
            lane.0.sum.store(0, Relaxed);
            (0..buckets).for_each(|i| lane.bucket(i).store(0, Relaxed));
        });
    }

    /// Calls `work` with each lane, while it is taken.
    fn each_lane(&self, buckets: usize, mut work: impl FnMut(&Line)) {
        let Some(first) = self.first.get() else { return };
        take(first);
        // Read only now: it is made before anything is observed elsewhere.
        let more = self.more.get();
        if let Some(more) = more {
            // What it holds moves to the first lane. Another scrape that does so holds that lane
            // until it is done, so nothing is in between when this one reads it.
            last::drain(&more.last_resort, first, buckets);
        }
        work(first);
        give_back(first);
        for lane in more.iter().flat_map(|more| &more.lanes) {
            take(lane);
            work(lane);
            give_back(lane);
        }
    }

    #[inline]
    fn first(&self, buckets: usize) -> &Line {
        self.first.get_or_init(move || Box::new(Line::new(buckets)))
    }

    #[inline]
    fn lane<'a>(&'a self, more: &'a More, lane: usize, buckets: usize) -> &'a Line {
        if lane == 0 { self.first(buckets) } else { &more.lanes[lane - 1] }
    }
}

/// Takes a flag, unless it is taken.
#[inline]
pub(super) fn take_flag(flag: &AtomicU64) -> bool {
    // Not a `swap`, which costs the same: who fails would write, and loom, which does not know
    // in which order unrelated writes came, would lose sight of the flag's return.
    flag.compare_exchange(0, 1, Acquire, Relaxed).is_ok()
}

/// Whether an observer or a scrape has the lane.
#[inline]
fn busy(lane: &Line) -> &AtomicU64 {
    &lane.0.state[0]
}

/// How many scrapes wait for the lane.
#[inline]
fn wanted(lane: &Line) -> &AtomicU64 {
    &lane.0.state[1]
}

#[inline]
fn try_observe(lane: &Line, bucket: usize, value: f64) -> bool {
    if wanted(lane).load(Relaxed) != 0 || !take_flag(busy(lane)) {
        return false;
    }
    // The flag is ours: nobody else writes to this lane until it is given back.
    let cell = lane.bucket(bucket);
    cell.store(cell.load(Relaxed).wrapping_add(1), Relaxed);
    let sum = f64::from_bits(lane.0.sum.load(Relaxed)) + value;
    lane.0.sum.store(sum.to_bits(), Relaxed);
    busy(lane).store(0, Release);
    true
}

/// Takes a lane for a scrape.
fn take(lane: &Line) {
    // Observers go elsewhere while this is up, so the wait is for at most those that are here
    // already, and for other scrapes.
    wanted(lane).fetch_add(1, Relaxed);
    for turn in 0.. {
        if take_flag(busy(lane)) {
            return;
        }
        // An observer is done in a moment, unless it lost its processor.
        if turn < 100 { spin_loop() } else { yield_now() }
    }
}

fn give_back(lane: &Line) {
    busy(lane).store(0, Release);
    wanted(lane).fetch_sub(1, Relaxed);
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::super::tests::value;
    use super::*;

    fn totals(lanes: &Lanes, buckets: usize) -> (f64, Vec<u64>) {
        let mut totals = Totals::new(buckets);
        lanes.add_to(&mut totals);
        (totals.sum, totals.buckets)
    }

    #[test]
    fn lanes_of_many_buckets_do_not_overlap() {
        for buckets in [1, 2, 12, 13, 14, 200] {
            let lanes = Lanes::new();
            let set_busy = |lane, flag| {
                busy(lanes.lane(lanes.more.get().unwrap(), lane, buckets)).store(flag, Relaxed);
            };
            let held: Vec<usize> = (0..LANES)
                .map(|_| {
                    let lane = lanes.observe_from(0, buckets, buckets - 1, 1.0);
                    set_busy(lane, 1);
                    lane
                })
                .collect();
            assert_eq!(held, [0, 1, 2, 3]);
            lanes.observe_from(2, buckets, 0, 1.0);
            lanes.observe(buckets, buckets - 1, 1.0);
            for lane in held {
                set_busy(lane, 0);
            }
            for _ in 0..2 {
                let (sum, counts) = totals(&lanes, buckets);
                assert_eq!(sum, 6.0);
                assert_eq!(counts.iter().sum::<u64>(), 6);
                assert_eq!(counts[buckets - 1], if buckets == 1 { 6 } else { 5 });
            }
        }
    }

    /// Whole observations have the sum that their buckets say.
    fn assert_whole((sum, counts): &(f64, Vec<u64>)) {
        let expected: f64 =
            counts.iter().zip(0..).map(|(&n, bucket)| n as f64 * value(bucket)).sum();
        assert_eq!(*sum, expected, "{counts:?}");
    }

    #[test]
    fn s82_totals_are_whole_while_lanes_come_and_go() {
        const EACH: u64 = if cfg!(miri) { 40 } else { 20_000 };
        let lanes = &Lanes::new();
        let done = &AtomicU64::new(0);
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    for (_, bucket) in (0..EACH).zip((0..4).cycle()) {
                        lanes.observe(4, bucket, value(bucket));
                    }
                    done.fetch_add(1, Relaxed);
                });
            }
            // Takes all lanes away again and again, so that observers need the last resort.
            scope.spawn(|| {
                lanes.observe_from(0, 4, 0, 1.0);
                let more = lanes.more.get().unwrap();
                while done.load(Relaxed) < 3 {
                    (0..LANES).for_each(|lane| take(lanes.lane(more, lane, 4)));
                    yield_now();
                    (0..LANES).for_each(|lane| give_back(lanes.lane(more, lane, 4)));
                }
            });
            for _ in 0..2 {
                scope.spawn(|| {
                    let mut last = vec![0; 4];
                    while done.load(Relaxed) < 3 {
                        let now = totals(lanes, 4);
                        assert_whole(&now);
                        assert!(last.iter().zip(&now.1).all(|(last, now)| last <= now));
                        last = now.1;
                    }
                });
            }
        });
        let end = totals(lanes, 4);
        assert_whole(&end);
        assert_eq!(end.1.iter().sum::<u64>(), 3 * EACH + 1);
    }

    #[test]
    fn a_taken_lane_sends_the_observer_to_another() {
        let lanes = Lanes::new();
        take(lanes.first(2));
        lanes.observe(2, 1, 2.0);
        lanes.observe(2, 1, 2.0);
        give_back(lanes.first(2));
        assert_eq!(totals(&lanes, 2), (4.0, vec![0, 2]));
    }
}

//! Which series did not change for a while.

use std::collections::HashMap;
use std::ptr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::entry::Found;
use crate::sample::{Number, Sample};
use crate::store::Metric;

/// What a sweep saw of each series, for the next one.
#[derive(Default)]
pub(super) struct Idle {
    seen: Mutex<HashMap<Id, Seen>>,
}

/// The address of an entry, and its generation.
type Id = (usize, u32);

#[derive(Clone, Copy)]
struct Seen {
    /// The bits of a value, or of a sum and a count.
    value: [u64; 2],
    since: Duration,
}

impl Idle {
    pub(super) fn sweep(&self, now: Duration, idle: Duration) -> Sweep<'_> {
        let before = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        Sweep { before, after: HashMap::new(), now, idle }
    }
}

/// One look at all series.
pub(super) struct Sweep<'a> {
    before: MutexGuard<'a, HashMap<Id, Seen>>,
    after: HashMap<Id, Seen>,
    now: Duration,
    idle: Duration,
}

impl Sweep<'_> {
    /// Whether the series has not changed for long enough.
    pub(super) fn is_idle<M: Metric>(&mut self, found: Found<'_, M>) -> bool {
        let id = (ptr::from_ref(found.entry).addr(), found.generation);
        let value = found.entry.metric.read(fingerprint);
        let before = self.before.get(&id).filter(|seen| seen.value == value);
        let seen = before.copied().unwrap_or(Seen { value, since: self.now });
        let is_idle = self.now.saturating_sub(seen.since) >= self.idle;
        if !is_idle {
            self.after.insert(id, seen);
        }
        is_idle
    }

    /// Keeps what was seen for the next sweep.
    pub(super) fn finish(mut self) {
        *self.before = std::mem::take(&mut self.after);
    }
}

fn fingerprint(sample: Sample<'_>) -> [u64; 2] {
    match sample {
        Sample::Counter(Number::Integer(n)) => [n, 0],
        Sample::Counter(Number::Float(value)) | Sample::Gauge(value) | Sample::Untyped(value) => {
            [value.to_bits(), 0]
        }
        Sample::Histogram { count, sum, .. } | Sample::Summary { count, sum, .. } => {
            [count, sum.to_bits()]
        }
        Sample::Info => [1, 0],
        // There are 64 at most in a metric of ours.
        Sample::StateSet(states) => {
            [states.iter().fold(0, |bits, &(_, holds)| bits << 1 | u64::from(holds)), 0]
        }
        Sample::Detailed(detailed) => fingerprint(detailed.plain()),
    }
}

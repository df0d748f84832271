//! Observations of the last while: streams that began one after the other.

use super::stream::Stream;
use crate::intake::Fold;
use crate::options::{SummaryOptions, nanos};
use crate::sample::Quantile;

/// An observation on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Observed {
    pub(super) value: f64,
    /// Nanoseconds since the Unix epoch.
    pub(super) at: u64,
}

/// Count and sum of all observations, and the quantiles of those of the last while (G6).
///
/// Time is divided into periods, and there is a stream for each one that a quantile looks back on.
/// A stream has all observations since the period in which it began; the oldest answers, and begins
/// anew when its time is over (S99, S100).
#[derive(Debug)]
pub(super) struct Windows {
    pub(super) count: u64,
    pub(super) sum: f64,
    /// By rank (S104).
    targets: Vec<(f64, f64)>,
    streams: Vec<Aged>,
    /// When the first period began, in nanoseconds since the Unix epoch.
    start: u64,
    /// How long a period is.
    length: u64,
    /// The one that the streams are in.
    period: u64,
}

#[derive(Debug, Default)]
struct Aged {
    stream: Stream,
    /// The period in which it began.
    born: u64,
}

impl Windows {
    pub(super) fn new(options: &SummaryOptions) -> Self {
        let mut targets = options.objectives.to_vec();
        targets.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let length = options.max_age.as_nanos() / u128::from(options.age_buckets.max(1));
        Self {
            count: 0,
            sum: 0.0,
            targets,
            streams: (0..options.age_buckets.max(1)).map(|_| Aged::default()).collect(),
            start: nanos((options.clock)()),
            length: u64::try_from(length).unwrap_or(u64::MAX).max(1),
            period: 0,
        }
    }

    /// The first period, in nanoseconds since the Unix epoch.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// The quantiles of this moment: NaN if nothing was observed for long enough (G7).
    pub(super) fn quantiles(&mut self, now: u64) -> Vec<Quantile> {
        self.advance(self.period_of(now));
        let Self { targets, streams, period, .. } = self;
        let oldest = place(*period, streams.len());
        let stream = &mut streams[oldest].stream;
        let quantile = |&(rank, _): &(f64, f64)| Quantile {
            quantile: rank,
            value: stream.quantile(rank, targets),
        };
        targets.iter().map(quantile).collect()
    }

    /// A period ends at its last nanosecond, and not before (S101).
    fn period_of(&self, at: u64) -> u64 {
        at.saturating_sub(self.start).saturating_sub(1) / self.length
    }

    /// The last nanosecond of a period.
    fn end_of(&self, period: u64) -> u64 {
        self.start.saturating_add(self.length.saturating_mul(period.saturating_add(1)))
    }

    /// Goes on to a period. A clock that went back changes nothing.
    fn advance(&mut self, period: u64) {
        if period <= self.period {
            return;
        }
        let streams = self.streams.len();
        // One begins at each step; of many steps the last ones count.
        for born in (self.period + 1).max((period + 1).saturating_sub(streams as u64))..=period {
            let aged = &mut self.streams[place(born - 1, streams)];
            aged.stream.clear();
            aged.born = born;
        }
        self.period = period;
    }
}

/// The stream whose time is over at the end of a period.
fn place(period: u64, streams: usize) -> usize {
    // Below the number of streams.
    #[allow(clippy::cast_possible_truncation)]
    let place = (period % streams as u64) as usize;
    place
}

impl Fold<Observed> for Windows {
    fn fold(&mut self, observed: &mut Vec<Observed>) {
        self.count = self.count.wrapping_add(observed.len() as u64);
        // In order, before they are sorted.
        self.sum = observed.iter().fold(self.sum, |sum, observed| sum + observed.value);
        // NaN has no rank.
        observed.retain(|observed| !observed.value.is_nan());
        // They are nearly in order, and nearly always of one period.
        observed.sort_by_key(|observed| observed.at);
        let mut rest = &observed[..];
        let mut values = Vec::with_capacity(rest.len());
        while let Some(first) = rest.first() {
            let period = self.period_of(first.at);
            let end = self.end_of(period);
            let (of_period, later) =
                rest.split_at(rest.partition_point(|observed| observed.at <= end));
            rest = later;
            values.clear();
            values.extend(of_period.iter().map(|observed| observed.value));
            values.sort_unstable_by(f64::total_cmp);
            self.advance(period);
            // What was observed before a stream began is not for it.
            for aged in self.streams.iter_mut().filter(|aged| aged.born <= period) {
                aged.stream.add(&values, &self.targets);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    const SECOND: u64 = 1_000_000_000;

    /// Three streams that look back on thirty seconds, from second 0 on.
    fn windows() -> Windows {
        let options = SummaryOptions::new()
            .objectives(&[(0.5, 0.05)])
            .max_age(Duration::from_secs(30))
            .age_buckets(3)
            .clock(|| UNIX_EPOCH);
        Windows::new(&options)
    }

    fn observe(windows: &mut Windows, seconds: u64, value: f64) {
        windows.fold(&mut vec![Observed { value, at: seconds * SECOND }]);
    }

    fn median(windows: &mut Windows, at: u64) -> f64 {
        windows.quantiles(at)[0].value
    }

    #[test]
    fn s100_observations_are_seen_for_as_long_as_the_oldest_stream_has_them() {
        let mut windows = windows();
        observe(&mut windows, 5, 1.0);
        observe(&mut windows, 15, 2.0);
        assert_eq!(median(&mut windows, 30 * SECOND), 1.0);
        assert_eq!(median(&mut windows, 30 * SECOND + 1), 2.0); // S101: strictly after
        assert_eq!(median(&mut windows, 40 * SECOND), 2.0);
        assert!(median(&mut windows, 40 * SECOND + 1).is_nan()); // G7
        assert_eq!((windows.count, windows.sum), (2, 3.0)); // G6
    }

    #[test]
    fn late_observations_are_not_for_streams_that_began_later() {
        let mut windows = windows();
        observe(&mut windows, 25, 2.0);
        observe(&mut windows, 5, 1.0); // left earlier, by another thread
        assert_eq!(median(&mut windows, 30 * SECOND), 1.0);
        assert_eq!(median(&mut windows, 31 * SECOND), 2.0);
    }

    #[test]
    fn a_long_silence_ends_every_stream() {
        let mut windows = windows();
        observe(&mut windows, 5, 1.0);
        observe(&mut windows, 1_000_000, 2.0);
        for streams in &windows.streams {
            assert!(streams.born > 90_000);
        }
        assert_eq!(median(&mut windows, 1_000_000 * SECOND), 2.0);
        assert_eq!(median(&mut windows, 0), 2.0, "a clock that goes back changes nothing");
    }

    #[test]
    fn nan_is_counted_and_has_no_rank() {
        let mut windows = windows();
        // With a rank each, NaNs would move the median to 2.
        for value in [1.0, f64::NAN, f64::NAN, 2.0, f64::NEG_INFINITY, f64::NAN] {
            observe(&mut windows, 1, value);
        }
        assert_eq!(windows.count, 6);
        assert!(windows.sum.is_nan());
        assert_eq!(median(&mut windows, SECOND), 1.0);
    }
}

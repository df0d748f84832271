//! Histograms and timers: S77–S82, E2–E6.

use std::thread;

use metrics_core::buckets::{self, BucketError};
use metrics_core::{Gauge, Histogram, HistogramVec, Registry, proto};

use crate::support::check_beside_writers;

#[test]
fn s77_nan_counts_in_the_last_bucket() {
    let histogram = Histogram::with_buckets(&[1.0, 2.0]);
    for value in [1.0, 1.5, 2.0, 2.1, f64::NAN] {
        histogram.observe(value);
    }
    let snapshot = histogram.snapshot();
    let cumulative: Vec<_> = snapshot.buckets.iter().map(|b| b.cumulative_count).collect();
    assert_eq!(cumulative, [1, 3]);
    assert_eq!(snapshot.count, 5);
    assert!(snapshot.sum.is_nan());
}

#[test]
fn s78_bounds_must_increase() {
    let wrong = Histogram::try_with_buckets(&[1.0, 1.0]).unwrap_err();
    assert_eq!(wrong, BucketError::NotIncreasing { index: 1, bound: 1.0, before: 1.0 });
    assert!(wrong.to_string().contains("bound 1 (1) comes after 1"));
    assert!(Histogram::try_with_buckets(&[f64::NAN]).is_err()); // K9
    let infinite = Histogram::try_with_buckets(&[1.0, f64::INFINITY]).unwrap();
    assert_eq!(infinite.snapshot().buckets.len(), 1);
}

/// A histogram of the observations, as a registry gathers it.
fn gathered(bounds: &'static [f64], observations: &[f64]) -> proto::Histogram {
    let registry = Registry::new();
    let histogram = registry.register(Histogram::named("x", "").buckets(bounds)).unwrap();
    for value in observations {
        histogram.observe(*value);
    }
    registry.gather().families[0].metric[0].histogram.clone().unwrap()
}

#[test]
fn s79_buckets_are_cumulative_and_the_last_one_is_not_sent() {
    for bounds in [&[1.0, 2.0, 4.0][..], &[1.0, 2.0, 4.0, f64::INFINITY]] {
        let buckets = gathered(bounds, &[0.5, 3.0, 4.0, 9.0]).bucket;
        let buckets: Vec<_> =
            buckets.iter().map(|b| (b.upper_bound(), b.cumulative_count())).collect();
        assert_eq!(buckets, [(1.0, 1), (2.0, 1), (4.0, 3)]);
    }
}

#[test]
fn s80_count_and_sum_are_always_there() {
    let empty = gathered(&[], &[]);
    assert_eq!((empty.sample_count, empty.sample_sum), (Some(0), Some(0.0)));
    let some = gathered(&[1.0], &[0.5, -2.0]);
    assert_eq!((some.sample_count, some.sample_sum), (Some(2), Some(-1.5)));
}

#[test]
fn an_untouched_histogram_is_empty() {
    let snapshot = Histogram::new().snapshot();
    assert_eq!((snapshot.count, snapshot.sum), (0, 0.0));
    assert_eq!(snapshot.buckets.len(), buckets::DEFAULT.len());
}

#[test]
fn s82_a_snapshot_is_of_whole_observations() {
    let histogram = Histogram::with_buckets(&[1.0, 2.0, 4.0]);
    let write = |writer: u32, _| histogram.observe(f64::from(writer % 4).exp2());
    let observed = check_beside_writers(500, write, || {
        let snapshot = histogram.snapshot();
        let mut below = 0;
        let mut sum = 0.0;
        for bucket in &snapshot.buckets {
            sum += bucket.upper_bound * (bucket.cumulative_count - below) as f64;
            below = bucket.cumulative_count;
        }
        sum += 8.0 * (snapshot.count - below) as f64;
        assert_eq!(snapshot.sum, sum);
        snapshot.count
    });
    assert_eq!(histogram.snapshot().count, observed);
}

#[test]
fn b10_a_timer_observes_once() {
    let histogram = Histogram::new();
    drop(histogram.start_timer());
    let elapsed = histogram.start_timer().stop();
    histogram.start_timer().discard();
    let snapshot = histogram.snapshot();
    assert_eq!(snapshot.count, 2);
    assert!(snapshot.sum >= elapsed.as_secs_f64());
    let panicked = thread::scope(|scope| {
        scope
            .spawn(|| {
                let _timer = histogram.start_timer();
                panic!("on purpose");
            })
            .join()
    });
    assert!(panicked.is_err());
    assert_eq!(histogram.snapshot().count, 3);
}

#[test]
fn a_gauge_tracks_what_is_in_flight() {
    let gauge = Gauge::new();
    let guards: Vec<_> = (0..3).map(|_| gauge.track()).collect();
    assert_eq!(gauge.get(), 3.0);
    drop(guards);
    assert_eq!(gauge.get(), 0.0);
    gauge.set_to_current_time();
    assert!(gauge.get() > 1.7e9);
}

#[test]
fn bounds_of_a_family_are_checked() {
    #[derive(metrics_core::LabelSet)]
    struct Kind {
        fast: bool,
    }
    assert!(HistogramVec::<Kind>::try_with_buckets(&[2.0, 1.0]).is_err());
    let family = HistogramVec::<Kind>::with_buckets(&[1.0]);
    family.with(Kind { fast: true }).observe(0.5);
    assert_eq!(family.with(Kind { fast: true }).snapshot().buckets[0].cumulative_count, 1);
    assert_eq!(family.with(Kind { fast: false }).snapshot().count, 0);
}

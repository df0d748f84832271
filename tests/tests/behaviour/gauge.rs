//! Gauges: S74.

use std::thread;

use metrics_core::Gauge;

#[test]
fn s74_taking_away_is_adding_the_opposite() {
    let gauge = Gauge::new();
    gauge.add(2.5);
    gauge.sub(1.0);
    gauge.add(-0.25);
    gauge.sub(-4.0);
    gauge.inc();
    gauge.dec();
    gauge.dec();
    assert_eq!(gauge.get(), 4.25);
    gauge.sub(f64::INFINITY);
    assert_eq!(gauge.get(), f64::NEG_INFINITY);
    gauge.set(1.0);
    assert_eq!(gauge.get(), 1.0);
}

#[test]
fn s74_no_update_of_many_threads_is_lost() {
    let gauge = Gauge::new();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..20_000).for_each(|_| gauge.add(1.5)));
            scope.spawn(|| (0..20_000).for_each(|_| gauge.sub(0.5)));
        }
    });
    assert_eq!(gauge.get(), 80_000.0);
}

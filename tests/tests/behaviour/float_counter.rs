//! Counters of fractions: S68–S70, D13, K9.

use metrics_core::{Collector, FloatCounter, FloatCounterVec, LabelSet, Registry};

use crate::support::text;

#[derive(LabelSet)]
struct Zone {
    near: bool,
}

#[derive(LabelSet)]
struct Tenant<'a> {
    #[label(max = 10)]
    tenant: &'a str,
}

#[derive(Collector)]
#[collector(namespace = "shop", new)]
struct Metrics {
    /// Taken.
    #[metric(name = "income_total")]
    income: FloatCounter,
    /// Taken, by zone.
    #[metric(unit = "seconds")]
    busy_seconds_total: FloatCounterVec<Zone>,
    /// Taken, by tenant.
    spent_total: FloatCounterVec<Tenant<'static>>,
}

fn after(adds: &[f64]) -> FloatCounter {
    let counter = FloatCounter::new();
    for &value in adds {
        counter.add(value);
    }
    counter
}

#[test]
fn s68_whole_numbers_and_fractions_add_up() {
    assert_eq!(after(&[1.0, 0.25, 2.0, 0.5]).get(), 3.75);
    let counter = after(&[0.0, -0.0]);
    counter.inc();
    assert_eq!(counter.get(), 1.0);
    // Whole numbers stay whole where a float would lose them.
    let exact = after(&[9_007_199_254_740_992.0]);
    exact.inc();
    exact.inc();
    assert_eq!(exact.get(), 9_007_199_254_740_994.0);
    let registry = Registry::new();
    let named = registry.register(FloatCounter::named("x", "")).unwrap();
    named.add(9_007_199_254_740_992.0);
    named.inc();
    assert!(text(&registry).ends_with("\nx 9007199254740993\n"));
}

#[test]
fn s69_what_is_no_u64_goes_to_the_float() {
    // 2^64 reads back from a saturated `u64` as itself, and would be off by one.
    let large = 18_446_744_073_709_551_616.0;
    assert_eq!(after(&[large]).get(), large);
    assert_eq!(after(&[large, 1.0]).get(), large);
    assert_eq!(after(&[f64::INFINITY, 1.0]).get(), f64::INFINITY);
    // The integer wraps.
    let half = 9_223_372_036_854_775_808.0;
    assert_eq!(after(&[half, half]).get(), 0.0);
    assert_eq!(after(&[half, half, 1.5]).get(), 1.5);
}

#[test]
fn d13_what_would_shrink_it_is_dropped_and_counted() {
    let counter = after(&[1.5, -1.0, f64::NAN, f64::NEG_INFINITY, -f64::MIN_POSITIVE]);
    assert_eq!((counter.get(), counter.refused()), (1.5, 4));
}

#[test]
fn s70_a_derived_field_and_families_of_it() {
    let metrics = std::sync::Arc::new(Metrics::new());
    let registry = Registry::new();
    registry.register(std::sync::Arc::clone(&metrics)).unwrap();
    metrics.income.add(2.5);
    metrics.busy_seconds_total.with(Zone { near: true }).add(0.75);
    let tenant = metrics.spent_total.with(Tenant { tenant: "a" });
    tenant.inc();
    tenant.add(0.5);
    tenant.add(-1.0);
    assert_eq!((tenant.get(), tenant.refused()), (1.5, 1));
    let text = text(&registry);
    for line in [
        "# TYPE shop_income_total counter\nshop_income_total 2.5\n",
        "shop_busy_seconds_total{near=\"true\"} 0.75\n",
        "shop_spent_total{tenant=\"a\"} 1.5\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    assert!(metrics.busy_seconds_total.remove(Zone { near: true }));
    let near = metrics.busy_seconds_total.with(Zone { near: true });
    assert_eq!((near.get(), near.refused()), (0.0, 0));
}

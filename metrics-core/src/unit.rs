//! Units that a metric's type may carry.
//!
//! `Histogram<Seconds>` takes a `Duration` and no bare number, so nobody observes milliseconds in
//! it. The unit is part of the descriptor, and a derived field's name must end in it.
//!
//! ```
//! use std::time::Duration;
//! use metrics_core::unit::{Bytes, Seconds};
//! use metrics_core::{Collector, Counter, Describe, Histogram};
//!
//! #[derive(Collector)]
//! #[collector(new)]
//! struct Uploads {
//!     /// Time that uploads took.
//!     duration_seconds: Histogram<Seconds>,
//!     /// What was uploaded.
//!     received_bytes_total: Counter<Bytes>,
//! }
//!
//! static UPLOADS: Uploads = Uploads::new();
//!
//! UPLOADS.duration_seconds.observe(Duration::from_millis(250));
//! UPLOADS.received_bytes_total.add(1 << 20);
//! assert_eq!(UPLOADS.duration_seconds.snapshot().sum, 0.25);
//! assert_eq!(Uploads::descs()[0].unit(), Some("seconds"));
//! ```

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Plain {}
    impl Sealed for super::Seconds {}
    impl Sealed for super::Bytes {}
}

/// What a metric measures, as a type parameter: `Histogram<U = Plain>`.
///
/// A metric without a stated unit has [`Plain`]. What is read of a metric, and buckets, are in the
/// unit itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a unit",
    label = "not a unit",
    note = "the parameter of a metric is its unit and not the type of its value: write `Counter`, `FloatCounter`, `Gauge` or `Histogram`"
)]
pub trait Unit: sealed::Sealed + 'static {
    /// The unit as it stands at the end of a metric's name; empty for none.
    const NAME: &'static str;

    /// What a gauge, a histogram or a counter of fractions takes.
    type Value: Copy + fmt::Debug;

    /// What a counter takes.
    type Count: Copy + fmt::Debug;

    /// How many of what a counter adds up make one of the unit.
    #[doc(hidden)]
    const PARTS: u64;

    #[doc(hidden)]
    fn value(value: Self::Value) -> f64;

    #[doc(hidden)]
    fn parts(count: Self::Count) -> u64;

    #[doc(hidden)]
    fn count(parts: u64) -> Self::Count;
}

/// A unit of which there can be one more: what `inc` adds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not come one by one",
    label = "what is added must be said",
    note = "a time is added as a `Duration`: `add(…)`"
)]
pub trait Countable: Unit {}

/// A unit that a timer can measure.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a unit of time",
    label = "not a time",
    note = "what is timed has the unit `Seconds`, or states none"
)]
pub trait Time: Unit {}

/// Bare numbers: no unit is part of the type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plain;

impl Unit for Plain {
    const NAME: &'static str = "";
    type Value = f64;
    type Count = u64;
    const PARTS: u64 = 1;

    #[inline]
    fn value(value: f64) -> f64 {
        value
    }

    #[inline]
    fn parts(count: u64) -> u64 {
        count
    }

    #[inline]
    fn count(parts: u64) -> u64 {
        parts
    }
}

impl Countable for Plain {}
impl Time for Plain {}

/// Times, given as a [`Duration`].
///
/// A `Counter<Seconds>` adds up whole nanoseconds, so that nothing is rounded; it wraps after 584
/// years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Seconds;

impl Unit for Seconds {
    const NAME: &'static str = "seconds";
    type Value = Duration;
    type Count = Duration;
    const PARTS: u64 = 1_000_000_000;

    #[inline]
    fn value(time: Duration) -> f64 {
        time.as_secs_f64()
    }

    #[inline]
    fn parts(time: Duration) -> u64 {
        time.as_secs().wrapping_mul(Self::PARTS).wrapping_add(time.subsec_nanos().into())
    }

    #[inline]
    fn count(nanos: u64) -> Duration {
        Duration::from_nanos(nanos)
    }
}

impl Time for Seconds {}

/// Whole bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bytes;

impl Unit for Bytes {
    const NAME: &'static str = "bytes";
    type Value = u64;
    type Count = u64;
    const PARTS: u64 = 1;

    #[inline]
    fn value(bytes: u64) -> f64 {
        bytes as f64
    }

    #[inline]
    fn parts(bytes: u64) -> u64 {
        bytes
    }

    #[inline]
    fn count(bytes: u64) -> u64 {
        bytes
    }
}

impl Countable for Bytes {}

/// Carries a unit in a type without owning one, so that auto traits do not depend on it.
pub(crate) type Of<U> = PhantomData<fn() -> U>;

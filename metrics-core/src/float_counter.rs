//! Counters of what comes in fractions.

use std::marker::PhantomData;

use crate::cell::{Float, Sum};
use crate::desc::Kind;
use crate::sample::{Number, Sample};
use crate::spec::Spec;
use crate::store::{ClosedSet, Empty, Flat, Metric};
use crate::unit::{self, Countable, Plain, Unit};

/// A count that only grows, of what comes in fractions: seconds, joules, money.
///
/// Three words (24 bytes). Whole numbers below 2^64 are added to an integer, with one relaxed
/// atomic addition, and wrap past `u64::MAX`; all others to a float, with a compare-and-swap that
/// is tried again when another thread was faster (S68, S69). The value is the sum of both (S70).
///
/// What would make the count shrink, or no number any more, is not added: see
/// [`add`](Self::add).
///
/// ```
/// use metrics_core::FloatCounter;
///
/// static BUSY_SECONDS: FloatCounter = FloatCounter::new();
/// BUSY_SECONDS.add(1.25);
/// BUSY_SECONDS.add(2.0);
/// BUSY_SECONDS.add(-1.0); // a clock that went back
/// assert_eq!(BUSY_SECONDS.get(), 3.25);
/// assert_eq!(BUSY_SECONDS.refused(), 1);
/// ```
#[derive(Debug)]
pub struct FloatCounter<U: Unit = Plain> {
    whole: Sum,
    rest: Float,
    refused: Sum,
    unit: unit::Of<U>,
}

/// 2^64: the first float that is no `u64`.
const TOO_LARGE: f64 = 18_446_744_073_709_551_616.0;

impl FloatCounter {
    /// A counter at zero.
    #[must_use]
    pub const fn new() -> Self {
        Self::EMPTY
    }
}

impl<U: Countable> FloatCounter<U> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.whole.add(1);
    }
}

impl<U: Unit> FloatCounter<U> {
    /// A counter at zero, of any unit.
    #[must_use]
    pub const fn with_unit() -> Self {
        Self::EMPTY
    }

    /// Adds `value`.
    ///
    /// One that is negative or NaN is dropped and counted as [`refused`](Self::refused) (D13,
    /// K9).
    #[inline]
    pub fn add(&self, value: U::Value) {
        let value = U::value(value);
        if value.is_nan() || value < 0.0 {
            self.refused.add(1);
        } else if value < TOO_LARGE && value.trunc() == value {
            // Checked: it is whole, and fits.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            self.whole.add(value as u64);
        } else {
            self.rest.add(value);
        }
    }

    /// The value at this moment. Above 2^53 the nearest float.
    #[must_use]
    #[inline]
    pub fn get(&self) -> f64 {
        self.number().as_f64()
    }

    /// How many updates were dropped because they were negative or NaN.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.refused.get()
    }

    /// Stays whole as long as nothing else was added.
    fn number(&self) -> Number {
        let (rest, whole) = (self.rest.get(), self.whole.get());
        if rest == 0.0 { Number::Integer(whole) } else { Number::Float(rest + whole as f64) }
    }
}

impl<U: Unit> Default for FloatCounter<U> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<U: Unit> Empty for FloatCounter<U> {
    const EMPTY: Self =
        Self { whole: Sum::new(), rest: Float::new(), refused: Sum::new(), unit: PhantomData };
}

#[diagnostic::do_not_recommend]
impl<U: Unit> Metric for FloatCounter<U> {
    const KIND: Kind = Kind::Counter;
    const UNIT: &'static str = U::NAME;
    type Config = ();
    const DEFAULT_CONFIG: () = ();
    type ConfigOf<S: Spec> = ();
    type Flat<L: ClosedSet> = Flat<L, Self>;

    fn series((): ()) -> Self {
        Self::EMPTY
    }

    fn config(&self) {}

    fn reset(&self) {
        self.whole.reset();
        self.rest.set(0.0);
        self.refused.reset();
    }

    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R {
        read(Sample::Counter(self.number()))
    }
}

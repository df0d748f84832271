//! Units that a metric's type may carry.

use std::marker::PhantomData;

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Plain {}
}

/// What a metric counts, as a type parameter: `Histogram<U = Plain>`.
///
/// A metric without a stated unit has [`Plain`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a unit",
    label = "not a unit",
    note = "the parameter of a metric is its unit and not the type of its value: write `Counter`, `FloatCounter`, `Gauge` or `Histogram`"
)]
pub trait Unit: sealed::Sealed + 'static {
    /// The unit as it stands at the end of a metric's name; empty for none.
    const NAME: &'static str;
}

/// Bare numbers: no unit is part of the type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plain;

impl Unit for Plain {
    const NAME: &'static str = "";
}

/// Carries a unit in a type without owning one, so that auto traits do not depend on it.
pub(crate) type Of<U> = PhantomData<fn() -> U>;

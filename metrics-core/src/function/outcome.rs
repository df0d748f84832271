//! How a call ended.

use std::fmt;
use std::marker::PhantomData;

use crate::label::{ClosedLabel, LabelValue};

/// How a call of a function ended: a closed label that `#[counted]` and `#[timed]` fill at the
/// end of the call.
///
/// ```
/// use metrics_core::{CounterVec, LabelSet, Outcome, counted};
///
/// #[derive(LabelSet)]
/// struct Parsed {
///     outcome: Outcome,
/// }
///
/// static PARSED: CounterVec<Parsed> = CounterVec::new();
///
/// #[counted(PARSED, labels(outcome))]
/// fn parse(text: &str) -> Result<u8, std::num::ParseIntError> {
///     text.parse()
/// }
///
/// assert_eq!(parse("7"), Ok(7));
/// assert!(parse("x").is_err());
/// assert_eq!(PARSED.with(Parsed { outcome: Outcome::Ok }).get(), 1);
/// assert_eq!(PARSED.with(Parsed { outcome: Outcome::Error }).get(), 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// It returned, and what it returned is no error.
    Ok,
    /// It returned an `Err`, or what `error_if` or `ok_if` takes for an error.
    Error,
    /// It panicked.
    Panic,
    /// Its future was dropped before it was done.
    Cancelled,
}

impl LabelValue for Outcome {
    fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(Self::VALUES[self.index()])
    }
}

#[diagnostic::do_not_recommend]
impl ClosedLabel for Outcome {
    const VALUES: &'static [&'static str] = &["ok", "error", "panic", "cancelled"];

    #[inline]
    fn index(&self) -> usize {
        *self as usize
    }
}

/// An error that a label can tell by its variant. Derive it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error that a label can tell",
    label = "not an error label",
    note = "write `#[derive(ErrorLabel)]` on the error's enum"
)]
pub trait ErrorLabel {
    /// The texts of all variants, each once.
    const VALUES: &'static [&'static str];

    /// This error's place in [`VALUES`](Self::VALUES). Must be below its length.
    fn index(&self) -> usize;

    /// `none`, and the texts of all variants.
    #[doc(hidden)]
    const WITH_NONE: &'static [&'static str];
}

/// Which error a call returned: a closed label with the value `none` and one for each variant of
/// `E`, which `#[counted]` and `#[timed]` fill at the end of the call.
///
/// ```
/// use metrics_core::{CounterVec, ErrorLabel, ErrorOf, LabelSet, counted};
///
/// #[derive(ErrorLabel)]
/// #[label(rename_all = "snake_case")]
/// enum OrderError {
///     SoldOut { item: String },
///     Declined(u32),
/// }
///
/// #[derive(LabelSet)]
/// struct Order {
///     error: ErrorOf<OrderError>,
/// }
///
/// static ORDERS: CounterVec<Order> = CounterVec::new();
///
/// #[counted(ORDERS, labels(error))]
/// fn order(item: &str) -> Result<(), OrderError> {
///     Err(OrderError::SoldOut { item: item.to_owned() })
/// }
///
/// let sold_out = order("tea").unwrap_err();
/// assert_eq!(ORDERS.with(Order { error: ErrorOf::new(&sold_out) }).get(), 1);
/// # let _ = OrderError::Declined(7);
/// ```
pub struct ErrorOf<E> {
    index: usize,
    error: PhantomData<fn() -> E>,
}

impl<E> ErrorOf<E> {
    /// The value `none`: the call returned no error.
    #[must_use]
    pub const fn none() -> Self {
        Self { index: 0, error: PhantomData }
    }
}

impl<E: ErrorLabel> ErrorOf<E> {
    /// The value of this error.
    #[must_use]
    pub fn new(error: &E) -> Self {
        Self { index: 1 + error.index(), error: PhantomData }
    }
}

impl<E> Clone for ErrorOf<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for ErrorOf<E> {}

impl<E: ErrorLabel> fmt::Debug for ErrorOf<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ErrorOf").field(&E::WITH_NONE[self.index]).finish()
    }
}

impl<E: ErrorLabel + 'static> LabelValue for ErrorOf<E> {
    fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(E::WITH_NONE[self.index])
    }
}

#[diagnostic::do_not_recommend]
impl<E: ErrorLabel + 'static> ClosedLabel for ErrorOf<E> {
    const VALUES: &'static [&'static str] = E::WITH_NONE;

    #[inline]
    fn index(&self) -> usize {
        self.index
    }
}

/// What is known of a call at its end.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct Verdict {
    pub(super) outcome: Outcome,
    /// As the index of an [`ErrorOf`]; 0 for none.
    pub(super) error: usize,
}

impl From<Outcome> for Verdict {
    #[inline]
    fn from(outcome: Outcome) -> Self {
        Self { outcome, error: 0 }
    }
}

//! Labels: what a label's value may be, and how many values it has.
//!
//! A *closed* label has a list of values that the compiler knows ([`ClosedLabel`]): a derived
//! enum or a `bool`. An *open* label ([`OpenLabel`]) is text or an integer; the label set that
//! holds it states how many values it may have (`#[label(max = N)]`).

use std::borrow::Cow;
use std::sync::Arc;

use crate::message::Text;
use crate::name::equal;
use crate::pairs::LabelText;

/// A value that can be written as a label's text.
///
/// Derive it for an enum without data (a closed label) or, with `#[label(transparent)]`, for a
/// struct around one open value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a label value",
    label = "not a label value",
    note = "label values are text, integers, `bool` and enums with `#[derive(LabelValue)]`",
    note = "floats are not: they would make a series for each value"
)]
pub trait LabelValue {
    /// Calls `read` with the value's text. Text is handed over as it is; integers are written
    /// to the stack, so nothing allocates.
    fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R;

    /// The value's text, for `labels!`, which cannot hand its caller's code to a closure. Nothing
    /// allocates if the value is text, or written in 40 bytes.
    #[doc(hidden)]
    fn label_text(&self) -> LabelText<'_> {
        self.with_text(LabelText::copied)
    }

    /// As [`label_text`](Self::label_text), of a value that nothing else holds.
    #[doc(hidden)]
    fn into_label_text<'a>(self) -> LabelText<'a>
    where
        Self: Sized + 'a,
    {
        self.with_text(LabelText::copied)
    }
}

/// A label whose values are all known to the compiler.
#[diagnostic::on_unimplemented(
    message = "the values of `{Self}` are not known to the compiler",
    label = "text and integers need `#[label(max = N)]`, and an enum `#[derive(LabelValue)]`",
    note = "with `max = N`, values past N are folded into `other`; any number: `#[label(unbounded)]`"
)]
pub trait ClosedLabel: LabelValue + 'static {
    /// The texts of all values, each once: of two series with one text, a scrape could tell neither
    /// from the other. A set with such a label does not compile.
    const VALUES: &'static [&'static str];

    /// Whether it is known that no text is there twice: the derive has looked.
    #[doc(hidden)]
    const DISTINCT: bool = false;

    /// This value's place in [`VALUES`](Self::VALUES). Must be below its length.
    fn index(&self) -> usize;
}

/// A label whose values are not known beforehand: text or integers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an open label: it is not text and not an integer",
    label = "not an open label",
    note = "an enum: `#[derive(LabelValue)]` on it, and no `max`, `unbounded` or `overflow` here",
    note = "a struct around text or an integer: `#[derive(LabelValue)]` and `#[label(transparent)]` on it"
)]
pub trait OpenLabel: LabelValue {
    /// [`with_text`](LabelValue::with_text), for generated code, which asks a type for one trait
    /// only.
    #[doc(hidden)]
    #[inline]
    fn read_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        self.with_text(read)
    }
}

/// What a transparent label is wrapped around: an open label.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text and not an integer",
    label = "cannot be wrapped by a label",
    note = "`transparent` is for a struct around text, an integer or another such struct"
)]
#[doc(hidden)]
pub trait InnerLabel {
    fn read_inner<R>(&self, read: impl FnOnce(&str) -> R) -> R;
}

#[diagnostic::do_not_recommend]
impl<T: OpenLabel + ?Sized> InnerLabel for T {
    #[inline]
    fn read_inner<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        self.read_text(read)
    }
}

/// One label of a label set: its name and what its values may be.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    /// The label's name.
    pub name: &'static str,
    /// Which values it takes.
    pub domain: Domain,
}

/// Which values a label takes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Domain {
    /// These and no others.
    Closed(&'static [&'static str]),
    /// Any, but not too many of them.
    Open {
        /// How many distinct values the label may have in one family; `None` for no bound.
        max: Option<u32>,
        /// The value that stands for those past `max`.
        overflow: &'static str,
    },
}

/// How many combinations the labels have.
#[must_use]
#[doc(hidden)]
pub const fn cardinality(labels: &[Label]) -> usize {
    let mut product = 1_usize;
    let mut i = 0;
    while i < labels.len() {
        if let Domain::Closed(values) = labels[i].domain {
            product = product.saturating_mul(values.len());
        }
        i += 1;
    }
    product
}

impl Text {
    /// The closed labels, and how many values each has.
    pub(crate) const fn with_cardinalities(mut self, labels: &[Label]) -> Self {
        let mut i = 0;
        while i < labels.len() {
            if let Domain::Closed(values) = labels[i].domain {
                self = self.with(if i == 0 { "" } else { " × " }).with("`").with(labels[i].name);
                self = self.with("` (").number(values.len()).with(")");
            }
            i += 1;
        }
        self
    }
}

/// Refuses a closed label of which two values have one text. `distinct` says that there are none.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[doc(hidden)]
#[track_caller]
pub const fn check_values(label: &str, values: &[&str], distinct: bool) {
    let mut i = if distinct { values.len() } else { 0 };
    while i < values.len() {
        let mut j = 0;
        while j < i {
            if equal(values[i], values[j]) {
                let message = Text::new()
                    .with("two values of label `")
                    .with(label)
                    .with("` are written as `")
                    .with(values[i])
                    .with("`\n  help: write each text in `ClosedLabel::VALUES` once");
                panic!("{}", message.as_str());
            }
            j += 1;
        }
        i += 1;
    }
}

/// The labels of one series, as texts.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    names: &'a [&'a str],
    values: &'a [&'a str],
}

impl<'a> Labels<'a> {
    pub(crate) fn new(names: &'a [&'a str], values: &'a [&'a str]) -> Self {
        Self { names, values }
    }

    /// The value of a label; `None` if there is no label of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    /// Names and values, in order of declaration.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'a str, &'a str)> + use<'a> {
        self.names.iter().copied().zip(self.values.iter().copied())
    }
}

impl LabelValue for str {
    fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(self)
    }

    fn label_text(&self) -> LabelText<'_> {
        LabelText::borrowed(self)
    }
}
#[diagnostic::do_not_recommend]
impl OpenLabel for str {}

macro_rules! forward_to_target {
    ($($(#[$attr:meta])* [$($generics:tt)*] $ty:ty;)*) => {$(
        $(#[$attr])*
        impl<$($generics)*> LabelValue for $ty {
            fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
                (**self).with_text(read)
            }

            fn label_text(&self) -> LabelText<'_> {
                (**self).label_text()
            }
        }
    )*};
}
forward_to_target! {
    #[diagnostic::do_not_recommend]
    [T: LabelValue + ?Sized] Arc<T>;
    #[diagnostic::do_not_recommend]
    [T: LabelValue + ?Sized] Box<T>;
}
impl LabelValue for String {
    fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(self)
    }

    fn label_text(&self) -> LabelText<'_> {
        LabelText::borrowed(self)
    }

    fn into_label_text<'a>(self) -> LabelText<'a> {
        LabelText::boxed(self)
    }
}
#[diagnostic::do_not_recommend]
impl<T: LabelValue + ?Sized> LabelValue for &T {
    fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        (**self).with_text(read)
    }

    fn label_text(&self) -> LabelText<'_> {
        (**self).label_text()
    }

    fn into_label_text<'a>(self) -> LabelText<'a>
    where
        Self: 'a,
    {
        (*self).label_text()
    }
}
impl LabelValue for Cow<'_, str> {
    fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(self)
    }

    fn label_text(&self) -> LabelText<'_> {
        LabelText::borrowed(self)
    }
}
#[diagnostic::do_not_recommend]
impl OpenLabel for String {}
#[diagnostic::do_not_recommend]
impl OpenLabel for Cow<'_, str> {}
#[diagnostic::do_not_recommend]
impl<T: OpenLabel + ?Sized> OpenLabel for &T {}
#[diagnostic::do_not_recommend]
impl<T: OpenLabel + ?Sized> OpenLabel for Arc<T> {}
#[diagnostic::do_not_recommend]
impl<T: OpenLabel + ?Sized> OpenLabel for Box<T> {}

macro_rules! integers {
    ($($int:ty)*) => {$(
        impl LabelValue for $int {
            fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
                read(itoa::Buffer::new().format(*self))
            }
        }
        #[diagnostic::do_not_recommend]
        impl OpenLabel for $int {}
    )*};
}
integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

impl LabelValue for bool {
    fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(Self::VALUES[self.index()])
    }
}
#[diagnostic::do_not_recommend]
impl ClosedLabel for bool {
    const VALUES: &'static [&'static str] = &["false", "true"];

    fn index(&self) -> usize {
        usize::from(*self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &(impl LabelValue + ?Sized)) -> String {
        value.with_text(str::to_owned)
    }

    #[test]
    fn standard_types_write_their_text() {
        assert_eq!(text("a b"), "a b");
        assert_eq!(text(&String::from("x")), "x");
        assert_eq!(text(&Cow::Borrowed("y")), "y");
        assert_eq!(text(&Arc::<str>::from("z")), "z");
        assert_eq!(text(&u64::MAX), "18446744073709551615");
        assert_eq!(text(&-3_i8), "-3");
        assert_eq!(text(&true), "true");
        assert_eq!(bool::VALUES[false.index()], "false");
    }
}

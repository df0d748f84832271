//! Labels as pairs of texts, as `labels!` makes them.

use std::array;
use std::ops::Deref;

/// Names and values of labels, sorted by name: what `labels!` makes.
///
/// Whatever takes labels at run time takes these: by reference where a series is looked up or
/// written (it is a slice of pairs, [`DynamicVec::with_labels`](crate::DynamicVec::with_labels)),
/// by value where labels are kept (it is an iterator of pairs,
/// [`Registerer::with_labels`](crate::Registerer::with_labels)). The former allocates nothing; the
/// latter copies the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelPairs<'a, const N: usize> {
    // Written as a struct, and not by a function, so that values in it live as long as a variable
    // that it is bound to.
    #[doc(hidden)]
    pub __pairs: [(&'static str, &'a str); N],
}

impl<'a, const N: usize> Deref for LabelPairs<'a, N> {
    type Target = [(&'static str, &'a str)];

    fn deref(&self) -> &Self::Target {
        &self.__pairs
    }
}

/// The pairs, with copies of the values.
impl<const N: usize> IntoIterator for LabelPairs<'_, N> {
    type Item = (&'static str, String);
    type IntoIter = array::IntoIter<Self::Item, N>;

    fn into_iter(self) -> Self::IntoIter {
        self.__pairs.map(|(name, value)| (name, value.to_owned())).into_iter()
    }
}

/// A label's value as text: borrowed where it is text already, and otherwise written down here.
///
/// Not public: what [`LabelValue::label_text`](crate::LabelValue::label_text) gives generated code.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct LabelText<'a>(Written<'a>);

#[derive(Clone, Debug)]
enum Written<'a> {
    Borrowed(&'a str),
    Inline([u8; INLINE], u8),
    Boxed(Box<str>),
}

/// The longest text of an integer.
const INLINE: usize = 40;

impl<'a> LabelText<'a> {
    pub(crate) const fn borrowed(text: &'a str) -> Self {
        Self(Written::Borrowed(text))
    }

    pub(crate) fn boxed(text: String) -> Self {
        Self(Written::Boxed(text.into()))
    }

    pub(crate) fn copied(text: &str) -> Self {
        let mut bytes = [0; INLINE];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(place), Ok(len)) => {
                place.copy_from_slice(text.as_bytes());
                Self(Written::Inline(bytes, len))
            }
            _ => Self(Written::Boxed(text.into())),
        }
    }
}

impl Deref for LabelText<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Written::Borrowed(text) => text,
            Written::Boxed(text) => text,
            // A whole text was copied.
            Written::Inline(bytes, len) => {
                str::from_utf8(&bytes[..usize::from(*len)]).unwrap_or_default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LabelValue;

    #[test]
    fn texts_are_borrowed_and_others_copied() {
        let text = String::from("a text that is longer than forty bytes, by some");
        assert_eq!(text.label_text().as_ptr(), text.as_ptr());
        assert_eq!((&text).into_label_text().as_ptr(), text.as_ptr());
        assert!(matches!(i128::MIN.label_text().0, Written::Inline(_, 40)));
        assert_eq!(&*i128::MIN.label_text(), i128::MIN.to_string());
        assert_eq!(&*true.label_text(), "true");
        assert_eq!(&*LabelText::copied(&text), text);
        assert!(matches!(LabelText::copied(&text).0, Written::Boxed(_)));
        assert_eq!(&*LabelText::copied(""), "");
    }
}

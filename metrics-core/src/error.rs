//! Many errors at once.

use std::any::Any;
use std::fmt;

/// Everything that went wrong in one go, in order (S28).
///
/// ```
/// use metrics_core::Errors;
///
/// let mut errors = Errors::new();
/// errors.push("one");
/// assert_eq!(errors.to_string(), "1 error(s) occurred:\n* one");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors<E>(Vec<E>);

impl<E> Errors<E> {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds an error.
    pub fn push(&mut self, error: E) {
        self.0.push(error);
    }

    /// Nothing, if nothing went wrong.
    ///
    /// # Errors
    ///
    /// If there is an error.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl<E> Default for Errors<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> std::ops::Deref for Errors<E> {
    type Target = [E];

    fn deref(&self) -> &[E] {
        &self.0
    }
}

impl<E> IntoIterator for Errors<E> {
    type Item = E;
    type IntoIter = std::vec::IntoIter<E>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, E> IntoIterator for &'a Errors<E> {
    type Item = &'a E;
    type IntoIter = std::slice::Iter<'a, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<E: fmt::Display> fmt::Display for Errors<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} error(s) occurred:", self.0.len())?;
        self.0.iter().try_for_each(|error| write!(f, "\n* {error}"))
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for Errors<E> {}

/// What a panic said.
pub(crate) fn panic_message(panic: Box<dyn Any + Send>) -> String {
    match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => match other.downcast::<&str>() {
            Ok(text) => (*text).to_owned(),
            Err(other) => {
                // Not dropped: that is foreign code as well, and may panic once more.
                std::mem::forget(other);
                "a value that is not text".to_owned()
            }
        },
    }
}

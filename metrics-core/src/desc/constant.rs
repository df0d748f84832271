//! Descriptors that are known to the compiler.

use std::fmt;
use std::ops::Deref;

use super::Desc;

/// A descriptor that is a constant: what `desc!` makes.
///
/// It is used like the [`Desc`] that it stands for, and may be copied, also out of a `const`. The
/// descriptor itself is made when it is first looked at, once for each place in the source where
/// the macro is called; from then on that costs a call and a load.
#[derive(Clone, Copy)]
pub struct ConstDesc(fn() -> &'static Desc);

impl ConstDesc {
    /// The one that a function keeps.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(made: fn() -> &'static Desc) -> Self {
        Self(made)
    }

    /// The descriptor, for as long as the program runs.
    #[must_use]
    pub fn get(self) -> &'static Desc {
        self.0()
    }
}

impl Deref for ConstDesc {
    type Target = Desc;

    fn deref(&self) -> &Desc {
        self.get()
    }
}

impl From<ConstDesc> for Desc {
    fn from(desc: ConstDesc) -> Self {
        desc.get().clone()
    }
}

impl fmt::Display for ConstDesc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.get(), f)
    }
}

impl fmt::Debug for ConstDesc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.get(), f)
    }
}

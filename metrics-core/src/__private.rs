//! What generated code names, besides the public traits. Not part of the public interface.

pub use crate::cell::Flags;
pub use crate::collector::{Describe, Family, Group};
pub use crate::desc::Group as TreeGroup;
pub use crate::desc::{FieldDesc, FieldPlace, Place, Tree, check_field, check_group};
pub use crate::held::how;
pub use crate::init::{
    BucketField, Field, GroupField, Init, MadeGroupField, Plain, Spec, TakesBuckets,
};
pub use crate::label::{Domain, Label};
pub use crate::store::{
    Array, Boxed, ClosedSet, Empty, Metric, OpenSet, Store, cardinality, check_cardinality,
    flag_words,
};
pub use crate::vec::Open;

/// The bounds that a field states, checked where they are written.
///
/// # Panics
///
/// If they are not in order, to be seen as a compiler error.
#[must_use]
#[track_caller]
pub const fn checked_buckets(bounds: &'static [f64]) -> &'static [f64] {
    crate::buckets::checked(bounds)
}

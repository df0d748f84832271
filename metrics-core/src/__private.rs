//! What generated code names, besides the public traits. Not part of the public interface.

pub use std::sync::LazyLock;

pub use crate::cell::Flags;
pub use crate::collector::{Describe, Family, Group};
pub use crate::desc::Group as TreeGroup;
pub use crate::desc::{FieldDesc, FieldPlace, Place, Tree, check_field, check_group};
pub use crate::held::how;
pub use crate::init::{
    BucketField, Field, GroupField, Init, MadeGroupField, Shared, SharedStruct, TakesBuckets,
};
pub use crate::label::{Domain, InnerLabel, Label, check_values};
pub use crate::spec::{Defaults, Spec};
pub use crate::store::{
    Array, Boxed, ClosedSet, Empty, Metric, OpenSet, Store, cardinality, check_cardinality,
    flag_words,
};
pub use crate::striped::StripedMetric;
pub use crate::vec::Open;

/// Checks the bounds that a field states.
///
/// # Panics
///
/// If there are none or they are not in order, to be seen as a compiler error.
#[track_caller]
pub const fn check_buckets(bounds: &'static [f64]) {
    assert!(
        !bounds.is_empty(),
        "a histogram needs a bucket\n  help: list bounds, or leave `buckets` out for the default ones"
    );
    crate::buckets::checked(bounds);
}

/// Refuses what is unconventional, where the struct is strict.
///
/// # Panics
///
/// With the message if it applies, to be seen as a compiler error.
#[track_caller]
pub const fn refuse(applies: bool, message: &'static str) {
    assert!(!applies, "{}", message);
}

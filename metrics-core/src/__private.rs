//! What generated code names, besides the public traits. Not part of the public interface.

pub use std::sync::LazyLock;

pub use crate::cell::Flags;
pub use crate::collector::{Describe, Family, Group, Trust, collect, describe};
pub use crate::data::{CounterField, DataField};
pub use crate::desc::Group as TreeGroup;
pub use crate::desc::{
    FieldDesc, FieldType, Tree, Type, check_alike, check_claims, check_field, check_group,
    check_init, check_lines, check_max_series, check_snapshot, check_ttl, check_unit, meetings,
};
pub use crate::func::{Pulled, computed, kind};
pub use crate::function::{
    AnyOutput, AnyValue, BoxedFuture, Counting, Counts, FamilyOf, FunctionCells, Futures, Given,
    Guard, HasError, Judge, Kind, Later, Now, Outcomes, Record, Resolve, ResultOutput, Returns,
    Running, Times, Timing, Tracking, Tracks, Value, Verdict, Watch, bind, error_if, error_of,
    kind_of_output, later, ok_if,
};
pub use crate::held::how;
pub use crate::init::{
    BucketField, Field, GroupField, Init, MadeGroupField, NativeField, QuantileField, Shared,
    SharedStruct, TakesBuckets,
};
pub use crate::label::{Domain, InnerLabel, Label, cardinality, check_values};
pub use crate::options::{
    NativeOptions, SummaryOptions, check_factor, check_max_zero_threshold, check_zero_threshold,
};
pub use crate::snapshot::snapshot;
pub use crate::spec::{Defaults, Spec};
pub use crate::store::{
    Array, Boxed, ClosedSet, Empty, Metric, OpenSet, ReadLabels, Store, check_cardinality,
    flag_words,
};
pub use crate::striped::StripedMetric;
pub use crate::vec::Open;

/// The bounds that a function states.
///
/// # Panics
///
/// As [`check_buckets`].
#[track_caller]
#[must_use]
pub const fn checked_buckets(bounds: &'static [f64]) -> &'static [f64] {
    check_buckets(bounds);
    bounds
}

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

/// Checks the quantiles that a field states.
///
/// # Panics
///
/// If there are none or they cannot be met, to be seen as a compiler error.
#[track_caller]
pub const fn check_quantiles(quantiles: &'static [(f64, f64)]) {
    assert!(
        !quantiles.is_empty(),
        "no quantile is listed\n  help: list some, or leave `quantiles` out for a summary of count and sum"
    );
    let _ = SummaryOptions::new().objectives(quantiles).checked();
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

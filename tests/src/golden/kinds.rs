//! What the golden cases call our errors. Those that the Go client does not have keep names of
//! their own.

use std::error::Error;

use metrics_core::buckets::BucketError;
use metrics_core::sample::InvalidSample;
use metrics_core::{
    DescError, ExemplarError, GatherError, GatherErrorKind, LabelError, NativeError,
    ObjectiveError, RegisterError, RegisterErrorKind,
};

use super::outcome::Failure;

pub(super) fn of_desc(error: &DescError) -> &'static str {
    match error {
        DescError::EmptyName => "invalid_desc:metric_name",
        DescError::EmptyLabelName | DescError::ReservedLabelName(_) => "invalid_desc:label_name",
        DescError::DuplicateLabelName(_) => "invalid_desc:duplicate_label_names",
        DescError::LabelNamesMeet { .. } => "invalid_desc:label_names_meet",
        DescError::WrapLabel(_) => "invalid_desc:wrap_label_exists",
        DescError::LabelOfKind { label: "quantile", .. } => "quantile_label",
        DescError::LabelOfKind { .. } => "le_label",
        DescError::Other(error) => of_options(&**error),
        _ => "invalid_desc:other",
    }
}

fn of_options(error: &(dyn Error + 'static)) -> &'static str {
    if let Some(error) = error.downcast_ref() {
        return of_buckets(error);
    }
    match error.downcast_ref() {
        Some(NativeError::Buckets(error)) => return of_buckets(error),
        Some(NativeError::Factor(_)) => return "native_factor",
        Some(NativeError::Threshold(_)) => return "native_threshold",
        _ => {}
    }
    match error.downcast_ref() {
        Some(ObjectiveError::Rank { .. }) => "objective_rank",
        Some(ObjectiveError::Error { .. }) => "objective_error",
        Some(ObjectiveError::Duplicate { .. }) => "objective_duplicate",
        _ => "invalid_desc:other",
    }
}

pub(super) fn of_exemplar(error: &ExemplarError) -> &'static str {
    match error {
        ExemplarError::EmptyLabelName | ExemplarError::ReservedLabelName(_) => {
            "exemplar_label_name"
        }
        ExemplarError::TooLong { .. } => "exemplar_too_long",
        ExemplarError::DuplicateLabelName(_) => "exemplar_label_duplicate",
        _ => "exemplar_other",
    }
}

pub(super) fn of_buckets(error: &BucketError) -> &'static str {
    match error {
        BucketError::NotIncreasing { .. } => "buckets_not_increasing",
        BucketError::NaN { .. } => "buckets_nan",
        BucketError::Count => "buckets_count",
        BucketError::Start(_) => "buckets_start",
        BucketError::Factor(_) => "buckets_factor",
        _ => "buckets_other",
    }
}

pub(super) fn of_label(error: &LabelError) -> &'static str {
    match error {
        LabelError::Cardinality { .. } => "inconsistent_cardinality",
        LabelError::Missing { .. } => "missing_label",
        LabelError::AlreadyCurried { .. } => "already_curried",
        LabelError::Unknown { .. } => "unknown_curry_label",
        _ => "label_other",
    }
}

fn of_register(error: &RegisterErrorKind) -> &'static str {
    match error {
        RegisterErrorKind::InvalidDesc { error, .. } => of_desc(error),
        RegisterErrorKind::InconsistentDesc { .. } => "inconsistent_desc",
        RegisterErrorKind::InconsistentWithin { .. } => "inconsistent_desc_in_collector",
        RegisterErrorKind::AlreadyRegistered(_) => "already_registered",
        RegisterErrorKind::DuplicateDesc { .. } => "duplicate_desc",
        RegisterErrorKind::InconsistentKind { .. } => "inconsistent_kind",
        RegisterErrorKind::NamesMeet { .. } => "names_meet",
        RegisterErrorKind::SuffixCollision { .. } => "suffix_collision",
        RegisterErrorKind::Cycle => "cycle",
        RegisterErrorKind::DescribePanicked { .. } => "describe_panicked",
        _ => "register_other",
    }
}

/// `existing` is what the case calls the collector that is registered.
pub(super) fn refused(error: &RegisterError, existing: Option<String>) -> Failure {
    let kind = of_register(error.kind());
    Failure::Refused { kind, message: error.to_string(), existing }
}

pub(super) fn of_gather(error: &GatherError) -> &'static str {
    // The merge of gatherers speaks for itself, and not for a collector.
    let merged = error.collector() == "Gatherers";
    match error.kind() {
        GatherErrorKind::InvalidDesc { error, .. } => of_desc(error),
        // In Go, a metric of a kind that has no exemplars fails as it is written.
        GatherErrorKind::Collect { .. }
        | GatherErrorKind::Panicked { .. }
        | GatherErrorKind::InvalidSample { error: InvalidSample::Misplaced { .. }, .. } => {
            "collect_error"
        }
        GatherErrorKind::LabelCount { .. } => "inconsistent_cardinality",
        GatherErrorKind::InvalidLabels { error, .. } => match error {
            DescError::DuplicateLabelName(_) => "collected_duplicate_label",
            DescError::LabelNamesMeet { .. } => "collected_label_names_meet",
            _ => "collected_invalid_label_name",
        },
        GatherErrorKind::InconsistentLabels { .. } => "collected_inconsistent_labels",
        GatherErrorKind::InconsistentHelp { .. } if merged => "gatherers_inconsistent_help",
        GatherErrorKind::InconsistentHelp { .. } => "collected_inconsistent_help",
        GatherErrorKind::InconsistentKind { .. } if merged => "gatherers_inconsistent_type",
        GatherErrorKind::InconsistentKind { .. } => "collected_inconsistent_type",
        GatherErrorKind::ReservedLabel { label: "quantile", .. } => "collected_explicit_quantile",
        GatherErrorKind::ReservedLabel { .. } => "collected_reserved_label",
        GatherErrorKind::SuffixCollision { .. } => "collected_suffix_collision",
        GatherErrorKind::Duplicate { .. } => "collected_duplicate",
        GatherErrorKind::Unregistered { .. } => "collected_unregistered_desc",
        GatherErrorKind::InvalidSample { .. } => "collected_invalid_sample",
        GatherErrorKind::NamesMeet { .. } => "collected_names_meet",
        _ => "collected_other",
    }
}

/// Of an update that was dropped and counted (D13), where the Go client panics.
pub(super) fn counter_decrease() -> Failure {
    Failure::refused("counter_decrease", &"the update was refused, and counted")
}

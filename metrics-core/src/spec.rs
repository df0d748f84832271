//! The attributes of a field as a type, for a derived `new` that does not know the field's.

use std::marker::PhantomData;
use std::time::Duration;

use crate::bounds::Bounds;
use crate::options::{NativeOptions, SummaryOptions};

/// What a field's attributes ask for.
pub trait Spec {
    /// The bounds of a histogram's buckets, as they were written; none if nothing is said of them.
    const BUCKETS: &'static [f64] = &[];

    /// The quantiles of a summary, with their errors.
    const QUANTILES: &'static [(f64, f64)] = &[];

    /// What a summary is told besides.
    const SUMMARY: SummaryOptions = SummaryOptions::new();

    /// What a native histogram is told besides its classic [buckets](Self::BUCKETS).
    const NATIVE: NativeOptions = NativeOptions::new();

    /// How many series a family with an open label may have.
    const MAX_SERIES: Option<u32> = None;

    /// For how long a series may stay as it is before a scrape removes it.
    const TTL: Option<Duration> = None;

    /// Whether a scrape finds all series of a closed set, whoever asked for them.
    const INIT_ALL: bool = false;
}

/// A field without such attributes.
#[derive(Debug)]
pub struct Defaults;

impl Spec for Defaults {}

/// What a field's attributes make of a metric's shared configuration.
///
/// Not a trait of the metric with the attributes as its parameter: a family of what is no metric
/// would be a second error.
pub trait Made<C> {
    /// What the series share.
    const MADE: C;
}

impl Made<()> for () {
    const MADE: () = ();
}

/// The bound on a family's series.
#[derive(Debug)]
pub struct StatedMax<S>(PhantomData<S>);

/// The bounds of a histogram's buckets.
#[derive(Debug)]
pub struct StatedBounds<S>(PhantomData<S>);

impl<S: Spec> Made<Bounds> for StatedBounds<S> {
    const MADE: Bounds =
        if S::BUCKETS.is_empty() { Bounds::DEFAULT } else { Bounds::accepted(S::BUCKETS) };
}

/// The options of a summary.
#[derive(Debug)]
pub struct StatedSummary<S>(PhantomData<S>);

impl<S: Spec> Made<SummaryOptions> for StatedSummary<S> {
    const MADE: SummaryOptions = S::SUMMARY.objectives(S::QUANTILES);
}

/// The options of a native histogram.
#[derive(Debug)]
pub struct StatedNative<S>(PhantomData<S>);

impl<S: Spec> Made<NativeOptions> for StatedNative<S> {
    const MADE: NativeOptions = S::NATIVE.buckets(S::BUCKETS);
}

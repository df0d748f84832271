//! The series that are to replace others of a family.

use std::fmt;

use super::error::LabelError;
use super::series::DynamicMetric;
use super::{DynamicVec, Shared};
use crate::vec::Staging;

/// The series that are to replace all others; see
/// [`replace_all`](super::DynamicVec::replace_all).
pub struct DynamicFresh<'a, M: DynamicMetric> {
    view: &'a DynamicVec<M>,
    staging: Staging<'a, M::Cell>,
}

impl<'a, M: DynamicMetric> DynamicFresh<'a, M> {
    pub(super) fn new(view: &'a DynamicVec<M>) -> Self {
        Self { view, staging: Staging::new(&view.shared.series, |texts| !view.shows(texts)) }
    }

    /// The new series with these values; as [`DynamicVec::with`].
    ///
    /// # Errors
    ///
    /// As [`DynamicVec::with`].
    pub fn with(&self, values: &[&str]) -> Result<M::Ref<'a>, LabelError> {
        let DynamicVec { shared, curried } = self.view;
        shared.dimensions.positional(curried, values, |texts| self.stage(texts))
    }

    /// The new series with these labels, in any order; as [`DynamicVec::with_labels`].
    ///
    /// # Errors
    ///
    /// As [`DynamicVec::with_labels`].
    pub fn with_labels(&self, labels: &[(&str, &str)]) -> Result<M::Ref<'a>, LabelError> {
        let DynamicVec { shared, curried } = self.view;
        shared.dimensions.by_name(curried, labels, |texts| self.stage(texts))
    }

    fn stage(&self, texts: &[&str]) -> M::Ref<'a> {
        let Shared { dimensions, config, .. } = &*self.view.shared;
        let found = self.staging.with(0, texts, || M::cell(config));
        M::found(found, config, &dimensions.desc, texts)
    }

    pub(super) fn publish(self) {
        let view = self.view;
        self.staging.publish(|texts| view.shows(texts), |found| M::removed(found.cell()));
    }
}

impl<M: DynamicMetric> fmt::Debug for DynamicFresh<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DynamicFresh").finish_non_exhaustive()
    }
}

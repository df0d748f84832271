//! Families of series, views of them, and series.

use std::sync::Arc;

use metrics_core::{
    Collector, Desc, Descs, DynamicHandle, DynamicVec, LabelError, Metric, Named, Scrape,
};

use super::instrument::{Instrument, Update};
use super::kinds;
use super::outcome::Failure;
use super::schema::Labels;

/// A family, or a curried view of one.
pub(super) trait Family {
    fn with(&self, values: &[String]) -> Result<Arc<dyn Series>, Failure>;
    fn with_labels(&self, labels: &Labels) -> Result<Arc<dyn Series>, Failure>;
    fn curry(&self, labels: &Labels) -> Result<Arc<dyn Family>, Failure>;
    fn delete(&self, values: &[String]) -> bool;
    fn delete_labels(&self, labels: &Labels) -> bool;
    fn delete_partial(&self, labels: &Labels) -> usize;
    fn reset(&self);
    /// The family, of which a view is a collector of its own.
    fn collector(&self) -> Arc<dyn Collector>;
}

/// A series that is held on to, and goes on when it is removed (H10).
pub(super) trait Series {
    fn update(&self, update: Update) -> Result<(), Failure>;
    fn write(&self, scrape: &mut Scrape<'_>);
}

/// A view of a family; at first of all of it.
pub(super) struct View<M: Metric> {
    family: Arc<Named<DynamicVec<M>>>,
    collector: Arc<dyn Collector>,
    vec: DynamicVec<M>,
    curried: Labels,
}

/// The whole family, as a view of it is registered.
struct Whole<M: Metric>(Arc<Named<DynamicVec<M>>>);

impl<M: Metric> Collector for Whole<M>
where
    Named<DynamicVec<M>>: Collector,
{
    fn describe(&self, descs: &mut Descs) {
        self.0.describe(descs);
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        self.0.collect(scrape);
    }
}

struct Held<M: Metric> {
    desc: Desc,
    values: Vec<String>,
    metric: DynamicHandle<M>,
}

impl<M: Metric> View<M> {
    pub(super) fn of(family: Named<DynamicVec<M>>) -> Self
    where
        Named<DynamicVec<M>>: Collector,
    {
        let vec = (*family).clone();
        let family = Arc::new(family);
        Self { collector: Arc::clone(&family) as _, family, vec, curried: Labels::new() }
    }

    /// The series whose values that are not curried are told by `value`, label by label.
    fn series(
        &self,
        metric: DynamicHandle<M>,
        mut value: impl FnMut(&str) -> Option<String>,
    ) -> Arc<dyn Series>
    where
        M: Instrument,
    {
        let desc = self.family.desc().clone();
        let values = desc.labels().filter_map(|label| {
            let curried = self.curried.iter().find(|(name, _)| name == label);
            curried.map(|(_, value)| value.clone()).or_else(|| value(label))
        });
        let values = values.collect();
        Arc::new(Held { desc, values, metric })
    }
}

impl<M: Metric + Instrument> Family for View<M>
where
    Named<DynamicVec<M>>: Collector,
{
    fn with(&self, values: &[String]) -> Result<Arc<dyn Series>, Failure> {
        let metric = self.vec.handle(&texts(values))?;
        let mut values = values.iter().cloned();
        Ok(self.series(metric, |_| values.next()))
    }

    fn with_labels(&self, labels: &Labels) -> Result<Arc<dyn Series>, Failure> {
        let metric = self.vec.handle_labels(&pairs(labels))?;
        let value = |label: &str| labels.iter().find(|(name, _)| name == label);
        Ok(self.series(metric, |label| value(label).map(|(_, value)| value.clone())))
    }

    fn curry(&self, labels: &Labels) -> Result<Arc<dyn Family>, Failure> {
        let vec = self.vec.curry(&pairs(labels))?;
        let curried = self.curried.iter().chain(labels).cloned().collect();
        let family = Arc::clone(&self.family);
        let collector = Arc::new(Whole(Arc::clone(&family)));
        Ok(Arc::new(Self { family, collector, vec, curried }))
    }

    // What is wrong with the labels is no series (S64).
    fn delete(&self, values: &[String]) -> bool {
        self.vec.remove(&texts(values)).unwrap_or(false)
    }

    fn delete_labels(&self, labels: &Labels) -> bool {
        self.vec.remove_labels(&pairs(labels)).unwrap_or(false)
    }

    fn delete_partial(&self, labels: &Labels) -> usize {
        self.vec.remove_matching(&pairs(labels))
    }

    fn reset(&self) {
        self.vec.clear();
    }

    fn collector(&self) -> Arc<dyn Collector> {
        Arc::clone(&self.collector)
    }
}

impl<M: Metric + Instrument> Series for Held<M> {
    fn update(&self, update: Update) -> Result<(), Failure> {
        self.metric.update(update)
    }

    fn write(&self, scrape: &mut Scrape<'_>) {
        self.metric.write(&self.desc, &texts(&self.values), scrape);
    }
}

impl From<LabelError> for Failure {
    fn from(error: LabelError) -> Self {
        Self::refused(kinds::of_label(&error), &error)
    }
}

fn texts(values: &[String]) -> Vec<&str> {
    values.iter().map(|value| &**value).collect()
}

fn pairs(labels: &Labels) -> Vec<(&str, &str)> {
    labels.iter().map(|(name, value)| (&**name, &**value)).collect()
}

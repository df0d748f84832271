//! What the names of a case stand for.

use std::collections::BTreeMap;
use std::ptr;
use std::sync::Arc;

use metrics_core::{Collector, Desc, DynRegisterer, Held, Named, Registry, Scrape};

use super::constant::{Constant, Custom};
use super::family::{Family, Series};
use super::instrument::{Instrument, Update};
use super::outcome::Failure;

/// What a name stands for.
pub(super) enum Object {
    Registry(Arc<Registry>),
    Wrap(Arc<dyn DynRegisterer>),
    Desc(Desc),
    Metric(Arc<dyn Single>),
    Family(Arc<dyn Family>),
    Series(Arc<dyn Series>),
    /// A metric whose value is pulled.
    Function(Arc<dyn Collector>),
    Custom(Arc<Custom>),
    Constant(Constant),
}

/// Writes a metric, or all of a collector.
pub(super) type Writer = Box<dyn Fn(&mut Scrape<'_>) + Send + Sync>;

/// A collector of one metric.
pub(super) trait Single: Collector {
    fn update(&self, update: Update<'_>) -> Result<(), Failure>;
}

impl<M: Instrument> Single for Named<M>
where
    Self: Collector,
{
    fn update(&self, update: Update<'_>) -> Result<(), Failure> {
        (**self).update(update)
    }
}

/// The objects of a case by their names, which begins with two registries.
pub(super) struct Objects(BTreeMap<String, Object>);

impl Default for Objects {
    fn default() -> Self {
        let registries = [("reg", Registry::new()), ("pedantic", Registry::pedantic())];
        let registries = registries
            .map(|(name, registry)| (name.to_owned(), Object::Registry(Arc::new(registry))));
        Self(BTreeMap::from(registries))
    }
}

impl Objects {
    /// Names an object, if it is to have a name.
    pub(super) fn insert(&mut self, name: Option<String>, object: Object) {
        if let Some(name) = name {
            self.0.insert(name, object);
        }
    }

    pub(super) fn get(&self, name: &str) -> Result<&Object, Failure> {
        self.0.get(name).ok_or_else(|| Failure::Senseless(format!("nothing is called `{name}`")))
    }

    pub(super) fn desc(&self, name: &str) -> Result<Desc, Failure> {
        match self.get(name)? {
            Object::Desc(desc) => Ok(desc.clone()),
            _ => Err(is_no(name, "descriptor")),
        }
    }

    pub(super) fn family(&self, name: &str) -> Result<&dyn Family, Failure> {
        match self.get(name)? {
            Object::Family(family) => Ok(&**family),
            _ => Err(is_no(name, "family")),
        }
    }

    pub(super) fn registry(&self, name: &str) -> Result<Arc<Registry>, Failure> {
        match self.get(name)? {
            Object::Registry(registry) => Ok(Arc::clone(registry)),
            _ => Err(is_no(name, "registry")),
        }
    }

    pub(super) fn registerer(&self, name: &str) -> Result<Arc<dyn DynRegisterer>, Failure> {
        match self.get(name)? {
            Object::Registry(registry) => Ok(Arc::clone(registry) as _),
            Object::Wrap(registerer) => Ok(Arc::clone(registerer)),
            _ => Err(is_no(name, "registerer")),
        }
    }

    pub(super) fn collector(&self, name: &str) -> Result<Arc<dyn Collector>, Failure> {
        self.get(name)?.collector().ok_or_else(|| is_no(name, "collector"))
    }

    /// The name of a collector that a registry gave back.
    pub(super) fn name_of(&self, held: &Held) -> Option<String> {
        let same = |object: &Object| {
            object
                .collector()
                .is_some_and(|collector| ptr::addr_eq(&raw const *collector, &raw const **held))
        };
        self.0.iter().find(|(_, object)| same(object)).map(|(name, _)| name.clone())
    }

    pub(super) fn update(&self, name: &str, update: Update<'_>) -> Result<(), Failure> {
        match self.get(name)? {
            Object::Metric(metric) => metric.update(update),
            Object::Series(series) => series.update(update),
            _ => Err(is_no(name, "metric that can be updated")),
        }
    }

    pub(super) fn writer(&self, name: &str) -> Result<Writer, Failure> {
        Ok(match self.get(name)? {
            Object::Constant(constant) => {
                let constant = constant.clone();
                Box::new(move |scrape| constant.write(scrape))
            }
            Object::Series(series) => {
                let series = Arc::clone(series);
                Box::new(move |scrape| series.write(scrape))
            }
            _ => {
                let collector = self.collector(name)?;
                Box::new(move |scrape| collector.collect(scrape))
            }
        })
    }
}

impl Object {
    fn collector(&self) -> Option<Arc<dyn Collector>> {
        match self {
            Self::Registry(registry) => Some(Arc::clone(registry) as _),
            Self::Metric(metric) => Some(Arc::clone(metric) as _),
            Self::Family(family) => Some(family.collector()),
            Self::Function(function) => Some(Arc::clone(function)),
            Self::Custom(collector) => Some(Arc::clone(collector) as _),
            Self::Wrap(_) | Self::Desc(_) | Self::Series(_) | Self::Constant(_) => None,
        }
    }
}

fn is_no(name: &str, what: &str) -> Failure {
    Failure::Senseless(format!("`{name}` is no {what}"))
}

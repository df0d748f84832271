//! Runs a case, step by step.

use std::sync::Arc;

use metrics_core::buckets;
use metrics_core::{
    Candidate, Desc, Format, Gathered, Gatherer, Gatherers, RegisterError, Registerer, Registry,
    Wrapping, name,
};

use super::canonical;
use super::constant::{Constant, Custom, Subject};
use super::instrument::Update;
use super::objects::{Object, Objects};
use super::outcome::{Failure, Outcome};
use super::schema::{
    self, BucketFunction, Exemplified, Float, Labels, Metric, MetricKind, NewDesc, Step,
};
use super::{family, kinds, make, moment, request};

type Result<T = Outcome> = std::result::Result<T, Failure>;

/// A case that runs.
pub(super) struct Program {
    objects: Objects,
    /// Whether counters and histograms keep exemplars.
    traced: bool,
}

impl Program {
    pub(super) fn new(traced: bool) -> Self {
        Self { objects: Objects::default(), traced }
    }

    pub(super) fn perform(&mut self, step: Step) -> Result {
        match step {
            Step::New(mut new) => {
                let name = new.as_name.take();
                let (object, outcome) = make::make(new, self.traced)?;
                self.objects.insert(name, object);
                Ok(outcome)
            }
            Step::Desc(desc) => Ok(self.desc(desc)),
            Step::Const { name, metric } => {
                let constant = self.constant(metric)?;
                self.objects.insert(name, Object::Constant(constant));
                Ok(Outcome::OK)
            }
            Step::Collector { name, describe, describe_by_collect, collect } => {
                self.collector(name, &describe, describe_by_collect, collect)
            }
            Step::Registry { name, pedantic } => {
                let registry = if pedantic { Registry::pedantic() } else { Registry::new() };
                self.objects.insert(name, Object::Registry(Arc::new(registry)));
                Ok(Outcome::OK)
            }
            Step::Wrap { name, of, label_map, prefix } => self.wrap(name, &of, label_map, prefix),
            Step::Register { target, registerer } => self.register(&[target], &registerer),
            Step::MustRegister { targets, registerer } => self.register(&targets, &registerer),
            Step::Unregister { target, registerer } => {
                let collector = self.objects.collector(&target)?;
                let bool = self.objects.registerer(&registerer)?.unregister(&*collector);
                Ok(Outcome::Bool { bool })
            }
            Step::With { name, of, values } => {
                let series = self.objects.family(&of)?.with(&values)?;
                self.objects.insert(name, Object::Series(series));
                Ok(Outcome::OK)
            }
            Step::WithLabels { name, of, label_map } => {
                let series = self.objects.family(&of)?.with_labels(&label_map)?;
                self.objects.insert(name, Object::Series(series));
                Ok(Outcome::OK)
            }
            Step::Curry { name, of, label_map } => {
                let view = self.objects.family(&of)?.curry(&label_map)?;
                self.objects.insert(name, Object::Family(view));
                Ok(Outcome::OK)
            }
            Step::Delete { on, values } => {
                Ok(Outcome::Bool { bool: self.objects.family(&on)?.delete(&values) })
            }
            Step::DeleteLabels { on, label_map } => {
                Ok(Outcome::Bool { bool: self.objects.family(&on)?.delete_labels(&label_map) })
            }
            Step::DeletePartial { on, label_map } => {
                Ok(Outcome::Int { int: self.objects.family(&on)?.delete_partial(&label_map) })
            }
            Step::Reset { on } => {
                self.objects.family(&on)?.reset();
                Ok(Outcome::OK)
            }
            Step::Inc { on } => self.update(&on, [Update::Inc]),
            Step::Dec { on } => self.update(&on, [Update::Dec]),
            Step::Add(schema::Update { on, value }) => self.update(&on, [Update::Add(value.0)]),
            Step::Sub(schema::Update { on, value }) => self.update(&on, [Update::Sub(value.0)]),
            Step::Set(schema::Update { on, value }) => self.update(&on, [Update::Set(value.0)]),
            Step::Observe(schema::Update { on, value }) => {
                self.update(&on, [Update::Observe(value.0)])
            }
            Step::ObserveAll { on, nums } => {
                self.update(&on, nums.into_iter().map(|value| Update::Observe(value.0)))
            }
            Step::ObserveRange { on, from, to, step } => {
                let next = |value: &f64| Some(value + step.0);
                let values = std::iter::successors(Some(from.0), next);
                self.update(&on, values.take_while(|&value| value <= to.0).map(Update::Observe))
            }
            Step::AddExemplar(Exemplified { on, value, exemplar }) => match exemplar {
                Some(labels) => {
                    self.update(&on, [Update::AddExemplar(value.0, &family::pairs(&labels))])
                }
                None => self.update(&on, [Update::Add(value.0)]),
            },
            Step::ObserveExemplar(Exemplified { on, value, exemplar }) => match exemplar {
                Some(labels) => {
                    self.update(&on, [Update::ObserveExemplar(value.0, &family::pairs(&labels))])
                }
                None => self.update(&on, [Update::Observe(value.0)]),
            },
            Step::Write { on } => self.write(&on),
            Step::Collect { on } => self.collect(&on),
            Step::Gather { of } => Ok(gather(&self.gatherer(&of)?)),
            Step::Http(http) => request::answer(self.gatherer(&http.of)?, &http).map(Outcome::Http),
            Step::BuildFqName { namespace, subsystem, name } => {
                Ok(Outcome::String { string: name::join(&namespace, &subsystem, &name) })
            }
            Step::Buckets { function, nums } => bounds(function, &nums),
        }
    }

    fn desc(&mut self, desc: NewDesc) -> Outcome {
        let NewDesc { name, fqname, help, labels, const_labels } = desc;
        let desc = Desc::builder(fqname, help).labels(labels).const_labels(const_labels).build();
        let desc_err = desc.error().map(kinds::of_desc);
        self.objects.insert(name, Object::Desc(desc));
        Outcome::Ok { ok: true, desc_err }
    }

    fn constant(&self, metric: Metric) -> Result<Constant> {
        let subject = match metric.kind {
            MetricKind::Ref => Subject::Collector(self.objects.collector(&metric.of)?),
            _ => Subject::Desc(self.objects.desc(&metric.desc)?),
        };
        Constant::new(metric, subject)
    }

    fn collector(
        &mut self,
        name: Option<String>,
        describe: &[String],
        describe_by_collect: bool,
        collect: Vec<Metric>,
    ) -> Result {
        let descs = describe.iter().map(|desc| self.objects.desc(desc)).collect::<Result<_>>()?;
        let metrics = collect.into_iter().map(|metric| self.constant(metric));
        let metrics = metrics.collect::<Result<_>>()?;
        let descs = (!describe_by_collect).then_some(descs);
        self.objects.insert(name, Object::Custom(Arc::new(Custom { descs, metrics })));
        Ok(Outcome::OK)
    }

    fn wrap(
        &mut self,
        name: Option<String>,
        of: &str,
        labels: Option<Labels>,
        prefix: Option<String>,
    ) -> Result {
        let mut wrapping = Wrapping::new(self.objects.registerer(of)?);
        if let Some(labels) = labels {
            wrapping = wrapping.with_labels(labels);
        }
        if let Some(prefix) = prefix {
            wrapping = wrapping.with_prefix(prefix);
        }
        self.objects.insert(name, Object::Wrap(Arc::new(wrapping)));
        Ok(Outcome::OK)
    }

    fn register(&self, targets: &[String], registerer: &str) -> Result {
        let candidate = |name: &String| self.objects.collector(name).map(Candidate::new);
        let candidates = targets.iter().map(candidate).collect::<Result<Vec<_>>>()?;
        match self.objects.registerer(registerer)?.register_all(candidates) {
            Ok(_) => Ok(Outcome::OK),
            Err(error) => Err(self.refused(&error)),
        }
    }

    fn refused(&self, error: &RegisterError) -> Failure {
        let existing = error.already_registered().map(|both| &both.existing);
        kinds::refused(error, existing.and_then(|existing| self.objects.name_of(existing)))
    }

    fn gatherer(&self, of: &schema::Gathered) -> Result<Box<dyn Gatherer>> {
        Ok(match of {
            schema::Gathered::One(registry) => Box::new(self.objects.registry(registry)?),
            schema::Gathered::Many(registries) => {
                let registries = registries.iter().map(|name| self.objects.registry(name));
                Box::new(registries.collect::<Result<Gatherers>>()?)
            }
        })
    }

    fn update<'a>(&self, name: &str, updates: impl IntoIterator<Item = Update<'a>>) -> Result {
        for update in updates {
            self.objects.update(name, update)?;
        }
        Ok(Outcome::OK)
    }

    fn write(&self, name: &str) -> Result {
        let mut metrics = canonical::collected(self.objects.writer(name)?)?;
        match (metrics.pop(), metrics.is_empty()) {
            (Some(metric), true) => Ok(Outcome::Metric { metric: metric.into() }),
            _ => Err(Failure::Senseless(format!("`{name}` is not one metric"))),
        }
    }

    fn collect(&self, name: &str) -> Result {
        let mut metrics = canonical::collected(self.objects.writer(name)?)?;
        metrics.sort_by_cached_key(canonical::Metric::text);
        Ok(Outcome::Metrics { metrics })
    }
}

fn gather(gatherer: &dyn Gatherer) -> Outcome {
    let Gathered { families, errors } = gatherer.gather();
    let mut errs: Vec<_> = errors.iter().map(kinds::of_gather).collect();
    errs.sort_unstable();
    Outcome::Gathered {
        families: families.into_iter().map(Into::into).collect(),
        errs,
        text: gatherer.encode(Format::Text).into_string(),
        openmetrics: moment::in_text(&gatherer.encode(Format::OpenMetrics).into_string()),
    }
}

fn bounds(function: BucketFunction, nums: &[Float]) -> Result {
    let bounds = match (function, nums) {
        (BucketFunction::Default, []) => Ok(buckets::DEFAULT.to_vec()),
        (BucketFunction::Linear, &[start, width, count]) => {
            buckets::try_linear(start.0, width.0, whole(count))
        }
        (BucketFunction::Exponential, &[start, factor, count]) => {
            buckets::try_exponential(start.0, factor.0, whole(count))
        }
        (BucketFunction::ExponentialRange, &[min, max, count]) => {
            buckets::exponential_range(min.0, max.0, whole(count))
        }
        (_, nums) => return Err(Failure::Senseless(format!("{} numbers", nums.len()))),
    };
    match bounds {
        Ok(bounds) => {
            Ok(Outcome::Floats { floats: bounds.into_iter().map(canonical::float).collect() })
        }
        Err(error) => Err(Failure::refused(kinds::of_buckets(&error), &error)),
    }
}

/// A count of buckets; one below 0 is 0, which is refused alike.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
fn whole(count: Float) -> usize {
    count.0 as usize
}

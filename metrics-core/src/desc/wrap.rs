//! What a wrap makes of a descriptor (S53).

use std::sync::Arc;

use xxhash_rust::xxh64::Xxh64;

use super::{Desc, DescBuilder, DescError, SEPARATOR, Str};

/// One step of a wrap.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// Constant labels that are added.
    Labels(Arc<[(Str, Str)]>),
    /// What is put before the name, as it is (S55).
    Prefix(Str),
}

impl Wrap {
    pub(crate) fn labels<N: Into<Str>, V: Into<Str>>(
        labels: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let labels = labels.into_iter().map(|(name, value)| (name.into(), value.into()));
        let mut labels: Vec<(Str, Str)> = labels.collect();
        labels.sort();
        Self::Labels(labels.into())
    }

    pub(crate) fn prefix(prefix: impl Into<Str>) -> Self {
        Self::Prefix(prefix.into())
    }

    /// The labels that are added.
    pub(crate) fn added(&self) -> impl Iterator<Item = (&str, &str)> {
        let labels = match self {
            Self::Labels(labels) => &**labels,
            Self::Prefix(_) => &[],
        };
        labels.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Tells what stands for a collector from what stands for it in this wrap (K16).
    pub(crate) fn instance(&self, instance: u64) -> u64 {
        let mut hash = Xxh64::new(instance);
        match self {
            Self::Prefix(prefix) => hash.update(prefix.as_bytes()),
            Self::Labels(labels) => {
                for text in labels.iter().flat_map(|(name, value)| [name, value]) {
                    hash.update(&[SEPARATOR]);
                    hash.update(text.as_bytes());
                }
            }
        }
        hash.digest()
    }
}

impl Desc {
    /// The descriptor in a wrap. The first error wins, and before all that of the descriptor
    /// itself (S53).
    pub(crate) fn wrapped<'a>(&self, wraps: impl IntoIterator<Item = &'a Wrap>) -> Self {
        let inner = &*self.0;
        let mut builder = DescBuilder {
            name: inner.name.clone(),
            help: inner.help.clone(),
            unit: inner.unit.clone(),
            kind: inner.kind,
            const_labels: inner.const_labels.clone(),
            labels: inner.labels.clone(),
            constrained: inner.constrained.clone(),
            place: inner.place,
        };
        let mut error = inner.error.clone();
        for wrap in wraps {
            let outcome = builder.wrap(wrap);
            error = error.or(outcome.err());
        }
        builder.finish(error)
    }

    /// Whether this is what a wrap would make of `inner`, or `inner` itself.
    pub(crate) fn wraps(&self, inner: &Self) -> bool {
        let (outer, inner) = (&*self.0, &*inner.0);
        outer.name.ends_with(&*inner.name)
            && (&outer.help, &outer.unit, outer.kind) == (&inner.help, &inner.unit, inner.kind)
            && outer.labels == inner.labels
            && outer.place == inner.place
            && inner.const_labels.iter().all(|label| outer.const_labels.contains(label))
    }
}

impl DescBuilder {
    fn wrap(&mut self, wrap: &Wrap) -> Result<(), DescError> {
        match wrap {
            Wrap::Prefix(prefix) => self.name = format!("{prefix}{}", self.name).into(),
            Wrap::Labels(labels) => {
                let known = |name: &Str| self.const_labels.iter().any(|(other, _)| other == name);
                if let Some((name, _)) = labels.iter().find(|(name, _)| known(name)) {
                    return Err(DescError::WrapLabel(name.to_string()));
                }
                self.const_labels.extend(labels.iter().cloned());
            }
        }
        self.check()
    }
}

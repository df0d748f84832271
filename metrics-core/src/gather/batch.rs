//! What one collector sent.

use super::{GatherError, GatherErrorKind};
use crate::desc::{Desc, DescError, Kind, check_label_names};
use crate::sample::{Millis, Sample, SampleError, Series, Sink};

/// What one collector sent, in its order.
pub(super) struct Batch {
    collector: &'static str,
    /// Whether what is sent is not looked at: it is right by construction.
    trusted: bool,
    pub(super) runs: Vec<Run>,
    pub(super) errors: Vec<GatherError>,
}

/// Consecutive series of one descriptor and kind.
pub(super) struct Run {
    pub(super) desc: Desc,
    pub(super) kind: Kind,
    pub(super) series: Vec<Series>,
    /// Why further ones are none. They make a family all the same (S33).
    pub(super) refused: Vec<GatherErrorKind>,
}

impl Batch {
    pub(super) fn new(collector: &'static str, trusted: bool) -> Self {
        Self { collector, trusted, runs: Vec::new(), errors: Vec::new() }
    }

    pub(super) fn fail(&mut self, kind: GatherErrorKind) {
        self.errors.push(GatherError::new(self.collector, kind));
    }

    /// Whether a series with labels of these names can hold the sample.
    fn check<'a>(
        &self,
        desc: &Desc,
        mut names: impl Iterator<Item = &'a str>,
        sample: &Sample<'_>,
    ) -> Result<(), GatherErrorKind> {
        let kind = sample.kind();
        if let Some(label) = kind.reserved_label()
            && names.any(|name| name == label)
        {
            return Err(GatherErrorKind::ReservedLabel { desc: desc.clone(), label, kind });
        }
        if kind == Kind::StateSet && names.any(|name| name == desc.name()) {
            // It has a label of its own name.
            let error = DescError::DuplicateLabelName(desc.name().to_owned());
            return Err(GatherErrorKind::InvalidLabels { desc: desc.clone(), error });
        }
        if self.trusted {
            return Ok(());
        }
        sample.check().map_err(|error| GatherErrorKind::InvalidSample { desc: desc.clone(), error })
    }

    /// The run of this descriptor; another one begins when the kind differs, too.
    fn run(&mut self, desc: &Desc, kind: Kind) -> &mut Run {
        let goes_on = self.runs.last().is_some_and(|run| run.desc.same(desc) && run.kind == kind);
        if !goes_on {
            let desc = desc.clone();
            self.runs.push(Run { desc, kind, series: Vec::new(), refused: Vec::new() });
        }
        self.runs.last_mut().expect("a run was pushed")
    }
}

/// Whether the descriptor is valid. If not, that is reported, and nothing else (S29).
fn check_valid(desc: &Desc) -> Result<(), GatherErrorKind> {
    let Some(error) = desc.error() else { return Ok(()) };
    Err(GatherErrorKind::InvalidDesc { desc: desc.clone(), error: error.clone() })
}

/// Whether there can be a family of this descriptor and kind.
fn check_desc(desc: &Desc, kind: Kind) -> Result<(), GatherErrorKind> {
    check_valid(desc)?;
    match desc.kind() {
        Some(known) if known != kind => {
            let (desc, existing) = (desc.clone(), desc.clone());
            Err(GatherErrorKind::InconsistentKind { desc, kind, known, existing })
        }
        _ => Ok(()),
    }
}

fn check_count(desc: &Desc, values: &[&str]) -> Result<(), GatherErrorKind> {
    let (expected, got) = (desc.labels().len(), values.len());
    if got == expected {
        return Ok(());
    }
    Err(GatherErrorKind::LabelCount { desc: desc.clone(), expected, got })
}

/// Of labels that the descriptor does not state (S38). Of all names, not of neighbours alone (K6).
fn check_names<'a>(
    desc: &Desc,
    names: &(impl Iterator<Item = &'a str> + Clone),
) -> Result<(), GatherErrorKind> {
    check_label_names(names)
        .map_err(|error| GatherErrorKind::InvalidLabels { desc: desc.clone(), error })
}

impl Sink for Batch {
    fn sample(&mut self, desc: &Desc, values: &[&str], sample: Sample<'_>, at: Option<Millis>) {
        let kind = sample.kind();
        if let Err(error) = check_desc(desc, kind).and_then(|()| check_count(desc, values)) {
            return self.fail(error);
        }
        let names = desc.layout().names.iter().map(|name| &**name);
        match self.check(desc, names, &sample) {
            Ok(()) => self.run(desc, kind).series.push(Series::new(desc, values, sample, at)),
            Err(error) => self.run(desc, kind).refused.push(error),
        }
    }

    fn labelled(
        &mut self,
        desc: &Desc,
        labels: &[(&str, &str)],
        sample: Sample<'_>,
        at: Option<Millis>,
    ) {
        let kind = sample.kind();
        if let Err(error) = check_desc(desc, kind) {
            return self.fail(error);
        }
        let names = labels.iter().map(|(name, _)| *name);
        match check_names(desc, &names).and_then(|()| self.check(desc, names, &sample)) {
            Ok(()) => self.run(desc, kind).series.push(Series::labelled(labels, sample, at)),
            Err(error) => self.run(desc, kind).refused.push(error),
        }
    }

    fn error(&mut self, desc: &Desc, error: SampleError) {
        let kind = check_valid(desc).err().unwrap_or_else(|| GatherErrorKind::Collect {
            desc: desc.clone(),
            error: error.into(),
        });
        self.fail(kind);
    }

    fn panicked(&mut self, collector: &'static str, message: String) {
        self.errors.push(GatherError::new(collector, GatherErrorKind::Panicked { message }));
    }
}

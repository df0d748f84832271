//! What one collector sent.

use super::{GatherError, GatherErrorKind};
use crate::desc::{Desc, DescError, Kind};
use crate::sample::{Millis, Sample, SampleError, Series, Sink};

/// What one collector sent, in its order.
pub(super) struct Batch {
    collector: &'static str,
    /// Whether what is sent is not looked at: it is right by construction.
    trusted: bool,
    pub(super) runs: Vec<Run>,
    pub(super) errors: Vec<GatherError>,
}

/// Consecutive series of one descriptor.
pub(super) struct Run {
    pub(super) desc: Desc,
    pub(super) series: Vec<Series>,
}

impl Batch {
    pub(super) fn new(collector: &'static str, trusted: bool) -> Self {
        Self { collector, trusted, runs: Vec::new(), errors: Vec::new() }
    }

    pub(super) fn fail(&mut self, kind: GatherErrorKind) {
        self.errors.push(GatherError::new(self.collector, kind));
    }

    /// The run of this descriptor; another one begins when the kind differs, too.
    fn run(&mut self, desc: &Desc, sample: &Sample<'_>) -> &mut Run {
        let goes_on = self
            .runs
            .last()
            .is_some_and(|run| run.desc.same(desc) && run.series[0].value.kind() == sample.kind());
        if !goes_on {
            self.runs.push(Run { desc: desc.clone(), series: Vec::new() });
        }
        self.runs.last_mut().expect("a run was pushed")
    }
}

impl Sink for Batch {
    fn sample(&mut self, desc: &Desc, values: &[&str], sample: Sample<'_>, at: Option<Millis>) {
        if let Some(error) = desc.error() {
            let (desc, error) = (desc.clone(), error.clone());
            return self.fail(GatherErrorKind::InvalidDesc { desc, error });
        }
        let expected = desc.labels().len();
        if values.len() != expected {
            let (desc, got) = (desc.clone(), values.len());
            return self.fail(GatherErrorKind::LabelCount { desc, expected, got });
        }
        let kind = sample.kind();
        if let Some(stated) = desc.kind().filter(|&stated| stated != kind) {
            let (desc, existing) = (desc.clone(), desc.clone());
            let known = stated;
            return self.fail(GatherErrorKind::InconsistentKind { desc, kind, known, existing });
        }
        if let Some(label) = kind.reserved_label()
            && desc.layout().names.iter().any(|name| name == label)
        {
            return self.fail(GatherErrorKind::ReservedLabel { desc: desc.clone(), label, kind });
        }
        if kind == Kind::StateSet && desc.layout().names.iter().any(|name| name == desc.name()) {
            let error = DescError::DuplicateLabelName(desc.name().to_owned());
            return self.fail(GatherErrorKind::InvalidDesc { desc: desc.clone(), error });
        }
        if !self.trusted
            && let Err(error) = sample.check()
        {
            let desc = desc.clone();
            return self.fail(GatherErrorKind::InvalidSample { desc, error });
        }
        let series = Series::new(desc, values, sample, at);
        self.run(desc, &sample).series.push(series);
    }

    fn error(&mut self, desc: &Desc, error: SampleError) {
        self.fail(GatherErrorKind::Collect { desc: desc.clone(), error: error.into() });
    }

    fn panicked(&mut self, collector: &'static str, message: String) {
        self.errors.push(GatherError::new(collector, GatherErrorKind::Panicked { message }));
    }
}

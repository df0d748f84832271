//! What one collector sent.

use super::{GatherError, GatherErrorKind};
use crate::desc::Desc;
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

    /// Whether the descriptor is valid. If not, that is reported, and nothing else (S29).
    fn accepts(&mut self, desc: &Desc) -> bool {
        let Some(error) = desc.error() else { return true };
        let (desc, error) = (desc.clone(), error.clone());
        self.fail(GatherErrorKind::InvalidDesc { desc, error });
        false
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
        if !self.accepts(desc) {
            return;
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
        if self.accepts(desc) {
            self.fail(GatherErrorKind::Collect { desc: desc.clone(), error: error.into() });
        }
    }

    fn panicked(&mut self, collector: &'static str, message: String) {
        self.errors.push(GatherError::new(collector, GatherErrorKind::Panicked { message }));
    }
}

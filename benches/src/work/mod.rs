//! What is measured: the workloads, and how a library's code is run through one of them.
//!
//! A module for each group of workloads. It holds the trait that says a library can do them, and
//! the [`Bench`] that runs what has the trait. The loops are generic over the library's own type:
//! a round costs one dynamic call, an operation none.

pub(crate) mod insert;
pub(crate) mod update;

use std::fmt;
use std::time::Duration;

use crate::alloc::Spent;

/// A sort of work, to be done by one or more threads or with more or less series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// A counter without labels.
    CounterInc,
    /// A counter with labels that was looked up before.
    CachedHandleInc,
    /// A counter that is looked up by two closed labels, of 6 and 3 values.
    LabelledIncEnum,
    /// A counter that is looked up by a closed label and an open one of 1 000 values.
    LabelledIncDynamic,
    /// A histogram of 11 buckets without labels.
    HistogramObserve,
    /// A histogram that is looked up by two closed labels.
    HistogramObserve18,
    /// A summary without quantiles, beside a histogram.
    ObserveSummary,
    /// A summary of three quantiles, beside a histogram.
    ObserveSummaryQuantiles,
    /// A native histogram whose buckets are each nine percent wider than the one before, beside a
    /// classic one.
    ObserveNative,
    /// A call of a function that returns a `Result` and is measured: calls, errors, latency and
    /// what is in flight.
    FunctionCall,
    /// A counter family with a closed label and an open one that takes new series.
    InsertSeries,
}

/// How much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// By that many threads at once.
    Threads(usize),
    /// That many series.
    Series(usize),
}

/// One table of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Workload {
    pub(crate) work: Work,
    pub(crate) case: Case,
}

impl Workload {
    /// All of them, in order; with small ones in place of the large ones for a smoke run.
    pub(crate) fn all(smoke: bool) -> Vec<Self> {
        let threads = [Case::Threads(1), Case::Threads(2)];
        let sizes = if smoke { [10, 1_000, 5_000] } else { [10, 100_000, 1_000_000] };
        let series = sizes.map(Case::Series);
        let works: [(Work, &[Case]); 11] = [
            (Work::CounterInc, &threads),
            (Work::CachedHandleInc, &threads),
            (Work::LabelledIncEnum, &threads),
            (Work::LabelledIncDynamic, &threads),
            (Work::HistogramObserve, &threads),
            (Work::HistogramObserve18, &threads),
            (Work::ObserveSummary, &threads),
            (Work::ObserveSummaryQuantiles, &threads),
            (Work::ObserveNative, &threads),
            (Work::FunctionCall, &threads),
            (Work::InsertSeries, &series),
        ];
        works
            .into_iter()
            .flat_map(|(work, cases)| cases.iter().map(move |&case| Self { work, case }))
            .collect()
    }

    /// For people.
    pub(crate) fn title(self) -> String {
        let work = match self.work {
            Work::CounterInc => "counter: inc",
            Work::CachedHandleInc => "counter with labels, handle kept: inc",
            Work::LabelledIncEnum => "two closed labels (6 × 3): look up, inc",
            Work::LabelledIncDynamic => "closed and open label (1 000): look up, inc",
            Work::HistogramObserve => "histogram, 11 buckets: observe",
            Work::HistogramObserve18 => "two closed labels: look up, observe",
            Work::ObserveSummary => "summary, no quantiles: observe",
            Work::ObserveSummaryQuantiles => "summary, 3 quantiles: observe",
            Work::ObserveNative => "native histogram, factor 1.1: observe",
            Work::FunctionCall => "a measured function: call",
            Work::InsertSeries => "closed and open label: a new series",
        };
        match self.case {
            Case::Threads(1) => format!("{work}, 1 thread"),
            Case::Threads(n) => format!("{work}, {n} threads"),
            Case::Series(n) if n >= 1_000 => format!("{work}, of {} thousand", n / 1_000),
            Case::Series(n) => format!("{work}, of {n}"),
        }
    }

    /// How many rounds are enough, when that many are asked for.
    pub(crate) fn rounds(self, asked: usize) -> usize {
        match self.case {
            Case::Series(n) if n >= 1_000_000 => asked.min(5),
            _ => asked,
        }
    }
}

/// The name that `--only` is compared with.
impl fmt::Display for Workload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.work {
            Work::CounterInc => "counter_inc",
            Work::CachedHandleInc => "cached_handle_inc",
            Work::LabelledIncEnum => "labelled_inc_enum",
            Work::LabelledIncDynamic => "labelled_inc_dynamic",
            Work::HistogramObserve => "histogram_observe",
            Work::HistogramObserve18 => "histogram_observe_18",
            Work::ObserveSummary => "observe_summary",
            Work::ObserveSummaryQuantiles => "observe_summary_quantiles",
            Work::ObserveNative => "observe_native",
            Work::FunctionCall => "function_call",
            Work::InsertSeries => "insert_series",
        })?;
        match self.case {
            Case::Threads(n) => write!(f, "_{n}t"),
            Case::Series(n) if n % 1_000_000 == 0 => write!(f, "_{}m", n / 1_000_000),
            Case::Series(n) if n % 1_000 == 0 => write!(f, "_{}k", n / 1_000),
            Case::Series(n) => write!(f, "_{n}"),
        }
    }
}

/// The figures of one round.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Round {
    /// Operations of each thread.
    pub(crate) ops: u64,
    /// How many threads did that many.
    pub(crate) threads: u64,
    /// From the start of the first thread to the end of the last.
    pub(crate) took: Duration,
    /// Work that the library had left for later.
    pub(crate) later: Duration,
    /// What the threads allocated together.
    pub(crate) spent: Spent,
}

/// A library's code, ready to be run.
pub(crate) trait Bench {
    /// Warms up, and settles how much one round does, so that it takes about `target`.
    fn prepare(&mut self, target: Duration);

    fn round(&mut self) -> Round;

    /// Says what is wrong if the work was not done.
    fn verify(&self) -> Result<(), String>;
}

//! The collector of instrumented functions.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use super::cells::{FunctionCells, OUTCOMES};
use super::outcome::Outcome;
use crate::collector::{Collector, Descs, Group};
use crate::desc::{Desc, Kind};
use crate::histogram::HistogramSnapshot;
use crate::label::ClosedLabel;
use crate::scrape::Scrape;

/// Collects the functions with `#[instrumented]`: `function_calls_total`,
/// `function_duration_seconds` and `function_in_flight`.
///
/// A function is listed at its first call, in the collector of the default registry
/// ([`default_functions`]), or in one of your own that its attribute names. Functions of the same
/// name in the same module are added up.
///
/// ```
/// use metrics_core::{Format, FunctionCollector, Registry, instrumented};
///
/// static JOBS: FunctionCollector = FunctionCollector::new();
///
/// #[instrumented(collector = JOBS)]
/// fn tidy() {}
///
/// let registry = Registry::new();
/// registry.register(&JOBS)?;
/// tidy();
/// let text = registry.encode(Format::Text).into_string();
/// // function_calls_total{function="tidy",module="…",outcome="ok"} 1
/// assert!(text.contains("function_calls_total{function=\"tidy\","));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
#[derive(Default)]
pub struct FunctionCollector {
    functions: Mutex<Vec<&'static FunctionCells>>,
}

/// The collector in which instrumented functions are listed that name no other one. It is
/// registered with the [default registry](crate::default_registry) from the start; register it
/// with another one to have them there.
///
/// ```
/// use metrics_core::{Registry, default_functions};
///
/// let registry = Registry::new();
/// registry.register(default_functions())?;
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
#[must_use]
pub const fn default_functions() -> &'static FunctionCollector {
    &DEFAULT
}

static DEFAULT: FunctionCollector = FunctionCollector::new();

impl FunctionCollector {
    /// A collector without functions.
    #[must_use]
    pub const fn new() -> Self {
        Self { functions: Mutex::new(Vec::new()) }
    }

    pub(super) fn list(&self, function: &'static FunctionCells) {
        // Nothing panics while it is held.
        let mut functions = self.functions.lock().unwrap_or_else(PoisonError::into_inner);
        // Threads may make the first call together.
        if !functions.iter().any(|listed| std::ptr::eq(*listed, function)) {
            functions.push(function);
        }
    }

    /// What is known of each function, in order of modules and names.
    fn functions(&self) -> Vec<Measured> {
        let mut functions = self.functions.lock().unwrap_or_else(PoisonError::into_inner).clone();
        functions.sort_by_key(|cells| (cells.module, cells.function));
        let same = |a: &&FunctionCells, b: &&FunctionCells| {
            (a.module, a.function) == (b.module, b.function)
        };
        functions.chunk_by(same).filter_map(Measured::new).collect()
    }
}

/// All functions of one name, added up.
struct Measured {
    function: &'static str,
    module: &'static str,
    ended: [u64; OUTCOMES],
    exported: [bool; OUTCOMES],
    running: u64,
    /// `None` if their buckets differ.
    durations: Option<HistogramSnapshot>,
}

impl Measured {
    fn new(functions: &[&FunctionCells]) -> Option<Self> {
        let mut all = functions.iter().map(|cells| Self::of(cells));
        let first = all.next()?;
        Some(all.fold(first, Self::and))
    }

    fn of(cells: &FunctionCells) -> Self {
        let (ended, running) = cells.calls();
        let mut exported = [true, cells.outcomes.error, true, cells.outcomes.cancelled];
        for (exported, ended) in exported.iter_mut().zip(ended) {
            *exported |= ended > 0;
        }
        Self {
            function: cells.function,
            module: cells.module,
            ended,
            exported,
            running,
            durations: Some(cells.durations.snapshot()),
        }
    }

    fn and(mut self, other: Self) -> Self {
        for place in 0..OUTCOMES {
            self.ended[place] = self.ended[place].wrapping_add(other.ended[place]);
            self.exported[place] |= other.exported[place];
        }
        self.running += other.running;
        self.durations = self.durations.zip(other.durations).and_then(|(a, b)| sum(a, &b));
        self
    }
}

/// `None` if the buckets differ.
fn sum(mut a: HistogramSnapshot, b: &HistogramSnapshot) -> Option<HistogramSnapshot> {
    let bounds = |of: &HistogramSnapshot| -> Vec<f64> {
        of.buckets.iter().map(|bucket| bucket.upper_bound).collect()
    };
    if bounds(&a) != bounds(b) {
        return None;
    }
    for (a, b) in a.buckets.iter_mut().zip(&b.buckets) {
        a.cumulative_count = a.cumulative_count.wrapping_add(b.cumulative_count);
    }
    a.count = a.count.wrapping_add(b.count);
    a.sum += b.sum;
    Some(a)
}

#[diagnostic::do_not_recommend]
impl Collector for FunctionCollector {
    fn describe(&self, descs: &mut Descs) {
        descs.extend([
            Desc::builder("function_calls_total", "Calls of functions, by how they ended.")
                .kind(Kind::Counter)
                .labels(["function", "module", "outcome"])
                .build(),
            Desc::builder("function_duration_seconds", "Time from a function's call to its end.")
                .kind(Kind::Histogram)
                .labels(["function", "module"])
                .unit("seconds")
                .build(),
            Desc::builder("function_in_flight", "Calls of functions that have not ended.")
                .kind(Kind::Gauge)
                .labels(["function", "module"])
                .build(),
        ]);
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        self.emit(&Descs::of(self), scrape);
    }

    fn as_group(&self) -> Option<&dyn Group> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl Group for FunctionCollector {
    fn emit(&self, descs: &[Desc], scrape: &mut Scrape<'_>) {
        let [calls, durations, in_flight] = descs else { return };
        let functions = self.functions();
        for Measured { function, module, ended, exported, .. } in &functions {
            for (place, outcome) in Outcome::VALUES.iter().enumerate() {
                if exported[place] {
                    scrape.counter(calls, &[function, module, outcome], ended[place]);
                }
            }
        }
        for Measured { function, module, durations: observed, .. } in &functions {
            match observed {
                Some(observed) => {
                    scrape.sample(durations, &[function, module], observed.sample());
                }
                None => scrape.error(
                    durations,
                    format!("functions named `{function}` in `{module}` have different buckets"),
                ),
            }
        }
        for Measured { function, module, running, .. } in &functions {
            scrape.gauge(in_flight, &[function, module], *running as f64);
        }
    }
}

impl fmt::Debug for FunctionCollector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.functions().into_iter().map(|of| (of.module, of.function));
        f.debug_list().entries(names).finish()
    }
}

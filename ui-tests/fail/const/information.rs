//! Information has no unit, and gives OpenMetrics' family a name.

use metrics_core::{Collector, Gauge, Info, LabelValue, StateSet};

#[derive(LabelValue)]
enum Mode {
    Day,
    Night,
}

#[derive(Collector)]
#[collector(new)]
struct Build {
    /// What runs.
    build_info: Info,
    /// How many there are.
    build: Gauge, //~ ERROR
    /// When it was built.
    #[metric(unit = "seconds")] //~ ERROR
    time_seconds: Info,
    /// Whether it is dark.
    #[metric(unit = "ratio")] //~ ERROR
    mode_ratio: StateSet<Mode>,
}

fn main() {}

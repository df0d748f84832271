//! What is shown: a table a workload, a line a figure, and a picture of all of them.

pub(crate) mod json;
pub(crate) mod plot;
pub(crate) mod table;

/// With as many digits as mean something.
fn short(number: f64) -> String {
    match number {
        n if n >= 100.0 => format!("{n:.0}"),
        n if n >= 10.0 => format!("{n:.1}"),
        n => format!("{n:.2}"),
    }
}

//! Functions that are measured: what the code of the function attributes calls.
//!
//! A call is *watched* ([`watch`]) by a guard that knows how it ended, be it by a panic or because
//! its future was dropped. What is done with that is the business of a [`Record`]: the cells of
//! an instrumented function ([`cells`], listed by a [`FunctionCollector`]), or a metric of the
//! user's own ([`own`]). What a returned value says of the call is found by its type
//! ([`returned`]).

mod cells;
mod collector;
mod outcome;
mod own;
mod returned;
mod watch;

pub use cells::{FunctionCells, Outcomes, Running};
pub use collector::{FunctionCollector, default_functions};
pub use outcome::{ErrorLabel, ErrorOf, Outcome, Verdict};
pub use own::{
    Counting, Counts, FamilyOf, Given, Later, Now, Resolve, Times, Timing, Tracking, Tracks, Value,
    later,
};
pub use returned::{
    AnyOutput, AnyValue, BoxedFuture, Futures, HasError, Judge, Kind, ResultOutput, Returns, bind,
    error_if, error_of, kind_of_output, ok_if,
};
pub use watch::{Guard, Record, Watch};

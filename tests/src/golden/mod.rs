//! The golden cases: small programs against a metrics library, and what the Go client did when it
//! ran them. This is the driver that runs them against ours, and the judge of its results.
//!
//! `tests/data/golden/README.md` describes both files, and the liberties that a driver has.

mod canonical;
mod constant;
mod family;
mod instrument;
mod judge;
mod kinds;
mod make;
mod moment;
mod objects;
mod outcome;
mod program;
mod request;
mod schema;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;

pub use judge::{Results, Verdict, judge};
use outcome::{Failure, Outcome};
use program::Program;
use schema::{Case, Cases, Step};

/// Runs all cases. Gives the results of each case's steps, by its id.
///
/// A case ends with a step that is skipped. A step that cannot be read, or makes no sense, results
/// in an `error`, which nothing expects.
///
/// # Errors
///
/// If the text is no list of cases.
pub fn replay(cases: &str) -> serde_json::Result<Results> {
    let Cases { cases, .. } = serde_json::from_str(cases)?;
    cases.into_iter().map(|case| Ok((case.id.clone(), run(case)?))).collect()
}

fn run(case: Case) -> serde_json::Result<Vec<Value>> {
    let mut program = Program::new(case.has_exemplars());
    let mut results = Vec::new();
    for mut step in case.steps {
        let outcome = match schema::make_text(&mut step) {
            Err(bytes) => Outcome::Skip { skip: bytes.to_string() },
            Ok(()) => match serde_json::from_value::<Step>(step) {
                Ok(step) => perform(&mut program, step),
                Err(error) => Outcome::Error { error: error.to_string() },
            },
        };
        results.push(serde_json::to_value(&outcome)?);
        if let Outcome::Skip { .. } = outcome {
            break;
        }
    }
    Ok(results)
}

/// A panic, too, costs its case only.
fn perform(program: &mut Program, step: Step) -> Outcome {
    match catch_unwind(AssertUnwindSafe(|| program.perform(step))) {
        Ok(outcome) => outcome.unwrap_or_else(Failure::into),
        Err(_) => Outcome::Error { error: "the step panicked".to_owned() },
    }
}

//! A counter that may be registered already: go on with the one that is.
//!
//! The Go client's documentation has this program, too. Here the existing collector comes back with
//! its type, and [`Registerer::get_or_register`] does all of it in one call.
//!
//! ```text
//! cargo run -p examples --bin already_registered
//! ```
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, reason = "shows its user what the registry holds")]

use metrics_core::{
    Counter, Format, Held, Named, RegisterError, Registerer, Registry, default_registry,
};

/// What two parts of a program want to count, without knowing of each other.
fn requests() -> Named<Counter> {
    Counter::named("requests_total", "The total number of requests served.").build()
}

/// The counter, registered by whoever comes first.
fn counter(registry: &Registry) -> Result<Held<Named<Counter>>, RegisterError> {
    match registry.register(requests()) {
        Ok(registration) => Ok(registration.collector().clone()),
        Err(error) => {
            // The same metric was registered before. If that is a counter of this type, it is the
            // one to use from now on. All else is a mistake: another help text or other labels.
            let existing = error.already_registered().and_then(|both| both.existing.downcast());
            existing.ok_or(error)
        }
    }
}

fn main() -> Result<(), RegisterError> {
    let registry = default_registry();

    let first = counter(registry)?;
    let second = counter(registry)?;
    first.inc();
    second.inc();

    // The same in one call.
    let third = registry.get_or_register(requests())?;
    third.inc();

    print!("{}", registry.encode(Format::Text).into_string());
    Ok(())
}

//! What the tests share: programs that never outlive a test, waiting with a limit, and a small
//! HTTP client.
#![forbid(unsafe_code)]

mod example;
mod fetch;
mod folder;
mod process;
pub mod prometheus;
pub mod promtool;

use std::thread::sleep;
use std::time::{Duration, Instant};

pub use example::{Example, build_example, value};
pub use fetch::{Fetched, encode, fetch, request};
pub use folder::Folder;
pub use process::{Process, note, program};

/// Asks again and again until there is an answer, and fails when there is none in time. `Err`
/// says what was seen instead.
///
/// # Panics
///
/// If `limit` has passed and there is still no answer.
pub fn wait_for<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Result<T, String>) -> T {
    let start = Instant::now();
    loop {
        match ask() {
            Ok(answer) => return answer,
            Err(seen) => assert!(start.elapsed() < limit, "no {what} in {limit:?}: {seen}"),
        }
        sleep(Duration::from_millis(50));
    }
}

//! What the macros accept (`pass/`), what they refuse (`fail/`), and the words they refuse it
//! with (the `.stderr` file beside each case). A case is a program of its own that sees what a
//! user of `metrics-core` sees; `tests/ui.rs` builds them all. The modules here hold what takes a
//! library to be seen, and other editions.

pub mod editions;
pub mod lints;

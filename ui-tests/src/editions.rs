//! The editions before this crate's own, as programs of doc tests.
//!
//! ```edition2018
#![doc = include_str!("../pass/editions.rs")]
//! ```
//!
//! ```edition2021
#![doc = include_str!("../pass/editions.rs")]
//! ```

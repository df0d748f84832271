//! Runs the room `cell` under loom: the shipped code, with loom's atomics in place of the
//! standard library's (`src/cell/sync.rs`). What is run is in `src/cell/models.rs`.
//!
//! ```text
//! RUSTFLAGS="--cfg loom" cargo test -p metrics-core --no-default-features --release --test loom
//! ```
#![cfg(loom)]
// The rest of the crate is not here to use it.
#![allow(dead_code, unused_imports, unreachable_pub)]

#[path = "../src/cell/mod.rs"]
mod cell;

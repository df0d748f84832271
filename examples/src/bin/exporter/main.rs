//! An exporter: metrics of another system, which is asked whenever there is a scrape.
//!
//! The system is [memcached](https://memcached.org), whose command `stats` answers with lines of
//! names and numbers.
//!
//! ```text
//! cargo run -p examples --bin exporter [ADDR [MEMCACHED]]
//! ```
//!
//! prints the URL of the metrics and serves until it is stopped. Without the address of a memcached
//! it starts a [`stand_in`] that answers as one.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program talks to its user")]

mod memcached;
mod stand_in;

use std::env;
use std::error::Error;

use metrics_core::Registry;
use metrics_core::http::Handler;
use metrics_core::server::Server;

use crate::memcached::Memcached;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let addr = args.next().unwrap_or_else(|| "127.0.0.1:9467".to_owned());
    let memcached = match args.next() {
        Some(memcached) => memcached,
        None => stand_in::start()?.to_string(),
    };

    let registry = Registry::pedantic();
    registry.register(Memcached::new(memcached))?;

    // A scrape serves what could be read. What could not is said here.
    let handler = Handler::new(registry).on_error(|errors| eprintln!("exporter: {errors}"));
    let server = Server::start(addr, handler)?;
    println!("{}", server.url());
    server.wait();
    Ok(())
}

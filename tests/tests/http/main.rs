//! Serving metrics: the handler in the frameworks that take it, and the server of our own.

mod handler;
mod server;
mod support;

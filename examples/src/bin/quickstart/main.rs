//! A small web shop with metrics.
//!
//! ```text
//! cargo run -p examples --bin quickstart [-- --listen ADDR]
//! ```
//!
//! prints the URL of its metrics and serves until it is stopped. `metrics` says what is measured,
//! `shop` is the program that is measured, and `load` keeps it busy, so that the numbers move.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program talks to its user")]

mod load;
mod metrics;
mod shop;

use std::env;
use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use axum::middleware::from_fn;
use metrics_core::http::Handler;
use metrics_core::{Registry, default_functions};
use tokio::net::TcpListener;

use crate::metrics::{HTTP, SHOP, StockCollector};
use crate::shop::Shop;

const USAGE: &str = "\
usage: quickstart [--listen ADDR]

  --listen ADDR  the address to serve on, 127.0.0.1:9464 unless given; port 0 takes a free one
  --help         shows this";

#[tokio::main]
async fn main() -> ExitCode {
    let args = env::args().skip(1).collect::<Vec<_>>();
    let args = args.iter().map(String::as_str).collect::<Vec<_>>();
    let listen = match args[..] {
        [] => "127.0.0.1:9464",
        ["--listen", listen] => listen,
        ["--help"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("quickstart: cannot make sense of `{}`\n\n{USAGE}", args.join(" "));
            return ExitCode::from(2);
        }
    };
    let Ok(listen) = listen.parse() else {
        eprintln!("quickstart: `{listen}` is not an address such as 127.0.0.1:9464\n\n{USAGE}");
        return ExitCode::from(2);
    };
    match serve(listen).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("quickstart: cannot serve on {listen}: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(listen: SocketAddr) -> Result<(), Box<dyn Error>> {
    let shop = Arc::new(Shop::open());

    let registry = Arc::new(Registry::new());
    registry.register(&HTTP)?;
    registry.register(&SHOP)?;
    registry.register(default_functions())?;
    registry.register(StockCollector::new(Arc::clone(&shop)))?;

    let handler = Handler::new(registry).on_error(|errors| eprintln!("quickstart: {errors}"));
    let app = shop::routes(shop)
        .layer(from_fn(metrics::measure))
        // After the layer, so that scrapes are not counted among the shop's requests.
        .route_service("/metrics", handler);

    let listener = TcpListener::bind(listen).await?;
    println!("http://{}/metrics", listener.local_addr()?);
    tokio::spawn(load::run(app.clone()));
    axum::serve(listener, app).with_graceful_shutdown(stopped()).await?;
    Ok(())
}

/// Until SIGINT or SIGTERM.
async fn stopped() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Then it is stopped the hard way.
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
